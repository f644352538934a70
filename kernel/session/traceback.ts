/**
 * The traceback that a reader sees: the line where it happened, and the error's text with its frames, in colours.
 *
 * The user process has already left out the kernel's frames and named places in the cells' sources, but for the stack of
 * a cell that was terminated: nothing more is asked of a thread in the middle of its code than it knows itself.
 */
import { styleText } from "node:util";
import type { ErrorReport, Place } from "../pipe/protocol.ts";

/** A cell as a traceback shows it. */
export interface CellSource {
  readonly url: string;
  readonly source: string;
}

const frameLine = /^\s+at /;
const cellPlace = /(In\[[^\]\s]+\]):(\d+):(\d+)/;

/**
 * Lines of a traceback.
 *
 * @param cells - finds a cell by its URL
 * @param original - the place in a cell's source of a place in its script
 */
export function traceback(
  { trace, stoppedAt }: ErrorReport,
  cells: (url: string) => CellSource | undefined,
  original: (place: Place) => Place,
): string[] {
  const lines: string[] = [];
  let excerpt: string[] | undefined;
  const stopped = stoppedAt?.split("\n").map((line) => inSource(line, original)) ?? [];
  for (const line of [...trace.split("\n"), ...stopped]) {
    const place = frameLine.test(line) ? cellPlace.exec(line) : null;
    if (place) {
      const [text, url = "", row, column] = place;
      const cell = cells(url);
      if (cell) excerpt ??= excerptOf(cell, { line: Number(row), column: Number(column) });
      lines.push(line.replace(text, () => colour(["cyan"], text)));
    } else if (frameLine.test(line)) lines.push(colour(["dim"], line));
    else lines.push(lines.length === 0 ? colour(["red", "bold"], line) : line);
  }
  return [...(excerpt ?? []), ...lines];
}

/** Has V8 compile what a traceback needs, before a reader waits for the first one. */
export function warmTraceback(): void {
  const trace = "Error: warm\n    at In[0]:1:1\n    at warm (node:internal:1:1)";
  const stoppedAt = "    at In[0]:1:1";
  const cells = (url: string) => ({ url, source: "warm" });
  traceback({ ename: "Error", evalue: "warm", trace, stoppedAt }, cells, (place) => place);
}

function inSource(line: string, original: (place: Place) => Place): string {
  return line.replace(cellPlace, (_, url, row, column) => original([url, Number(row), Number(column)]).join(":"));
}

/** The line where it happened, between its neighbours, with a caret under the column. */
function excerptOf({ url, source }: CellSource, { line, column }: { line: number; column: number }): string[] {
  const rows = source.split(/\r\n|[\n\r\u2028\u2029]/);
  const first = Math.max(1, line - 1);
  const last = Math.min(rows.length, line + 1);
  const width = String(last).length;
  const shown: string[] = [colour(["cyan"], `${url}:${line}:${column}`)];
  for (let row = first; row <= last; row += 1) {
    const text = (rows[row - 1] ?? "").slice(0, 200);
    const gutter = `${row === line ? "❯" : " "} ${String(row).padStart(width)} │ `;
    shown.push(row === line ? `${colour(["red"], gutter)}${text}` : `${colour(["dim"], gutter)}${text}`);
    if (row === line && column <= 200) {
      shown.push(
        `${" ".repeat(width + 2)} ${colour(["dim"], "│")} ${" ".repeat(Math.max(0, column - 1))}${colour(["red"], "^")}`,
      );
    }
  }
  return [...shown, ""];
}

function colour(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}
