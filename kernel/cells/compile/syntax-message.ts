import type { OxcError } from "./syntax-tree.ts";

/** The parser's message in the words of JavaScript engines. */
export function syntaxMessage(source: string, { message, labels, helpMessage }: OxcError): string {
  const label = labels[0];
  if (message === "Unexpected token" && label) return unexpected(source.slice(label.start, label.end));
  const expected = /^Expected (.*) but found `EOF`$/.exec(message);
  if (expected) return `Unexpected end of input: ${expected[1]} expected`;
  const declared = /^Identifier `(.*)` has already been declared$/.exec(message);
  if (declared) return `Identifier '${declared[1]}' has already been declared`;
  return helpMessage ? `${message}. ${helpMessage}` : message;
}

function unexpected(token: string): string {
  return token === "" ? "Unexpected end of input" : `Unexpected token '${token}'`;
}
