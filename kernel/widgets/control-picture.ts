/** Pictures of controls as they stand, for where nothing can run: exported pages, and viewers of saved notebooks. */
import { escapeUTF8 } from "entities";
import { palette } from "../../lib/plots/palette.ts";
import { textWidth } from "../../lib/plots/text-width.ts";
import type { State } from "./buffers.ts";

/** A piece of SVG and the pixels that it takes. */
export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Pixels of a line, of a control's own part, between parts, and of text. */
const line = 28;
const part = 200;
const gap = 10;
const fontSize = 13;

/** The picture of a control by the state of its model, with its value as text. */
export function controlPicture(state: State, value: string): Picture {
  const name = String(state._model_name).replace(/Model$/, "");
  const words = String(state.description ?? "");
  switch (name) {
    case "IntSlider":
    case "FloatSlider":
      return row([words, track([fraction(state, state.value)]), value]);
    case "IntRangeSlider": {
      const ends = Array.isArray(state.value) ? state.value : [];
      return row([words, track(ends.map((end) => fraction(state, end))), value]);
    }
    case "FloatProgress":
      return row([words, track([], fraction(state, state.value)), value]);
    case "Checkbox":
      return row([box(state.value === true ? "✓" : "", 18), words]);
    case "ToggleButton":
      return row([box(words, undefined, state.value === true)]);
    case "Button":
      return row([box(words)]);
    case "Text":
    case "Dropdown":
      return row([words, box(value, part)]);
    case "Image":
      return image(state);
    default:
      return row([value.replaceAll(/<[^>]*>/g, "")]);
  }
}

/** Pictures below each other, or beside each other. */
export function boxPicture(pictures: readonly Picture[], isColumn: boolean): Picture {
  let at = 0;
  const placed = pictures.map(({ svg, width, height }) => {
    const group = `<g transform="translate(${isColumn ? `0,${at}` : `${at},0`})">${svg}</g>`;
    at += isColumn ? height : width + gap;
    return group;
  });
  const widest = Math.max(0, ...pictures.map(({ width }) => width));
  const highest = Math.max(0, ...pictures.map(({ height }) => height));
  const [width, height] = isColumn ? [widest, at] : [Math.max(0, at - gap), highest];
  return { svg: placed.join(""), width, height };
}

/** An SVG document of a picture, on white ground, with its text for those who can't see it. */
export function pictureDocument({ svg, width, height }: Picture, label: string): string {
  const [wide, high] = [Math.max(1, Math.ceil(width) + 2 * gap), Math.max(1, height)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeUTF8(label)}" width="${wide}" height="${high}"`,
    ` viewBox="0 0 ${wide} ${high}" style="max-width:100%;height:auto"><rect width="${wide}" height="${high}" fill="${palette.paper}"/>`,
    `<g transform="translate(${gap},0)" font-family="Helvetica, Arial, &#39;Liberation Sans&#39;, sans-serif" font-size="${fontSize}" fill="${palette.ink}">`,
    `${svg}</g></svg>`,
  ].join("");
}

function row(parts: readonly (string | Picture)[]): Picture {
  let left = 0;
  const placed: string[] = [];
  for (const one of parts) {
    if (one === "") continue;
    const piece = typeof one === "string" ? text(one) : one;
    placed.push(`<g transform="translate(${left},0)">${piece.svg}</g>`);
    left += piece.width + gap;
  }
  return { svg: placed.join(""), width: Math.max(0, left - gap), height: line };
}

function text(words: string): Picture {
  const shown = words.length > 100 ? `${words.slice(0, 99)}…` : words;
  const clean = shown.replaceAll(/[\s\0-\x1f]+/g, " ").toWellFormed();
  return { svg: `<text y="18.5">${escapeUTF8(clean)}</text>`, width: textWidth(clean, fontSize), height: line };
}

/** A line with a handle at each of these fractions, or filled up to one. */
function track(handles: readonly number[], filled?: number): Picture {
  const from = filled === undefined && handles.length > 1 ? Math.min(...handles) : 0;
  const to = filled ?? Math.max(0, ...handles);
  const x = (fraction: number) => Number((fraction * part).toFixed(1));
  return {
    svg: [
      `<rect y="12" width="${part}" height="4" rx="2" fill="${palette.paleGrey}"/>`,
      `<rect x="${x(from)}" y="12" width="${x(to - from)}" height="4" rx="2" fill="${palette.blue}"/>`,
      ...handles.map(
        (handle) =>
          `<circle cx="${x(handle)}" cy="14" r="8" fill="${palette.paper}" stroke="${palette.blue}" stroke-width="2"/>`,
      ),
    ].join(""),
    width: part + 8,
    height: line,
  };
}

function box(words: string, width = textWidth(words, fontSize) + 2 * gap, isPressed = false): Picture {
  const inner = text(words);
  const at = width < 30 ? (width - inner.width) / 2 : gap;
  const ground = isPressed ? palette.paleGrey : palette.paper;
  return {
    svg: `<rect x="0.5" y="4.5" width="${Math.ceil(width)}" height="19" rx="2" fill="${ground}" stroke="${palette.grey}"/><g transform="translate(${at},0)">${inner.svg}</g>`,
    width: Math.ceil(width) + 1,
    height: line,
  };
}

function image({ value, format, width, height }: State): Picture {
  const [wide, high] = [Number(width) || 320, Number(height) || 240];
  if (!(value instanceof Uint8Array)) return row([]);
  const data = Buffer.from(value).toString("base64");
  const source = `data:image/${escapeUTF8(String(format))};base64,${data}`;
  return { svg: `<image width="${wide}" height="${high}" href="${source}"/>`, width: wide, height: high };
}

function fraction({ min, max }: State, value: unknown): number {
  const range = Number(max) - Number(min);
  return range > 0 ? Math.min(1, Math.max(0, (Number(value) - Number(min)) / range)) : 0;
}
