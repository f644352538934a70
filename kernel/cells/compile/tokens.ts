/** Offset after an identifier that starts at `start`. */
export function identifierEnd(source: string, start: number): number {
  identifier.lastIndex = start;
  return start + (identifier.exec(source)?.[0].length ?? 0);
}

const identifier = /#?(?:[\p{ID_Continue}$\u200c\u200d]|\\u[\da-fA-F]{4}|\\u\{[\da-fA-F]+\})+/uy;

/** Offset of the next character that is neither white space nor in a comment. */
export function skipTrivia(source: string, offset: number): number {
  let at = offset;
  for (;;) {
    trivia.lastIndex = at;
    at += trivia.exec(source)?.[0].length ?? 0;
    if (source.startsWith("//", at)) at = lineEnd(source, at);
    else if (source.startsWith("/*", at)) at = commentEnd(source, at);
    else return at;
  }
}

const trivia = /[\s\u200b\ufeff]*/y;
const lineEnds = /[\r\n\u2028\u2029]|$/g;

function lineEnd(source: string, offset: number): number {
  lineEnds.lastIndex = offset;
  return lineEnds.exec(source)?.index ?? source.length;
}

function commentEnd(source: string, offset: number): number {
  const end = source.indexOf("*/", offset + 2);
  return end < 0 ? source.length : end + 2;
}
