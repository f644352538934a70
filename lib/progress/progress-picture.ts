import { escapeUTF8 } from "entities/escape";
import { palette } from "../plots/palette.ts";
import { textWidth } from "../plots/text-width.ts";

/** One bar as it is drawn: its texts, and the share that is done, where the end is known. */
export interface ProgressRow {
  readonly label: string;
  readonly share: number | undefined;
  readonly told: string;
  /** How it ended, or that it goes on. */
  readonly state: ProgressState;
}

export type ProgressState = "going" | "done" | "stopped" | "failed" | "interrupted";

/** Pixels of a row, of the widest label, of a bar, and between them. */
const rowHeight = 26;
const widestLabel = 220;
const barWidth = 200;
const gap = 12;
const fontSize = 13;

/** What a bar is drawn in; the text beside it says the same, so that no colour is needed to tell. */
const colours: Readonly<Record<ProgressState, string>> = {
  going: palette.blue,
  done: palette.green,
  stopped: palette.orange,
  failed: palette.vermillion,
  interrupted: palette.orange,
};

/** Draws bars one above the other, as an SVG that every export keeps. */
export function progressPicture(rows: readonly ProgressRow[]): string {
  const labels = rows.map(({ label }) => fitted(label));
  const left = Math.max(...labels.map((label) => (label === "" ? 0 : Math.ceil(textWidth(label, fontSize)) + gap)));
  const texts = left + barWidth + gap;
  const width = texts + Math.ceil(Math.max(...rows.map(({ told }) => textWidth(told, fontSize)))) + gap;
  const height = rows.length * rowHeight;
  const lines = rows.map(({ share, told, state }, at) => {
    const top = at * rowHeight;
    const label = labels[at] ?? "";
    const filled = share ?? (state === "going" ? 0.3 : 1);
    const from = share === undefined && state === "going" ? 0.35 : 0;
    return [
      label === "" ? "" : `<text x="0" y="${top + 17.5}">${escapeUTF8(label)}</text>`,
      `<rect x="${left}" y="${top + 8}" width="${barWidth}" height="10" rx="3" fill="${palette.paleGrey}"/>`,
      `<rect x="${left + from * barWidth}" y="${top + 8}" width="${Number((filled * barWidth).toFixed(1))}" height="10" rx="3" fill="${colours[state]}"/>`,
      `<text x="${texts}" y="${top + 17.5}">${escapeUTF8(told)}</text>`,
    ].join("");
  });
  const said = rows.map(({ label, told }) => (label === "" ? told : `${label}: ${told}`)).join("; ");
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeUTF8(said)}" data-is="progress"`,
    ` width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" style="max-width:100%;height:auto">`,
    `<rect width="${width}" height="${height}" fill="${palette.paper}"/>`,
    `<g font-family="Helvetica, Arial, &#39;Liberation Sans&#39;, sans-serif" font-size="${fontSize}" fill="${palette.ink}">`,
    ...lines,
    "</g></svg>",
  ].join("");
}

/** Characters of a bar of text. */
const cells = 20;

/** The same bars as text. */
export function progressText(rows: readonly ProgressRow[]): string {
  return rows
    .map(({ label, share, told }) => {
      const full = Math.round((share ?? 0) * cells);
      const bar = share === undefined ? "" : `${"█".repeat(full)}${"░".repeat(cells - full)} `;
      return `${label === "" ? "" : `${label} `}${bar}${told}`;
    })
    .join("\n");
}

function fitted(label: string): string {
  const line = label.replaceAll(/[\s\0-\x1f]+/g, " ").toWellFormed();
  if (textWidth(line, fontSize) <= widestLabel) return line;
  let width = textWidth("…", fontSize);
  const characters = [...line];
  const end = characters.findIndex((character) => {
    width += textWidth(character, fontSize);
    return width > widestLabel;
  });
  return `${characters.slice(0, end).join("")}…`;
}
