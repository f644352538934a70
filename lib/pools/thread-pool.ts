/**
 * Threads that run chunks.
 *
 * Owner: whoever calls `openThreadPool` and disposes of the pool. The threads are piscina's: it replaces the one that
 * ends, and lets the program end while they are idle. Chunks and results are cloned, shared memory is passed as is.
 */
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import { lostWorker, type Pool } from "./pool.ts";
import type { Began, ChunkReply, ChunkRequest } from "./worker.ts";
import { workerArguments, workerEnvironment } from "./worker-settings.ts";

export function openThreadPool(workers: number): Pool {
  const pool = new Piscina<ChunkRequest, ChunkReply>({
    filename: fileURLToPath(new URL("./worker.ts", import.meta.url)),
    minThreads: workers,
    maxThreads: workers,
    recordTiming: false,
    env: workerEnvironment(),
    execArgv: workerArguments,
  });
  // A thread that ends while idle is replaced; there is no chunk to tell of.
  pool.on("error", () => {});
  allowListeners(workers);
  return {
    workers,
    async run(request, signal) {
      const began = new Float64Array(new SharedArrayBuffer(16));
      try {
        return await pool.run({ ...request, began }, { signal });
      } catch (error) {
        throw lostWorker(error, readBegan(began));
      }
    },
    async [Symbol.asyncDispose]() {
      await pool.destroy();
      allowListeners(-workers);
    },
  };
}

/**
 * Node pipes what each thread prints into this process's streams, without counting: the next pipe that is counted, a
 * process's, would be taken for a leak of listeners.
 */
function allowListeners(more: number): void {
  for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(stream.getMaxListeners() + more);
}

function readBegan([tid = 0, started = 0]: Float64Array): Began | undefined {
  return started === 0 ? undefined : { pid: process.pid, tid, started };
}
