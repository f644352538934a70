import { escapeUTF8 } from "entities";
import { palette } from "../../lib/plots/palette.ts";
import { textWidth } from "../../lib/plots/text-width.ts";
import type { TableRows } from "./table-rows.ts";

/** Pixels of a row, of the room at either side of a cell's text, and of text. */
const rowHeight = 24;
const margin = 10;
const fontSize = 13;

/** Pixels of the widest column: longer text is cut. */
const widestColumn = 360;

/**
 * Draws a table as an SVG document.
 *
 * It is a picture because HTML tables don't survive the sanitised export of nbconvert: their `tbody` and `th` come out
 * as visible text. The ground is white whatever the page's, as that of plots is.
 *
 * @param label - what it is, for those who can't see it
 */
export function tablePicture({ heading, rows, isNumeric }: TableRows, label: string): string {
  const columns = heading.map((name, at) => {
    const texts = rows.map((row) => row[at] ?? "");
    const longest = Math.max(
      textWidth(name, fontSize, true),
      texts.reduce((most, text) => Math.max(most, textWidth(text, fontSize)), 0),
    );
    return Math.ceil(Math.min(longest, widestColumn)) + 2 * margin;
  });
  const lefts = columns.map((_, at) => columns.slice(0, at).reduce((sum, width) => sum + width, 0));
  const width = Math.max(
    columns.reduce((sum, column) => sum + column, 0),
    4 * margin,
  );
  // A list of single values has no names over its columns, and no room for them.
  const headings = heading.some((name) => name !== "") ? 1 : 0;
  const height = (rows.length + headings) * rowHeight + 1;

  function line(row: readonly string[], at: number, isHeading: boolean): string {
    const y = at * rowHeight + 16.5;
    return row
      .map((text, column) => {
        if (text === "") return "";
        const right = isNumeric[column] === true;
        const left = lefts[column] ?? 0;
        const x = right ? left + (columns[column] ?? 0) - margin : left + margin;
        const place = `x="${x}" y="${y}"${right ? ' text-anchor="end"' : ""}${isHeading ? ' font-weight="bold"' : ""}`;
        return `<text ${place}>${escapeUTF8(fitted(text, isHeading))}</text>`;
      })
      .join("");
  }

  const stripes = rows.map((_, at) =>
    at % 2 === 1
      ? `<rect y="${(at + headings) * rowHeight}" width="${width}" height="${rowHeight}" fill="#F2F2F2"/>`
      : "",
  );
  const rule = headings > 0 ? `<path d="M0 ${rowHeight - 0.5}H${width}" stroke="${palette.grey}"/>` : "";
  const family = "Helvetica, Arial, &#39;Liberation Sans&#39;, sans-serif";
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeUTF8(label)}" width="${width}" height="${height}"`,
    ` viewBox="0 0 ${width} ${height}" style="max-width:100%;height:auto">`,
    `<rect width="${width}" height="${height}" fill="${palette.paper}"/>`,
    ...stripes,
    rule,
    `<g font-family="${family}" font-size="${fontSize}" fill="${palette.ink}" xml:space="preserve">`,
    line(heading, 0, true),
    ...rows.map((row, at) => line(row, at + headings, false)),
    "</g></svg>",
  ].join("");
}

/** A text that fits into the widest column. */
function fitted(text: string, isBold: boolean): string {
  if (textWidth(text, fontSize, isBold) <= widestColumn) return text;
  const characters = [...text];
  let width = textWidth("…", fontSize, isBold);
  const end = characters.findIndex((character) => {
    width += textWidth(character, fontSize, isBold);
    return width > widestColumn;
  });
  return `${characters.slice(0, end).join("")}…`;
}
