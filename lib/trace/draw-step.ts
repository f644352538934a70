/**
 * Draws one step of a trace, in the manner of Python Tutor: the program with the line that runs next, the calls with
 * their variables, the objects with arrows that lead to them, and what was printed.
 *
 * It imports nothing that runs: the front end in the page draws by the same text. Source of the picture's idea: P. Guo,
 * "Online Python Tutor", SIGCSE 2013.
 */
import type { TraceData, TracedFrame, TracedObject, TracedValue, TraceStep } from "./trace-step.ts";

/** What the picture says in the reader's language. */
export interface StepWords {
  readonly program: string;
  readonly output: string;
  readonly next: string;
  readonly more: string;
}

/** Pixels: of a line, of a character of the fixed-width font, between columns, inside boxes. */
const lineHeight = 20;
const charWidth = 7.83;
const gap = 28;
const pad = 8;
/** Characters of a source line that are shown, and of the output's lines and their number. */
const mostColumns = 62;
const outputLines = 6;

const ink = "#1A1A1A";
const grey = "#595959";

/** Returns the SVG of a step, by its index from 0 on. */
export function drawStep(trace: TraceData, index: number, words: StepWords): string {
  const step = trace.steps[index];
  const lines = trace.source.split("\n");
  const numberWidth = (String(lines.length).length + 1) * charWidth;
  const sourceWidth = 22 + numberWidth + Math.min(mostColumns, Math.max(...lines.map(length), 20)) * charWidth + pad;
  const source = drawSource(lines, step, sourceWidth, numberWidth, words);
  const output = drawOutput(
    trace.output.slice(0, step?.printed ?? 0),
    step?.error,
    sourceWidth,
    source.height + 12,
    words,
  );
  const state = step === undefined ? { svg: "", width: 0, height: 0 } : drawState(step, sourceWidth + gap, words);
  const width = Math.ceil(sourceWidth + (state.width > 0 ? gap + state.width : 0));
  const height = Math.ceil(Math.max(source.height + 12 + output.height, state.height));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 ${width + 8} ${height + 8}" width="${width + 8}" height="${height + 8}"`,
    ` style="max-width:100%;height:auto" font-family="'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="13" fill="${ink}">`,
    `<rect x="-4" y="-4" width="${width + 8}" height="${height + 8}" fill="#FFFFFF"/>`,
    `<defs><marker id="navette-ref" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#0072B2"/></marker></defs>`,
    source.svg,
    output.svg,
    state.svg,
    "</svg>",
  ].join("");
}

function drawSource(
  lines: readonly string[],
  step: TraceStep | undefined,
  width: number,
  numberWidth: number,
  words: StepWords,
) {
  const height = lines.length * lineHeight + 2 * pad;
  const parts = [`<rect width="${width}" height="${height}" rx="4" fill="#F7F7F7" stroke="#D9D9D9"/>`];
  lines.forEach((text, at) => {
    const y = pad + at * lineHeight;
    const isNext = step?.line === at + 1;
    if (isNext) {
      const colour = step?.error === undefined ? "#FFF0CC" : "#FFE0D6";
      parts.push(`<rect x="1" y="${y}" width="${width - 2}" height="${lineHeight}" fill="${colour}"/>`);
      parts.push(`<text x="6" y="${y + 15}" fill="#B04A00"><title>${escaped(words.next)}</title>▶</text>`);
    }
    parts.push(`<text x="${20 + numberWidth - 6}" y="${y + 15}" text-anchor="end" fill="${grey}">${at + 1}</text>`);
    const shown = text.length > mostColumns ? `${text.slice(0, mostColumns - 1)}…` : text;
    parts.push(`<text x="${22 + numberWidth}" y="${y + 15}" xml:space="preserve">${escaped(shown)}</text>`);
  });
  return { svg: parts.join(""), height };
}

