import { checkOptions } from "../errors/check-options.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { borrowPool } from "../pools/session-pools.ts";
import { warmUp } from "../pools/warm-up.ts";
import { checkStrategy } from "./check-strategy.ts";
import { checkTask } from "./check-task.ts";
import { checkWorkers } from "./check-workers.ts";
import { executorOver, openExecutor } from "./open-executor.ts";
import type { Executor, Strategy, Task } from "./strategy.ts";

/**
 * Lends the session's workers of a strategy, all of them started and with the task's module loaded. Disposing of the
 * executor gives them back, warm; `closeSessionPools` ends them. Strategies of one thread have nothing to warm.
 *
 * `workers`: a whole number from 1 to 256, the cores unless told. A pool that nobody uses for five minutes is closed.
 *
 * @throws NavetteError as `openExecutor` does, `ERR_NAVETTE_TASK` for what names no function of a module, or
 * `ERR_NAVETTE_POOL` when some workers never start; the reason of the signal (or of the running cell's) when it is
 * aborted before they have.
 *
 * @example
 * import { pathToFileURL } from "node:url";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { writeFileSync } from "node:fs";
 *
 * const file = join(tmpdir(), `square-${process.pid}.mjs`);
 * writeFileSync(file, "export const square = (n) => n * n;");
 * const task = { module: pathToFileURL(file), name: "square" };
 * await using executor = await sessionExecutor("threads", task, { workers: 2 });
 * (await Array.fromAsync(executor.map(task, [1, 2, 3]))).toSorted().join(); // "1,4,9"
 */
export async function sessionExecutor(
  strategy: Strategy,
  task: Task,
  options: { workers?: number; signal?: AbortSignal } = {},
): Promise<Executor> {
  const known = checkStrategy(strategy);
  checkTask(task);
  checkOptions(options);
  const workers = checkWorkers(options.workers);
  const signal = eitherSignal(options.signal);
  if (known === "sequential" || known === "async") return openExecutor(known, { workers });
  const pool = await borrowPool(known, workers);
  try {
    await warmUp(pool, task, signal);
  } catch (error) {
    await pool[Symbol.asyncDispose]();
    throw error;
  }
  return executorOver(known, pool);
}
