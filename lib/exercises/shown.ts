import { inspect } from "node:util";

/** Signs after which a text is cut: a hint is read, not searched. */
const mostSigns = 160;

/**
 * Writes a value that an answer gave as code in a hint. Of an error it has what it says and not where it was thrown,
 * which is mostly in the exercise itself.
 */
export function shown(value: unknown, depth = 2): string {
  const said = inspect(value, {
    breakLength: Number.POSITIVE_INFINITY,
    depth,
    maxArrayLength: 12,
    maxStringLength: 100,
  });
  return asCode(said.replace(/\n\s+at .*/g, ""));
}

/** Writes a text as code in a hint: on one line, cut where it is long. */
export function asCode(text: string): string {
  const line = text.replace(/\s*\n\s*/g, " ").replaceAll("`", "'");
  return `\`${line.length > mostSigns ? `${line.slice(0, mostSigns)}…` : line}\``;
}
