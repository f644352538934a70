/** Whether a comment before the first statement says `@ts-nocheck`: TypeScript reads it only at the top of a file. */
export function isUnchecked(source: string): boolean {
  const comment = /\s*(?:\/\/(.*)|\/\*[\s\S]*?\*\/)/y;
  for (let found = comment.exec(source); found; found = comment.exec(source)) {
    if (/^\/?\s*@ts-nocheck\b/.test(found[1] ?? "")) return true;
  }
  return false;
}
