/** What an error says, on one line; a DOMException that came from a thread has kept it in its stack only. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.message || (cause.stack ?? cause.name).split("\n", 1)[0] || "no reason given";
}
