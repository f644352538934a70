import { leadingComments } from "./leading-comments.ts";

/**
 * Ends a comment for TypeScript, and no line for the language server: the protocol knows three ends of lines, and this
 * is none of them. https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocuments
 */
const lineSeparator = "\u2028";

/**
 * What a cell says to the compiler in comments before its first statement, as `/// <reference lib="dom" />` or
 * `@jsxImportSource`, to put before all else in its document, where the compiler reads it; on the same line, for lines of
 * the cell to stay where they are.
 */
export function directivesOf(source: string): string {
  return leadingComments(source)
    .filter((comment) => directive.test(comment))
    .map((comment) => `${comment.replace(/[\r\n]+/g, " ")}${lineSeparator}`)
    .join("");
}

const directive = /^(?:\/\/\/\s*<reference\s|\/\*[\s\S]*@jsx)/;
