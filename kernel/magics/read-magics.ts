/** A magic as it was written. */
export interface MagicCall {
  readonly name: string;
  readonly argument: string;
  /** Written `%%name`: it concerns the whole cell. */
  readonly isOfCell: boolean;
}

export interface CellWithMagics {
  readonly calls: readonly MagicCall[];
  /** The cell with blanks in the place of its magics: what stands where is not changed. */
  readonly code: string;
}

/** Lines of magics, blanks and comments with which a cell begins. */
const line = /(?:[^\S\r\n]*(?:\/\/[^\r\n]*)?|(%%?)([A-Za-z]\w*)(?:[^\S\r\n]+([^\r\n]*))?)(?:\r\n?|\n|$)/y;

/** Magics that are followed by code on their line, that of `%timeit` after its options. */
const beforeCode = /^%%?(?:timeit(?:[^\S\r\n]+-[nr][^\S\r\n]*\d+)*|timeline|time)(?!\S)/;

/** Reads the magics of a cell: they stand at column 0, before its first code, where TypeScript has no `%`. */
export function readMagics(source: string): CellWithMagics {
  const calls: MagicCall[] = [];
  let code = source;
  line.lastIndex = 0;
  for (let at = 0; at < source.length; at = line.lastIndex) {
    const found = line.exec(source);
    if (!found) break;
    const [text, mark, name, argument = ""] = found;
    if (mark === undefined || name === undefined) continue;
    const [own] = beforeCode.exec(text) ?? [text];
    const options = own === text ? argument : own.slice(mark.length + name.length);
    calls.push({ name, argument: options.trim(), isOfCell: mark === "%%" });
    code =
      code.slice(0, at) + own.replace(/[^\r\n]/gu, (char) => " ".repeat(char.length)) + code.slice(at + own.length);
    // Where the line goes on with code, what follows is code as well.
    if (own !== text && text.slice(own.length).trim() !== "") break;
  }
  return { calls, code };
}
