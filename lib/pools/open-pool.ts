import type { LocalStrategy } from "../strategies/check-strategy.ts";
import { ownThread } from "./own-thread.ts";
import type { Pool } from "./pool.ts";

/** Opens the pool of a strategy. The libraries behind threads and processes are loaded only where they are used. */
export async function openPool(strategy: LocalStrategy, workers: number): Promise<Pool> {
  switch (strategy) {
    case "sequential":
      return ownThread(1);
    case "async":
      return ownThread(workers);
    case "threads":
      return (await import("./thread-pool.ts")).openThreadPool(workers);
    case "processes":
      return (await import("./process-pool.ts")).openProcessPool(workers);
  }
}
