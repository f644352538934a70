const step = "  ";

/** Comments, strings, and what opens or closes; a template's text is taken apart from its expressions. */
const code = /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[`([{}\])]/g;
const template = /\\[\s\S]|`|\$\{/g;

/**
 * The white space with which the line after an unfinished source should start: one step beyond the line that opened
 * the innermost block, or beyond the last line if nothing is open; none within a template or comment.
 */
export function continuationIndent(source: string): string {
  const open: { readonly bracket: string; readonly at: number }[] = [];
  let at = 0;
  while (at < source.length) {
    const within = open.at(-1)?.bracket === "`" ? template : code;
    within.lastIndex = at;
    const match = within.exec(source);
    if (!match) break;
    const [token] = match;
    at = within.lastIndex;
    if (token.startsWith("/*") && !token.endsWith("*/")) return "";
    if (token === "`" && open.at(-1)?.bracket === "`") open.pop();
    else if (/^(?:[`([{]|\$\{)$/.test(token)) open.push({ bracket: token, at: match.index });
    else if (/^[)\]}]$/.test(token)) open.pop();
  }
  const innermost = open.at(-1);
  if (innermost?.bracket === "`") return "";
  return indentAt(source, innermost?.at ?? source.trimEnd().length) + step;
}

/** The white space that the line of an offset starts with. */
function indentAt(source: string, offset: number): string {
  const line = source.slice(source.lastIndexOf("\n", offset - 1) + 1, offset);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
