/** JSON of a value that has no line end in it, not even one that only scripts count as such. */
export function scriptString(value: unknown): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) => (end === "\u2028" ? "\\u2028" : "\\u2029"));
}
