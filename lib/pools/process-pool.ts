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
import { type Began, type ChunkReply, type LastWords, processArgument } from "./worker.ts";
import { workerArguments, workerEnvironment } from "./worker-settings.ts";

export function openProcessPool(workers: number): Pool {
  const pool = new Tinypool({
    runtime: "child_process",
    serialization: "advanced",
    filename: fileURLToPath(new URL("./worker.ts", import.meta.url)),
    minThreads: workers,
    maxThreads: workers,
    env: workerEnvironment(),
    argv: [processArgument],
    execArgv: workerArguments,
  });
  // A process that ends while idle is replaced; there is no chunk to tell of.
  pool.on("error", () => {});
  const exits = trackExits(pool);
  endWithProgram(pool);
  return {
    workers,
    async run(request, signal) {
      let began: Began | undefined;
      let lastWords: string | undefined;
      const postMessage = (message: Began | LastWords) => {
        if ("lastWords" in message) ({ lastWords } = message);
        else began = message;
      };
      try {
        exits.track();
        const reply: ChunkReply = await pool.run(request, { signal, channel: { postMessage } });
        return reply;
      } catch (error) {
        exits.track();
        throw lostWorker(lastWords === undefined ? error : new Error(lastWords, { cause: error }), began);
      }
    },
    async [Symbol.asyncDispose]() {
      exits.track();
      exits.keepAwake();
      await pool.destroy();
      await exits.all();
      endsByItself(pool);
    },
  };
}

/** Waits for the end of processes: tinypool forgets at once those that an abort ends, before they are gone. */
function trackExits(pool: Tinypool) {
  const known = new WeakSet<object>();
  const running = new Map<Tinypool["threads"][number], Promise<void>>();
  return {
    /** Notices the processes that the pool has started since the last call. */
    track() {
      for (const worker of pool.threads) {
        if (known.has(worker)) continue;
        known.add(worker);
        const exit = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
        running.set(worker, exit);
        exit.then(() => running.delete(worker));
      }
    },
    /**
     * Lets this program go on until they are gone. Idle ones don't keep it from ending, so that it would end, with code 13,
     * while it waits for one that takes its time.
     */
    keepAwake() {
      for (const worker of running.keys()) worker.ref?.();
    },
    all: () => Promise.all(running.values()),
  };
}

/** Pools whose processes end with this one, even in the middle of a chunk, when it calls `process.exit`. */
const openPools = new Set<Tinypool>();

function killAll(): void {
  for (const { threads } of openPools) {
    for (const { threadId: pid } of threads) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // Already gone.
      }
    }
  }
}

function endWithProgram(pool: Tinypool): void {
  if (openPools.size === 0) process.on("exit", killAll);
  openPools.add(pool);
}

function endsByItself(pool: Tinypool): void {
  openPools.delete(pool);
  if (openPools.size === 0) process.off("exit", killAll);
}
