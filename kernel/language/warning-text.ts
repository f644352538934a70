import { styleText } from "node:util";
import { editorLines } from "../cells/compile/source-position.ts";
import type { TypeWarning } from "./type-warning.ts";

/** Characters of a line that are shown. */
const widest = 160;
/** Warnings that are shown; the rest is counted. */
const most = 20;

/** Warnings of a cell as its reader sees them, the offending code underlined; in colours of a terminal. */
export function warningText(label: string, source: string, warnings: readonly TypeWarning[]): string {
  const starts = editorLines(source);
  const shown = warnings.slice(0, most).map((one) => oneWarning(label, lineOf(source, starts, one.line), one));
  const more = warnings.length - shown.length;
  return shown.join("") + (more > 0 ? `${colour("dim", `… and ${more} more`)}\n` : "");
}

function oneWarning(label: string, text: string, warning: TypeWarning): string {
  const { code, message, line, column, length, related, advice } = warning;
  const gutter = `${String(line)} │ `;
  const from = column > widest - 40 ? column - 1 - widest / 2 : 0;
  const shown = text.slice(from, from + widest);
  const before = shown.slice(0, column - 1 - from).replace(/[^\t]/g, " ");
  const mark = "~".repeat(Math.max(1, Math.min(length, shown.length - before.length)));
  const lines = [
    `${colour("cyan", `${label}:${line}:${column}`)} ${colour("yellow", `TS${code}`)} ${message}`,
    `${colour("dim", gutter)}${shown}`,
    `${colour("dim", `${" ".repeat(gutter.length - 2)}│ `)}${before}${colour("yellow", mark)}`,
    ...related.map(({ place, message: about }) => `  ${colour("cyan", place)} ${about}`),
    ...(advice === undefined ? [] : [`  ${advice}`]),
  ];
  return `${lines.join("\n")}\n`;
}

function lineOf(source: string, starts: readonly number[], line: number): string {
  return source.slice(starts[line - 1], starts[line]).replace(/[\r\n]+$/, "");
}

function colour(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { validateStream: false });
}
