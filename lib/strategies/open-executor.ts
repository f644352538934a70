import { checkOptions } from "../errors/check-options.ts";
import { mapChunks } from "../pools/map-chunks.ts";
import { openPool } from "../pools/open-pool.ts";
import type { Pool } from "../pools/pool.ts";
import { checkStrategy } from "./check-strategy.ts";
import { checkWorkers } from "./check-workers.ts";
import type { Executor, Strategy } from "./strategy.ts";

/**
 * Opens a set of workers; dispose of it to end them: `await using executor = await openExecutor("threads", { workers: 2 })`.
 *
 * `"sequential"` has one worker, the calling thread; `"async"` is that thread with several chunks in progress.
 * Threads and processes start in the background: the first chunks wait for them.
 *
 * `workers`: a whole number from 1 to 256, the cores unless told.
 *
 * @throws NavetteError `ERR_NAVETTE_STRATEGY`, `ERR_NAVETTE_WORKERS`; of `"distributed"` also `ERR_NAVETTE_NO_REDIS`
 * where no server is installed, `ERR_NAVETTE_REDIS_URL` for an address that is none, `ERR_NAVETTE_REDIS` where the
 * server can't be reached or doesn't start, and `ERR_NAVETTE_POOL` when a worker doesn't start.
 *
 * @example
 * await using executor = await openExecutor("threads", { workers: 2 });
 * executor.workers; // 2
 */
export async function openExecutor(strategy: Strategy, options: { workers?: number } = {}): Promise<Executor> {
  const known = checkStrategy(strategy);
  checkOptions(options);
  return executorOver(known, await openPool(known, checkWorkers(options.workers)));
}

/** Makes a pool an executor, which owns it. */
export function executorOver(strategy: Strategy, pool: Pool): Executor {
  return {
    strategy,
    workers: pool.workers,
    map: (task, chunks, options) => mapChunks(pool, task, chunks, options),
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}
