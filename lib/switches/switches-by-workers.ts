import { checkOptions } from "../errors/check-options.ts";
import { numberWithin } from "../errors/number-argument.ts";
import { operationProgress } from "../progress/operation-progress.ts";
import { checkWorkerCounts } from "../strategies/check-worker-counts.ts";
import type { RunOptions, Task } from "../strategies/strategy.ts";
import { warmExecutor } from "../strategies/warm-executor.ts";
import { Timeline } from "../timeline/timeline.ts";
import { countSwitches, type Switches } from "./count-switches.ts";

/** The context switches of so many threads that compute; a span for each of them. */
export interface WorkerSwitches extends Switches {
  /** Threads that computed at the same time. */
  readonly workers: number;
}

const task: Task = { module: new URL("./spin.ts", import.meta.url), name: "spin" };

/**
 * Lets more and more threads of this process compute at the same time, each for as long, and counts the context switches
 * per second. Where there are more threads than cores they take turns, and the system takes the core away from each.
 *
 * `workers`: the numbers of threads, each from 1 to 256; `ms`: how long each set computes, from 1 to 60,000, 200 unless
 * told.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS` or `ERR_NAVETTE_DURATION` for a wrong argument, `ERR_NAVETTE_POOL` when
 * threads don't start; Unfinished `ERR_NAVETTE_ABORTED`, or the signal's reason, when it, or the running cell's, is
 * aborted.
 * @example
 * const [alone, both] = await switchesByWorkers({ workers: [1, 2], ms: 50 });
 */
export async function switchesByWorkers(
  options: {
    readonly workers: readonly number[];
    readonly ms?: number;
  } & Pick<RunOptions, "signal" | "timeline">,
): Promise<WorkerSwitches[]> {
  checkOptions(options);
  const { workers, ms = 200, signal } = options;
  checkWorkerCounts(workers);
  numberWithin("ms", ms, { min: 1, max: 60_000, code: "ERR_NAVETTE_DURATION" });
  const measured: WorkerSwitches[] = [];
  using shown = operationProgress("measuring");
  for (const count of workers) {
    await using threads = await warmExecutor("threads", task, { workers: count, ...(signal && { signal }) });
    const timeline = new Timeline(options.timeline);
    const switches = await countSwitches(async () => {
      const chunks = new Array<number>(count).fill(ms);
      for await (const _ of threads.map<number, number>(task, chunks, { timeline, ...(signal && { signal }) }));
    });
    measured.push({ ...switches, timeline, workers: count });
    shown.report({ done: measured.length, total: workers.length });
  }
  return measured;
}