function drawOutput(text: string, error: string | undefined, width: number, top: number, words: StepWords) {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n").slice(-outputLines);
  const shown = [...lines, ...(error === undefined ? [] : [`✗ ${error}`])];
  const height = (shown.length + 1) * lineHeight + 2 * pad;
  const parts = [
    `<g transform="translate(0 ${top})"><rect width="${width}" height="${height}" rx="4" fill="#FFFFFF" stroke="#D9D9D9"/>`,
    `<text x="${pad}" y="${pad + 14}" fill="${grey}">${escaped(words.output)}</text>`,
  ];
  shown.forEach((line, at) => {
    const isError = at >= lines.length;
    const most = Math.floor((width - 2 * pad) / charWidth);
    const cut = line.length > most ? `${line.slice(0, most - 1)}…` : line;
    parts.push(
      `<text x="${pad}" y="${pad + (at + 1) * lineHeight + 14}" xml:space="preserve"${isError ? ' fill="#B00020"' : ""}>${escaped(cut)}</text>`,
    );
  });
  return { svg: `${parts.join("")}</g>`, height };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where an object's box stands, and the line on which arrows arrive. */
interface Place {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** The calls, the objects, and the arrows between them. */
function drawState({ frames, heap }: TraceStep, left: number, words: StepWords) {
  const starts: { from: Point; ref: number }[] = [];
  const parts: string[] = [];
  const frameWidth = Math.max(120, ...frames.map((frame) => rowsWidth(frameRows(frame), title(frame, words))));
  let y = 0;
  frames.forEach((frame, at) => {
    const rows = frameRows(frame);
    const isLast = at === frames.length - 1;
    parts.push(
      box(
        left,
        y,
        frameWidth,
        rows.length,
        title(frame, words),
        isLast ? "#0072B2" : "#8C8C8C",
        isLast ? "#E3EEF7" : "#F2F2F2",
      ),
    );
    const top = y;
    parts.push(...rows.map((row, n) => drawRow(row, left, top + (n + 1) * lineHeight, frameWidth, starts)));
    y += boxHeight(rows.length) + 10;
  });
  const framesHeight = y;
  const places = new Map<number, Place>();
  let right = left + frameWidth;
  let height = framesHeight;
  for (const column of columnsOf(frames, heap)) {
    const x = right + columnGap;
    y = 0;
    for (const object of column) {
      const rows = objectRows(object, words);
      const width = rowsWidth(rows, object.kind);
      places.set(object.id, { left: x, right: x + width, y: y + 12 });
      parts.push(box(x, y, width, rows.length, object.kind, "#E69F00", "#FDF6E7"));
      const top = y;
      parts.push(...rows.map((row, n) => drawRow(row, x, top + (n + 1) * lineHeight, width, starts)));
      right = Math.max(right, x + width);
      y += boxHeight(rows.length) + 10;
    }
    height = Math.max(height, y);
  }
  for (const { from, ref } of starts) {
    const to = places.get(ref);
    if (to === undefined) continue;
    // An arrow that leads back arrives on the right, so that it crosses no box.
    const isBack = to.left < from.x;
    const bend = isBack ? 36 : Math.max(20, (to.left - from.x) / 2);
    const end = isBack ? `${to.right + bend} ${to.y} ${to.right + 2}` : `${to.left - bend} ${to.y} ${to.left - 2}`;
    parts.push(
      `<path d="M${from.x} ${from.y} C${from.x + bend} ${from.y} ${end} ${to.y}" fill="none" stroke="#0072B2" stroke-width="1.5" marker-end="url(#navette-ref)"/>`,
    );
  }
  return { svg: parts.join(""), width: right - left + (heap.length > 0 ? 40 : 0), height };
}

/** Pixels between the calls and the objects, and between their columns. */
const columnGap = 56;

/** Objects by how many references away from the variables they are, three columns at most. */
function columnsOf(frames: readonly TracedFrame[], heap: readonly TracedObject[]): TracedObject[][] {
  const depths = new Map<number, number>();
  const byId = new Map(heap.map((object) => [object.id, object]));
  let reached = frames.flatMap(({ variables }) => refsOf(variables.map(({ value }) => value)));
  for (let depth = 0; reached.length > 0; depth++) {
    const fresh = reached.filter((id) => !depths.has(id));
    for (const id of fresh) depths.set(id, Math.min(depth, 2));
    reached = [...new Set(fresh)].flatMap((id) => refsOf(byId.get(id)?.entries.map(([, value]) => value) ?? []));
  }
  const columns: TracedObject[][] = [[], [], []];
  for (const object of heap) columns[depths.get(object.id) ?? 0]?.push(object);
  return columns.filter((column) => column.length > 0);
}

function refsOf(values: readonly TracedValue[]): number[] {
  return values.flatMap((value) => ("ref" in value ? [value.ref] : []));
}

type Row = readonly [key: string, value: TracedValue];

function frameRows({ variables }: TracedFrame): Row[] {
  return variables.map(({ name, value, isCaptured }) => [isCaptured ? `${name} ↑` : name, value]);
}

function objectRows({ entries, more }: TracedObject, words: StepWords): Row[] {
  return more > 0 ? [...entries, [`… ${more} ${words.more}`, { text: "" }]] : [...entries];
}

function title({ name, line }: TracedFrame, words: StepWords): string {
  return name === "" ? words.program : `${name}() :${line}`;
}

function rowsWidth(rows: readonly Row[], heading: string): number {
  const longest = rows.map(([key, value]) => key.length + 3 + ("text" in value ? Math.min(value.text.length, 40) : 2));
  return Math.max(heading.length + 2, ...longest) * charWidth + 2 * pad;
}

function boxHeight(rows: number): number {
  return (rows + 1) * lineHeight + pad;
}

function box(x: number, y: number, width: number, rows: number, heading: string, stroke: string, fill: string): string {
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${boxHeight(rows)}" rx="4" fill="${fill}" stroke="${stroke}"/>`,
    `<text x="${x + pad}" y="${y + 15}" font-weight="bold">${escaped(heading)}</text>`,
  ].join("");
}

function drawRow(
  [key, value]: Row,
  x: number,
  y: number,
  width: number,
  starts: { from: Point; ref: number }[],
): string {
  const label = `<text x="${x + pad}" y="${y + 15}">${escaped(key)}</text>`;
  if ("ref" in value) {
    const from = { x: x + width - pad - 4, y: y + 11 };
    starts.push({ from, ref: value.ref });
    return `${label}<circle cx="${from.x}" cy="${from.y}" r="3.5" fill="#0072B2"/>`;
  }
  const text = value.text.length > 40 ? `${value.text.slice(0, 39)}…` : value.text;
  return `${label}<text x="${x + width - pad}" y="${y + 15}" text-anchor="end">${escaped(text)}</text>`;
}

function length(text: string): number {
  return text.length;
}

/** Here and not from a library: the front end has this file only. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
