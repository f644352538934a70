import type { Strategy } from "../strategies/strategy.ts";
import { ownThread } from "./own-thread.ts";
import { LostWorker, type Pool } from "./pool.ts";

/** Opens the pool of a strategy. The libraries behind its workers are loaded only where they are used. */
export async function openPool(strategy: Strategy, workers: number): Promise<Pool> {
  switch (strategy) {
    case "sequential":
      return ownThread(1);
    case "async":
      return ownThread(workers);
    case "threads":
      return endingForGood((await import("./thread-pool.ts")).openThreadPool(workers));
    case "processes":
      return endingForGood((await import("./process-pool.ts")).openProcessPool(workers));
    case "distributed":
      return endingForGood(await (await import("../distributed/distributed-pool.ts")).openDistributedPool(workers));
  }
}

/**
 * A pool whose chunks are lost once it has ended. The libraries would start a worker for them, which nobody would end: so
 * it went when a chunk was lost with its pool and given to it again.
 */
function endingForGood(pool: Pool): Pool {
  let ended = false;
  return {
    ...pool,
    async run(request, signal) {
      if (ended) throw new LostWorker(undefined, new Error("its pool has ended"));
      return pool.run(request, signal);
    },
    [Symbol.asyncDispose]() {
      ended = true;
      return pool[Symbol.asyncDispose]();
    },
  };
}
