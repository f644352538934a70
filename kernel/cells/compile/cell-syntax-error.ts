import { NavetteError } from "../../../lib/errors/navette-error.ts";
import { editorLines, positionAt } from "./source-position.ts";

/** Characters of a source line that an excerpt shows. */
const widest = 100;

/** A cell that TypeScript refuses: where, and the line with a caret under the place. */
export class CellSyntaxError extends NavetteError {
  /** Line in the cell, from 1. */
  readonly line: number;
  /** Column in UTF-16 code units, from 1. */
  readonly column: number;
  /** The line of the source and, below it, a caret. */
  readonly frame: string;

  constructor(message: string, source: string, offset: number, end = offset + 1) {
    super("ERR_NAVETTE_CELL_SYNTAX", message);
    const starts = editorLines(source);
    const { line, column } = positionAt(starts, Math.min(offset, source.length));
    this.line = line;
    this.column = column;
    const start = starts[line - 1] ?? 0;
    const text = source.slice(start, starts[line]).replace(/[\r\n]+$/, "");
    this.frame = excerpt(text, column - 1, end - offset);
  }
}

function excerpt(text: string, column: number, length: number): string {
  const from = column < widest - 20 ? 0 : column - widest / 2;
  const shown = text.slice(from, from + widest);
  // Tabs and wide characters keep their width in the caret's line.
  const indent = text.slice(from, column).replace(/[^\t]/g, " ");
  const carets = Math.max(1, Math.min(length, shown.length - (column - from)));
  return `${shown}\n${indent}${"^".repeat(carets)}`;
}
