/**
 * One SVG of an element that is an SVG, or a figure of Observable Plot: its title, its legend, its chart and its
 * caption, one under the other.
 */
import { escapeUTF8 } from "entities";
import { textWidth } from "../../lib/plots/text-width.ts";
import { type DomElement, isDomElement } from "./dom-element.ts";

interface Piece {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Pixels between the parts of a figure, and of its texts by their element. */
const gap = 8;
const sizes: Readonly<Record<string, readonly [size: number, isBold: boolean]>> = {
  h2: [20, true],
  h3: [16, true],
  figcaption: [13, false],
};

/** An SVG document; undefined for what holds no picture, or more than the parts of a figure. */
export function domPicture(element: DomElement): string | undefined {
  if (element.localName === "svg") return standalone(element.outerHTML);
  if (element.localName !== "figure") return undefined;
  const pieces: Piece[] = [];
  for (const child of element.childNodes) {
    if (!isDomElement(child) || child.localName === "style") continue;
    const piece = pieceOf(child);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  if (!pieces.some(({ svg }) => svg.startsWith("<svg"))) return undefined;
  let top = 0;
  const placed = pieces.map(({ svg, height }) => {
    const group = `<g transform="translate(0,${top})">${svg}</g>`;
    top += height + gap;
    return group;
  });
  const width = Math.max(...pieces.map((piece) => piece.width));
  const height = top - gap;
  return standalone(
    `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif">${placed.join("")}</svg>`,
  );
}

function pieceOf(element: DomElement): Piece | undefined {
  if (element.localName === "svg") {
    const [width, height] = ["width", "height"].map((name) => Number(element.getAttribute(name)));
    return width && height ? { svg: xml(element.outerHTML), width, height } : undefined;
  }
  const [size, isBold] = sizes[element.localName] ?? [];
  if (size !== undefined) {
    const text = element.textContent ?? "";
    const weight = isBold ? ' font-weight="bold"' : "";
    const svg = `<text y="${size}" font-size="${size}"${weight}>${escapeUTF8(text)}</text>`;
    return { svg, width: Math.ceil(textWidth(text, size, isBold)), height: Math.ceil(size * 1.3) };
  }
  return element.localName === "div" ? swatches(element) : undefined;
}

/** A legend of swatches: spans that hold a small picture and a text each. */
function swatches(element: DomElement): Piece | undefined {
  let left = 0;
  let height = 0;
  const parts: string[] = [];
  for (const swatch of element.childNodes) {
    if (!isDomElement(swatch) || swatch.localName === "style") continue;
    const picture = [...swatch.childNodes].find((child) => isDomElement(child) && child.localName === "svg");
    const piece = isDomElement(picture) ? pieceOf(picture) : undefined;
    if (piece === undefined) return undefined;
    const text = (swatch.textContent ?? "").trim();
    const x = left + piece.width + 5;
    parts.push(
      `<g transform="translate(${left},0)">${piece.svg}</g><text x="${x}" y="${piece.height - 4}" font-size="11">${escapeUTF8(text)}</text>`,
    );
    left = x + Math.ceil(textWidth(text, 11)) + 14;
    height = Math.max(height, piece.height);
  }
  return { svg: parts.join(""), width: left, height };
}

/** A document of its own: with its namespace, on white ground, since it is drawn in black. */
function standalone(source: string): string {
  const namespace = /^<svg[^>]*\sxmlns=/.test(source) ? "" : ' xmlns="http://www.w3.org/2000/svg"';
  const link =
    /\sxlink:/.test(source) && !/\sxmlns:xlink=/.test(source) ? ' xmlns:xlink="http://www.w3.org/1999/xlink"' : "";
  const role = /^<svg[^>]*\srole=/.test(source) ? "" : ' role="img"';
  const ground = /^<svg[^>]*\sstyle=/.test(source) ? "" : ' style="background:white;max-width:100%;height:auto"';
  return xml(source).replace(/^<svg/, `<svg${namespace}${link}${role}${ground}`);
}

/** HTML's only named entity that serializers write in text, as XML knows it. */
function xml(source: string): string {
  return source.replaceAll("&nbsp;", "&#160;");
}
