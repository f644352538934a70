import { NavetteError } from "../errors/navette-error.ts";
import type { Task } from "../strategies/strategy.ts";
import type { Pool } from "./pool.ts";

const request = { module: new URL("./load-task.ts", import.meta.url).href, name: "loadTask" };

/** Rounds after which a worker that never answered is given up, 20 ms each. */
const mostRounds = 3000;

/**
 * Waits until every worker of the pool runs and has loaded the task's module.
 *
 * A round gives each worker one call. All of them answer the first, unless a worker is being replaced: then the calls
 * last 20 ms, so that those who are ready don't take its share.
 *
 * @throws NavetteError `ERR_NAVETTE_POOL` when some never start; the signal's reason when it is aborted.
 */
export async function warmUp(pool: Pool, task: Task, signal: AbortSignal): Promise<void> {
  const ready = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const chunk = { module: task.module.href, stayMs: round === 0 ? 0 : 20 };
    const calls = Array.from({ length: pool.workers }, () => pool.run({ ...request, chunk }, signal));
    for (const call of await Promise.allSettled(calls)) {
      if (call.status === "fulfilled") ready.add(`${call.value.host}/${call.value.pid}/${call.value.tid}`);
    }
    signal.throwIfAborted();
    if (ready.size >= pool.workers) return;
  }
  const message = `Of ${pool.workers} workers only ${ready.size} started: ask for fewer, or look at the free memory`;
  throw new NavetteError("ERR_NAVETTE_POOL", message);
}
