import { checkList } from "../errors/check-list.ts";
import { checkOptions } from "../errors/check-options.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { trueOrFalse } from "../errors/true-or-false.ts";
import { operationProgress } from "../progress/operation-progress.ts";
import { checkStrategy } from "../strategies/check-strategy.ts";
import { checkWorkerCounts } from "../strategies/check-worker-counts.ts";
import type { Run, RunOptions, Strategy } from "../strategies/strategy.ts";
import { warmExecutor } from "../strategies/warm-executor.ts";
import { checkTimeline } from "../timeline/check-timeline.ts";
import { countPrimes, countPrimesTask, mostPrimesCount } from "./count-primes.ts";
import { workerCounts } from "./worker-counts.ts";

/** What to measure. */
export interface ScalingOptions extends Omit<RunOptions, "seed" | "workers" | "chunk"> {
  /** Ways of working to compare with one thread; threads and processes unless told. */
  readonly strategies?: readonly Strategy[];
  /** The worker counts; `workerCounts()` unless told: from one to twice the machine's cores. */
  readonly workers?: readonly number[];
  /** Numbers to test for being prime, from 100,000,000 on, so 1 to 2,047,483,647 in all; 200,000 unless told. */
  readonly count?: number;
  /** The share of them, in % from 0 to 100, that isn't shared out; 0 unless told. */
  readonly serialPercent?: number;
  /** Give each worker `count` numbers instead of sharing `count` among all: the work grows with the workers. */
  readonly grows?: boolean;
  /** How often each worker count is measured, 1 to 1,000; 3 unless told. */
  readonly repetitions?: number;
}

/**
 * Does the same computing on one thread, then on more and more workers, each time several times, and returns the runs:
 * for `scaling`, `speedUp`, `gantt`. Workers are started before their clock, and end before the next count begins.
 *
 * When the work grows, the share that stays serial doesn't: that is what Gustafson's law is about.
 *
 * Each of the repetitions × (1 + strategies × worker counts) runs is O(count · √(10⁸ + count)) divisions (see `countPrimes`).
 *
 * @throws NavetteError `ERR_NAVETTE_TIMES` for wrong repetitions, `ERR_NAVETTE_STRATEGY` or `ERR_NAVETTE_WORKERS` for
 * wrong lists, `ERR_NAVETTE_COUNT` (also for work that grows beyond 2,047,483,647 numbers) or `ERR_NAVETTE_SERIAL` for a wrong
 * size, `ERR_NAVETTE_POOL` when workers don't start, and what `countPrimes` throws; Unfinished `ERR_NAVETTE_ABORTED`, or the signal's reason while workers start, when it was
 * aborted.
 * @example
 * const runs = await measureScaling({ strategies: ["threads"], workers: [1, 2], count: 2000, repetitions: 1 });
 * runs.length; // 3: one thread alone, then one worker and two
 */
export async function measureScaling(options: ScalingOptions = {}): Promise<Run<number>[]> {
  checkOptions(options);
  const { strategies = ["threads", "processes"], workers = workerCounts(), repetitions = 3, signal } = options;
  const { count = 200_000, serialPercent = 0, grows = false, timeline } = options;
  wholeNumber("repetitions", repetitions, { min: 1, max: 1000, code: "ERR_NAVETTE_TIMES" });
  checkList("strategies", strategies, '["threads"]', "ERR_NAVETTE_STRATEGY");
  for (const strategy of strategies) checkStrategy(strategy);
  checkWorkerCounts(workers);
  wholeNumber("count", count, { min: 1, max: mostPrimesCount, code: "ERR_NAVETTE_COUNT" });
  numberWithin("serialPercent", serialPercent, { min: 0, max: 100, code: "ERR_NAVETTE_SERIAL" });
  trueOrFalse("grows", grows);
  checkTimeline(timeline);
  const serial = Math.round((count * serialPercent) / 100);
  const most = Math.max(1, ...workers);
  if (grows && serial + (count - serial) * most > mostPrimesCount) {
    const message = `count is ${count} for each of ${most} workers, above ${mostPrimesCount} in all: give fewer of either`;
    throw new NavetteError("ERR_NAVETTE_COUNT", message);
  }
  const total = repetitions * (1 + strategies.length * workers.length);
  const runs: Run<number>[] = [];
  using shown = operationProgress("measuring");

  async function measure(strategy: Strategy, size: number): Promise<void> {
    await using executor = await warmExecutor(strategy, countPrimesTask, { workers: size, ...(signal && { signal }) });
    const all = grows ? serial + (count - serial) * size : count;
    const work = { count: all, serialPercent: grows ? (100 * serial) / all : serialPercent };
    // Compiles the loop in every worker, so that the first repetition is like the others.
    await countPrimes({ ...work, count: Math.min(all, 2000 * size), executor, ...(signal && { signal }) });
    for (let time = 0; time < repetitions; time++) {
      const run = await countPrimes({ ...work, executor, ...(signal && { signal }), ...(timeline && { timeline }) });
      runs.push(grows ? { ...run, parameters: { ...run.parameters, count, serialPercent, grows } } : run);
      const progress = { done: runs.length, total };
      shown.report(progress);
      options.onProgress?.(progress);
    }
  }

  await measure("sequential", 1);
  for (const strategy of strategies) for (const size of workers) await measure(strategy, size);
  return runs;
}
