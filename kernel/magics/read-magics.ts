/** A magic as it was written. */
export interface MagicCall {
  readonly name: string;
  readonly argument: string;
}

export interface CellWithMagics {
  readonly calls: readonly MagicCall[];
  /** The cell with blanks in the place of its magics: what stands where is not changed. */
  readonly code: string;
}

/** Lines of magics, blanks and comments with which a cell begins. */
const line = /(?:[^\S\r\n]*(?:\/\/[^\r\n]*)?|%([A-Za-z]\w*)(?:[^\S\r\n]+([^\r\n]*))?)(?:\r\n?|\n|$)/y;

/** Reads the magics of a cell: they stand at column 0, before its first code, where TypeScript has no `%`. */
export function readMagics(source: string): CellWithMagics {
  const calls: MagicCall[] = [];
  let code = source;
  line.lastIndex = 0;
  for (let at = 0; at < source.length; at = line.lastIndex) {
    const found = line.exec(source);
    if (!found) break;
    const [text, name, argument = ""] = found;
    if (name === undefined) continue;
    calls.push({ name, argument: argument.trim() });
    code =
      code.slice(0, at) + text.replace(/[^\r\n]/gu, (char) => " ".repeat(char.length)) + code.slice(at + text.length);
  }
  return { calls, code };
}
