import { escapeUTF8 } from "entities";
import type { Look, Mark, Picture } from "./drawing.ts";
import type { Point } from "./point.ts";

/**
 * The picture as an SVG document: (0, 0) in the middle, a background, the marks, the turtles above them.
 *
 * Each turtle's group has a `data-turtle` attribute with its number.
 */
export function drawSvg({ width, height, title, background, marks, turtles }: Picture): string {
  const box = [-width / 2, -height / 2, width, height].map(pixels).join(" ");
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels(width)}" height="${pixels(height)}" viewBox="${box}" role="img">`,
    `<title>${escapeUTF8(title)}</title>`,
    `<rect x="${pixels(-width / 2)}" y="${pixels(-height / 2)}" width="100%" height="100%" fill="${background}"/>`,
  ];
  for (const mark of marks) parts.push(drawMark(mark));
  for (const turtle of turtles) parts.push(`<g data-turtle="${turtle.number}">${drawLook(turtle)}</g>`);
  parts.push("</svg>");
  return parts.join("");
}

function drawMark(mark: Mark): string {
  switch (mark.kind) {
    case "line":
      return `<polyline points="${points(mark.points)}" fill="none" stroke="${mark.colour}" stroke-width="${pixels(mark.width)}" stroke-linecap="round" stroke-linejoin="round"/>`;
    case "fill":
      return `<polygon points="${points(mark.points)}" fill="${mark.colour}" fill-rule="evenodd"/>`;
    case "dot":
      return `<circle cx="${pixels(mark.at[0])}" cy="${pixels(-mark.at[1])}" r="${pixels(mark.size / 2)}" fill="${mark.colour}"/>`;
    case "stamp":
      return drawLook(mark.look);
    case "text": {
      const [family, size, style = "normal"] = mark.font;
      const anchor = { left: "start", center: "middle", right: "end" }[mark.align];
      const weight = style.includes("bold") ? ' font-weight="bold"' : "";
      const slant = style.includes("italic") ? ' font-style="italic"' : "";
      return `<text x="${pixels(mark.at[0])}" y="${pixels(-mark.at[1])}" fill="${mark.colour}" text-anchor="${anchor}" font-family="${escapeUTF8(family)}, sans-serif" font-size="${pixels(size)}"${weight}${slant} xml:space="preserve">${escapeUTF8(mark.text)}</text>`;
    }
  }
}

function drawLook({ at, heading, outline, colour, fill }: Look): string {
  const place = `translate(${pixels(at[0])} ${pixels(-at[1])}) rotate(${pixels(-heading)})`;
  return `<polygon transform="${place}" points="${points(outline)}" fill="${fill}" stroke="${colour}"/>`;
}

/** SVG's y grows downwards. */
function points(all: readonly Point[]): string {
  return all.map(([x, y]) => `${pixels(x)},${pixels(-y)}`).join(" ");
}

/** A hundredth of a pixel is more than a screen shows. */
function pixels(value: number): string {
  return String(Math.round(value * 100) / 100 + 0);
}
