import { eitherSignal } from "../host/either-signal.ts";
import { openPool } from "../pools/open-pool.ts";
import { warmUp } from "../pools/warm-up.ts";
import { checkStrategy } from "./check-strategy.ts";
import { checkWorkers } from "./check-workers.ts";
import { executorOver } from "./open-executor.ts";
import type { Executor, Strategy, Task } from "./strategy.ts";

/**
 * Opens workers that all run and have loaded the task's module, and that end when the executor is disposed of: unlike
 * the session's, they don't stay. For measurements on many worker counts, which would else leave hundreds behind.
 *
 * @throws NavetteError `ERR_NAVETTE_STRATEGY`, `ERR_NAVETTE_WORKERS`, or `ERR_NAVETTE_POOL` when workers don't start.
 */
export async function warmExecutor(
  strategy: Strategy,
  task: Task,
  { workers, signal }: { workers?: number; signal?: AbortSignal } = {},
): Promise<Executor> {
  const known = checkStrategy(strategy);
  const pool = await openPool(known, checkWorkers(workers));
  try {
    if (known === "threads" || known === "processes") {
      await warmUp(pool, task, eitherSignal(signal));
    }
  } catch (error) {
    await pool[Symbol.asyncDispose]();
    throw error;
  }
  return executorOver(known, pool);
}
