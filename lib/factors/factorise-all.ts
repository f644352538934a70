import { inspect } from "node:util";
import { checkOptions } from "../errors/check-options.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { Unfinished } from "../errors/unfinished.ts";
import { operationProgress } from "../progress/operation-progress.ts";
import { checkStrategy } from "../strategies/check-strategy.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import { measureRun } from "../strategies/measure-run.ts";
import type { Executor, Run, RunOptions, Strategy, Task } from "../strategies/strategy.ts";
import type { Timeline } from "../timeline/timeline.ts";
import { checkFactorisations } from "./check-factorisation.ts";
import { type Algorithm, algorithms } from "./divisions.ts";
import { Factorisations } from "./factorisations.ts";
import type { Chunk, PackedFactors } from "./factorise-chunk.ts";
import { shareNumbers, type WholeNumbers } from "./whole-numbers.ts";

/** How numbers are factorised, and by whom. */
export interface FactoriseOptions extends Omit<RunOptions, "seed"> {
  /** `"threads"` unless told. */
  readonly strategy?: Strategy;
  /** Numbers given to a worker at a time, 1 to 10,000,000; unless told, about 32 chunks for each worker. */
  readonly chunk?: number;
  /** How divisors are chosen; the course's `"naive"` way unless told. */
  readonly algorithm?: Algorithm;
  /** Borrow the session's workers, started beforehand, rather than start new ones within the measured time. */
  readonly warm?: boolean;
  /** Check every result once the clock has stopped (see `checkFactorisations`); true unless told. */
  readonly check?: boolean;
}

/** What every worker runs. */
const task: Task = { module: new URL("./factorise-chunk.ts", import.meta.url), name: "factoriseChunk" };

/**
 * Finds the prime factors of every number, by trial division, and says what it cost.
 *
 * Numbers lie in memory that threads share, and a thread's results are handed over without a copy; to a process a
 * chunk is copied, and its results back, as bytes. O(Σ √n) divisions at worst. `numbers` are whole
 * numbers from 0 to 2⁵³ − 1.
 *
 * @throws NavetteError `ERR_NAVETTE_STRATEGY`, `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_CHUNK`, `ERR_NAVETTE_NUMBERS` or
 * `ERR_NAVETTE_ALGORITHM` for a wrong argument, `ERR_NAVETTE_FACTORS` should a result be wrong; as `sessionExecutor`
 * does when workers don't start; Unfinished<Factorisations>, its `partial` holding what was finished, when the run was
 * aborted (`ERR_NAVETTE_ABORTED`), a chunk failed (`ERR_NAVETTE_TASK`) or its workers were lost (`ERR_NAVETTE_LOST`).
 *
 * @example
 * const run = await factoriseAll(randomNumbers({ count: 1000 }), { strategy: "threads", workers: 2 });
 * run.results.finished; // 1000
 */
export async function factoriseAll(
  numbers: ArrayLike<number>,
  options: FactoriseOptions = {},
): Promise<Run<Factorisations>> {
  checkOptions(options);
  const { algorithm = "naive", warm = false, check = true, signal, timeline, onProgress } = options;
  const strategy = checkStrategy(options.strategy ?? "threads");
  const workers = checkWorkers(options.workers);
  checkAlgorithm(algorithm);
  const shared = shareNumbers(numbers);
  const chunk = options.chunk ?? defaultChunk(shared.length, workers);
  wholeNumber("chunk", chunk, { min: 1, max: 10_000_000, code: "ERR_NAVETTE_CHUNK" });
  const chunks = Math.ceil(shared.length / chunk);

  const parts: (PackedFactors | undefined)[] = new Array(chunks);
  const packed = new Factorisations(shared, chunk, parts);
  const run = await measureRun(
    {
      strategy,
      workers,
      warm,
      task,
      chunks,
      signal,
      timeline,
      parameters: { count: shared.length, chunk, chunks, algorithm },
    },
    async (executor, spans) => {
      await fill(executor, spans);
      return packed;
    },
  );
  if (check) checkFactorisations(run.results);
  return run;

  async function fill(executor: Executor, spans: Timeline): Promise<void> {
    const label = (index: number) => `${index * chunk}–${Math.min((index + 1) * chunk, shared.length) - 1}`;
    let done = 0;
    using shown = operationProgress("factorising");
    try {
      const results = executor.map<Chunk, PackedFactors>(task, slices(shared, chunk, algorithm), {
        timeline: spans,
        label,
        ...(signal && { signal }),
      });
      for await (const part of results) {
        parts[done++] = part;
        const progress = { done: Math.min(done * chunk, shared.length), total: shared.length };
        shown.report(progress);
        onProgress?.(progress);
      }
    } catch (error) {
      if (!(error instanceof Unfinished)) throw error;
      const ahead: ReadonlyMap<number, PackedFactors> = error.partial;
      for (const [index, part] of ahead) parts[index] = part;
      throw new Unfinished(error.code, error.message, packed, { cause: error.cause });
    }
  }
}

function* slices(numbers: WholeNumbers, chunk: number, algorithm: Algorithm): Generator<Chunk> {
  for (let from = 0; from < numbers.length; from += chunk) {
    yield { numbers: numbers.subarray(from, from + chunk), algorithm };
  }
}

/** About 32 chunks a worker, so that all end together, but none so small (about 1 ms) that asking costs more. */
function defaultChunk(count: number, workers: number): number {
  const each = Math.ceil(count / workers);
  return Math.max(1, Math.min(each, Math.max(500, Math.ceil(each / 32))));
}

function checkAlgorithm(algorithm: unknown): void {
  if (algorithms.some((known) => known === algorithm)) return;
  const listed = algorithms.map((name) => `"${name}"`).join(", ");
  throw new NavetteError("ERR_NAVETTE_ALGORITHM", `algorithm is ${inspect(algorithm)}: use one of ${listed}`);
}
