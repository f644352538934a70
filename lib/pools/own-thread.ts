import type { Pool } from "./pool.ts";
import { runChunk } from "./worker.ts";

/** A pool without workers: chunks run on the calling thread, `atOnce` of them in progress at a time. */
export function ownThread(atOnce: number): Pool {
  return {
    workers: atOnce,
    async run(request, signal) {
      // A turn of the event loop before each chunk: without it neither a timer nor an abort would ever be seen.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      return runChunk(request);
    },
    async [Symbol.asyncDispose]() {},
  };
}
