import { crewRun } from "../crew/crew-run.ts";
import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { type Counting, type CountingPart, counter, countings, countingWords } from "./counting.ts";

/** How many threads add, how often, and how. */
export interface CountOptions extends Pick<RunOptions, "workers" | "signal" | "timeline"> {
  /** Additions of each thread, 1 to 8,000,000; 1,000,000 unless told. */
  readonly additions?: number;
  /** How they add; `"plain"` unless told. */
  readonly counting?: Counting;
}

/** What a shared counter has come to. */
export interface Counted {
  /** How the threads added. */
  readonly counting: Counting;
  /** What it should hold: threads × additions. */
  readonly expected: number;
  /** What it holds. */
  readonly counted: number;
  /** Additions that another thread's write has undone. */
  readonly lost: number;
}

/**
 * Lets threads add to one shared counter, all at the same time, and counts the updates that were lost.
 *
 * The threads are started beforehand and begin together; `wallMs` is from there to the end of the last one.
 * O(threads × additions).
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_ADDITIONS`, `ERR_NAVETTE_COUNTING` for a wrong argument;
 * `ERR_NAVETTE_TASK` when a thread throws, `ERR_NAVETTE_LOST` when one ends before its work does; Unfinished
 * `ERR_NAVETTE_ABORTED` when the signal or the cell is interrupted, its `partial` holding what threads had returned.
 * @example
 * const { results } = await countTogether({ workers: 2, additions: 1000, counting: "atomic" });
 * results.lost; // 0
 */
export async function countTogether(options: CountOptions = {}): Promise<Run<Counted>> {
  checkOptions(options);
  const { additions = 1_000_000, counting: asked = "plain", signal, timeline } = options;
  const workers = checkWorkers(options.workers);
  wholeNumber("additions", additions, { min: 1, max: 8_000_000, code: "ERR_NAVETTE_ADDITIONS" });
  const counting = oneOf("counting", asked, countings, "ERR_NAVETTE_COUNTING");
  const memory = new SharedMemory(countingWords);
  const part: CountingPart = { buffer: memory.buffer, additions, counting };
  return crewRun<CountingPart, number, Counted>({
    task: { module: new URL("./counting.ts", import.meta.url), name: "countInThread" },
    parts: Array.from({ length: workers }, () => part),
    parameters: { additions, counting },
    kind: "count",
    label: (index) => `${counting} ${index + 1}`,
    signal,
    timeline,
    results() {
      const expected = workers * additions;
      const counted = memory.load(counter);
      return { counting, expected, counted, lost: expected - counted };
    },
  });
}
