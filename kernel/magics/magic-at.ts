import { readMagics } from "./read-magics.ts";

/** The magic in whose line a cursor stands. */
export interface MagicAt {
  /** What stands between the `%`, or `%%`, and the cursor. */
  readonly before: string;
  /** The whole line, without its `%`. */
  readonly line: string;
  /** Offset of what follows the `%`. */
  readonly start: number;
}

/** The magic at an offset of a cell's source; undefined where the cursor stands in code or right before the `%`. */
export function magicAt(source: string, offset: number): MagicAt | undefined {
  const lineStart = Math.max(source.lastIndexOf("\n", offset - 1), source.lastIndexOf("\r", offset - 1)) + 1;
  if (source[lineStart] !== "%" || offset <= lineStart) return undefined;
  const marks = source[lineStart + 1] === "%" ? 2 : 1;
  if (offset < lineStart + marks) return undefined;
  const [line = ""] = source.slice(lineStart + marks).split(/[\r\n]/, 1);
  // A line of magic that stands alone is one here too if nothing but magics, comments and blanks goes before it.
  const probe = `${source.slice(0, lineStart)}%probe`;
  if (readMagics(probe).calls.at(-1)?.name !== "probe") return undefined;
  // Code may follow on the line: what is left of it by those who read magics.
  const { code } = readMagics(source);
  if (code[lineStart] === " " && code.slice(lineStart, offset).trim() !== "") return undefined;
  return { before: source.slice(lineStart + marks, offset), line, start: lineStart + marks };
}
