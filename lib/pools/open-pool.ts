import type { Strategy } from "../strategies/strategy.ts";
import { ownThread } from "./own-thread.ts";
import { LostWorker, type Pool } from "./pool.ts";

/** Opens the pool of a strategy. */
export async function openPool(strategy: Strategy, workers: number): Promise<Pool> {
  return (await loadPool(strategy))(workers);
}

/** Loads what opens the pools of a strategy: the libraries behind its workers are loaded only where they are used. */
export async function loadPool(strategy: Strategy): Promise<(workers: number) => Pool | Promise<Pool>> {
  switch (strategy) {
    case "sequential":
      return () => ownThread(1);
    case "async":
      return ownThread;
    case "threads": {
      const { openThreadPool } = await import("./thread-pool.ts");
      return (workers) => endingForGood(openThreadPool(workers));
    }
    case "processes": {
      const { openProcessPool } = await import("./process-pool.ts");
      return (workers) => endingForGood(openProcessPool(workers));
    }
    case "distributed": {
      const { openDistributedPool } = await import("../distributed/distributed-pool.ts");
      return async (workers) => endingForGood(await openDistributedPool(workers));
    }
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
