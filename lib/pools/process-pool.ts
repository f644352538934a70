/**
 * Processes that run chunks.
 *
 * Owner: whoever calls `openProcessPool` and disposes of the pool, which ends with the last of its processes. They
 * are tinypool's: it replaces the one that ends, and lets the program end while they are idle. Chunks and results go
 * through a pipe in V8's own format, which copies typed arrays byte for byte.
 */
import { fileURLToPath } from "node:url";
import { Tinypool } from "tinypool";
import { lostWorker, type Pool } from "./pool.ts";
import type { Began, ChunkReply, ChunkRequest } from "./worker.ts";
import { workerArguments, workerEnvironment } from "./worker-settings.ts";

export function openProcessPool(workers: number): Pool {
  const pool = new Tinypool({
    runtime: "child_process",
    serialization: "advanced",
    filename: fileURLToPath(new URL("./worker.ts", import.meta.url)),
    minThreads: workers,
    maxThreads: workers,
    env: workerEnvironment(),
    execArgv: workerArguments,
  });
  // A process that ends while idle is replaced; there is no chunk to tell of.
  pool.on("error", () => {});
  const exits = trackExits(pool);
  return {
    workers,
    async run(request, signal) {
      let began: Began | undefined;
      const channel = { postMessage: (message: Began) => (began = message) };
      try {
        exits.track();
        const reply: ChunkReply = await pool.run(request, { signal, channel });
        return reply;
      } catch (error) {
        exits.track();
        throw lostWorker(error, began);
      }
    },
    async [Symbol.asyncDispose]() {
      exits.track();
      await pool.destroy();
      await exits.all();
    },
  };
}

/** Exits of the pool's processes: tinypool forgets at once those that an abort ends, before they are gone. */
function trackExits(pool: Tinypool) {
  const known = new WeakSet<object>();
  const running = new Set<Promise<void>>();
  const killRunning = () => {
    for (const { threadId } of pool.threads) kill(threadId);
  };
  return {
    track() {
      if (running.size === 0 && pool.threads.length > 0) process.on("exit", killRunning);
      for (const worker of pool.threads) {
        if (known.has(worker)) continue;
        known.add(worker);
        const exit = new Promise<void>((resolve) => worker.once("exit", () => resolve())).then(() => {
          running.delete(exit);
          if (running.size === 0) process.off("exit", killRunning);
        });
        running.add(exit);
      }
    },
    all: () => Promise.all(running),
  };
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}
