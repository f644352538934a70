/** A place in a text; lines and columns count from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Line ends as editors count them. */
const editorLineEnd = /\r\n?|\n/g;
/** Line ends as V8 counts them in stack traces. */
const scriptLineEnd = /\r\n?|[\n\u2028\u2029]/g;

/** Offsets at which the lines of `text` start, as an editor shows them. */
export function editorLines(text: string): number[] {
  return lineStarts(text, editorLineEnd);
}

/** Offsets at which the lines of `text` start, as V8 numbers them. */
export function scriptLines(text: string): number[] {
  return lineStarts(text, scriptLineEnd);
}

/** The place of `offset` among lines that start at `starts`. */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The offset of a place; one beyond the last line is taken as on the last line. */
export function offsetAt(starts: readonly number[], { line, column }: Position): number {
  return (starts[Math.min(line, starts.length) - 1] ?? 0) + column - 1;
}

function lineStarts(text: string, lineEnd: RegExp): number[] {
  const starts = [0];
  for (const end of text.matchAll(lineEnd)) starts.push(end.index + end[0].length);
  return starts;
}
