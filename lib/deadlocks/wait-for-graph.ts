import { checkResult } from "../errors/check-result.ts";
import { wholeNumber } from "../errors/number-argument.ts";

/** Who waits for what, and who holds what: a picture of all locks at one instant. */
export interface WaitForGraph {
  /** How many threads there are. */
  readonly threads: number;
  /** How many locks there are. */
  readonly locks: number;
  /** For each thread the lock that it waits for, both numbered from 0; undefined where it waits for none. */
  readonly waitsFor: readonly (number | undefined)[];
  /** For each lock the thread that holds it; undefined where it is free. */
  readonly heldBy: readonly (number | undefined)[];
}

/**
 * Finds a deadlock: threads each of which waits for a lock that the next one holds, and the last for one of the first.
 * Returns the threads in that order, or undefined where there is no deadlock.
 *
 * Each thread waits for one lock at a time, so each has one way out at most, and a walk finds the cycle: O(threads).
 * Source: E. G. Coffman, M. J. Elphick and A. Shoshani, "System Deadlocks", ACM Computing
 * Surveys 3(2), 1971.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no such graph, `ERR_NAVETTE_LOCK` for a number of threads that is none.
 * @example
 * findDeadlock({ threads: 2, locks: 2, waitsFor: [1, 0], heldBy: [0, 1] }); // [0, 1]
 */
export function findDeadlock(graph: WaitForGraph): number[] | undefined {
  checkResult("graph", graph, "the method graph of WatchedLocks", "heldBy");
  const { threads, waitsFor, heldBy } = graph;
  wholeNumber("threads", threads, { min: 0, max: 65_536, code: "ERR_NAVETTE_LOCK" });
  const seen = new Set<number>();
  for (let start = 0; start < threads; start++) {
    const way: number[] = [];
    let at: number | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      way.push(at);
      const lock: number | undefined = waitsFor[at];
      at = lock === undefined ? undefined : heldBy[lock];
    }
    const begins = at === undefined ? -1 : way.indexOf(at);
    if (begins >= 0) return way.slice(begins);
  }
  return undefined;
}
