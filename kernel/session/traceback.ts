/**
 * The traceback that a reader sees: the error's text, with frames that name cells and the reader's own lines and
 * columns, without frames of the kernel, in colours.
 */
import { styleText } from "node:util";
import type { ErrorReport } from "../pipe/protocol.ts";

/** Where a compiled position of a cell stands in its TypeScript. */
export interface CellPositions {
  readonly url: string;
  readonly source: string;
  originalPosition(line: number, column: number): { line: number; column: number };
}

const kernelFolder = new URL("../", import.meta.url).href;
const frameLine = /^\s+at /;
const cellPlace = /(In\[[^\]\s]+\]):(\d+):(\d+)/g;

/** Lines of a traceback; `cells` finds a cell by its URL. */
export function traceback(report: ErrorReport, cells: (url: string) => CellPositions | undefined): string[] {
  const lines: string[] = [];
  let excerpt: string[] | undefined;
  let below = false;
  for (const line of report.trace.split("\n")) {
    if (!frameLine.test(line)) {
      below = false;
      lines.push(lines.length === 0 ? colour(["red", "bold"], line) : line);
      continue;
    }
    // Under the first frame of the kernel there are only those by which it was called.
    below ||= isOurs(line);
    if (below) continue;
    const mapped = line.replace(cellPlace, (place, url: string, row: string, column: string) => {
      const cell = cells(url);
      if (!cell) return place;
      const original = cell.originalPosition(Number(row), Number(column));
      excerpt ??= excerptOf(cell, original);
      return `${url}:${original.line}:${original.column}`;
    });
    lines.push(
      cellPlaceIn(mapped) ? mapped.replace(cellPlace, (place) => colour(["cyan"], place)) : colour(["dim"], mapped),
    );
  }
  return [...(excerpt ?? []), ...lines];
}

function cellPlaceIn(line: string): boolean {
  cellPlace.lastIndex = 0;
  return cellPlace.test(line);
}

/** The line where it happened, between its neighbours, with a caret under the column. */
function excerptOf({ url, source }: CellPositions, { line, column }: { line: number; column: number }): string[] {
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

/** Frames of the kernel and of the inspector, by which every cell is run, tell the reader nothing. */
function isOurs(line: string): boolean {
  return line.includes(kernelFolder) || line.includes("node:inspector");
}

function colour(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}
