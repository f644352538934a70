import { NavetteError } from "../errors/navette-error.ts";
import { reasonOf } from "../errors/reason-of.ts";
import { withoutPassword } from "./redis-url.ts";

/**
 * What to throw where a server answers and refuses the queue: a replica that can only be read, a user without the rights, a
 * version that is too old. Errors of Navette's own, and the reason of a signal, stay as they are.
 */
export function queueError(error: unknown, url: URL, signal?: AbortSignal): unknown {
  if (error instanceof NavetteError || signal?.aborted) return error;
  const reason = reasonOf(error).replace(/\.$/, "");
  const message = `The Redis server at ${withoutPassword(url)} can't hold the queue: ${reason}. Give it the rights, or choose another one`;
  return new NavetteError("ERR_NAVETTE_REDIS", message, { cause: error });
}
