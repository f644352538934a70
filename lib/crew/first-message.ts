import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { NavetteError } from "../errors/navette-error.ts";

/**
 * Waits for the first message of a thread, and returns it.
 *
 * @throws NavetteError `ERR_NAVETTE_LOST` when the thread ends before; what the thread throws; an AbortError when the
 * signal is aborted.
 */
export async function firstMessage(thread: Worker, signal: AbortSignal): Promise<unknown> {
  const over = new AbortController();
  const options = { signal: AbortSignal.any([signal, over.signal]) };
  const lost = once(thread, "exit", options).then(([code]) => {
    throw new NavetteError("ERR_NAVETTE_LOST", `A thread ended with ${code} before it said anything: start fewer`);
  });
  lost.catch(() => {});
  try {
    const [message] = await Promise.race([once(thread, "message", options), lost]);
    return message;
  } finally {
    over.abort();
  }
}
