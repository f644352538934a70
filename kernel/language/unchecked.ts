import { leadingComments } from "./leading-comments.ts";

/** Whether a comment before the first statement says `@ts-nocheck`: TypeScript reads it only at the top of a file. */
export function isUnchecked(source: string): boolean {
  return leadingComments(source).some((comment) => /^\/\/\/?\s*@ts-nocheck\b/.test(comment));
}
