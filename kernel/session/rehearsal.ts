/**
 * The first cell of a session is the kernel's own, an empty one: what every cell takes, in both processes, is loaded and
 * compiled before a client hears that the kernel is ready.
 */
import { type Message, newHeader } from "../wire/message.ts";

/** Has a value, and shows none. */
export const rehearsedCode = "undefined";

/** Milliseconds after which clients hear of a kernel all the same: its process of cells may be unable to start. */
const longestRehearsal = 500;

export function rehearsalRequest(): Message {
  const header = newHeader("execute_request", "rehearsal");
  return { identities: [], header, parentHeader: {}, metadata: {}, content: {}, buffers: [] };
}

/** Settles when the rehearsal is over, or has taken too long. */
export async function orTooLong(rehearsed: Promise<void>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, longestRehearsal).unref();
  await Promise.race([rehearsed, over]);
  clearTimeout(timer);
}
