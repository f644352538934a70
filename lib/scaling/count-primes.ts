import { briefly } from "../errors/briefly.ts";
import { checkOptions } from "../errors/check-options.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { checkStrategy } from "../strategies/check-strategy.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import { measureRun } from "../strategies/measure-run.ts";
import type { Executor, Run, RunOptions, Strategy, Task } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { recordOwnSpan } from "../timeline/own-span.ts";
import { countPrimesChunk, type PrimesRange } from "./count-primes-chunk.ts";

/** How to count primes. */
export interface CountPrimesOptions extends Omit<RunOptions, "seed"> {
  /** `"threads"` unless told. */
  readonly strategy?: Strategy;
  /** The first number, 0 to 2³¹ − 2; 100,000,000 unless told, where all numbers take about as long. */
  readonly from?: number;
  /** How many numbers are tested, from the first on, the last one below 2³¹ − 1; 200,000 unless told. */
  readonly count?: number;
  /**
   * The share of the numbers, in % from 0 to 100, that the calling thread counts alone before it shares out the others:
   * 0 unless told.
   */
  readonly serialPercent?: number;
  /** Borrow the session's workers, started beforehand, rather than start new ones within the measured time. */
  readonly warm?: boolean;
  /** Workers that the caller has opened and will dispose of, with `countPrimesTask` loaded; instead of `strategy`. */
  readonly executor?: Executor;
}

/** What every worker runs. */
export const countPrimesTask: Task = {
  module: new URL("./count-primes-chunk.ts", import.meta.url),
  name: "countPrimesChunk",
};

/** The first number that is tested, unless told; and how many there are from it on, up to the greatest. */
const usualFrom = 100_000_000;
export const mostPrimesCount = 2 ** 31 - 1 - usualFrom;

/** Chunks of each worker, so that all end about together. */
const chunksPerWorker = 8;

/**
 * Counts the primes among `count` numbers by trial division: work that only computes, and shares nothing.
 * O(count · √(from + count)).
 *
 * A part can be kept serial on purpose, so that Amdahl's law can be seen with a share that is known.
 *
 * @throws NavetteError `ERR_NAVETTE_STRATEGY`, `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_COUNT`, `ERR_NAVETTE_RANGE`,
 * `ERR_NAVETTE_SERIAL`, `ERR_NAVETTE_EXECUTOR` or `ERR_NAVETTE_CHUNK` for a wrong argument; as `sessionExecutor` does when workers don't start;
 * Unfinished when the run was aborted (`ERR_NAVETTE_ABORTED`), a chunk failed (`ERR_NAVETTE_TASK`) or its workers were
 * lost (`ERR_NAVETTE_LOST`).
 * @example
 * const { results } = await countPrimes({ from: 0, count: 100, strategy: "sequential" });
 * results; // 25
 */
export async function countPrimes(options: CountPrimesOptions = {}): Promise<Run<number>> {
  checkOptions(options);
  const { from = usualFrom, count = 200_000, serialPercent = 0, warm = false, signal, executor } = options;
  if (
    executor !== undefined &&
    (isRevoked(executor) || typeof executor?.map !== "function" || Array.isArray(executor))
  ) {
    const next = "give one that is open, as in { executor: await openExecutor(…) }";
    throw new NavetteError("ERR_NAVETTE_EXECUTOR", `executor is ${briefly(executor)}: ${next}`);
  }
  const strategy = checkStrategy(executor?.strategy ?? options.strategy ?? "threads");
  const workers = checkWorkers(executor?.workers ?? options.workers);
  wholeNumber("from", from, { min: 0, max: 2 ** 31 - 2, code: "ERR_NAVETTE_RANGE" });
  wholeNumber("count", count, { min: 1, max: 2 ** 31 - 1 - from, code: "ERR_NAVETTE_COUNT" });
  numberWithin("serialPercent", serialPercent, { min: 0, max: 100, code: "ERR_NAVETTE_SERIAL" });
  const serial = Math.round((count * serialPercent) / 100);
  const chunk = options.chunk ?? Math.max(1, Math.ceil((count - serial) / (chunksPerWorker * workers)));
  wholeNumber("chunk", chunk, { min: 1, max: 2 ** 31 - 1, code: "ERR_NAVETTE_CHUNK" });
  const ranges = cut(from + serial, from + count, chunk);

  return measureRun(
    {
      strategy,
      workers,
      warm,
      task: countPrimesTask,
      chunks: ranges.length,
      signal,
      timeline: options.timeline,
      parameters: { from, count, serialPercent, chunk, chunks: ranges.length },
      ...(executor && { executor }),
    },
    async (workforce, timeline) => {
      let primes = 0;
      if (serial > 0) {
        const started = now();
        primes += countPrimesChunk({ from, to: from + serial });
        recordOwnSpan(timeline, { label: `${from}–${from + serial - 1}`, kind: "serial", started });
      }
      const label = (index: number) => `${ranges[index]?.from}–${(ranges[index]?.to ?? 1) - 1}`;
      let done = 0;
      for await (const found of workforce.map<PrimesRange, number>(countPrimesTask, ranges, {
        timeline,
        label,
        ...(signal && { signal }),
      })) {
        primes += found;
        options.onProgress?.({ done: Math.min(count, serial + ++done * chunk), total: count });
      }
      return primes;
    },
  );
}

function cut(from: number, to: number, chunk: number): PrimesRange[] {
  const ranges: PrimesRange[] = [];
  for (let at = from; at < to; at += chunk) ranges.push({ from: at, to: Math.min(at + chunk, to) });
  return ranges;
}
