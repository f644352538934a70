import { wholeNumber } from "../errors/number-argument.ts";
import { checkMemory } from "../memory/check-memory.ts";
import { fetchAdd } from "../memory/fetch-add.ts";
import type { Memory } from "../memory/memory.ts";

/**
 * A barrier in two words, at which a given number of threads wait for each other, again and again.
 *
 * The first word counts those that have arrived, the second the rounds: sleepers wait for the round to change, so a
 * fast thread that comes back at once can't be mixed up with the slow ones of the round before. Source: D. Hensgen,
 * R. Finkel and U. Manber, "Two Algorithms for Barrier Synchronization", 1988.
 *
 * @example
 * const barrier = new Barrier(new SharedMemory(Barrier.words), 0, 1);
 * barrier.arrive(); // true: it was the last of one
 */
export class Barrier {
  /** Words that it takes, all 0 at first. */
  static readonly words = 2;
  readonly #memory: Memory;
  readonly #arrived: number;
  readonly #round: number;
  readonly #parties: number;

  /**
   * Makes a barrier of the two words from `word` on, for `parties` threads.
   *
   * @throws NavetteError `ERR_NAVETTE_PARTIES` unless `parties` is a whole number from 1 to 65,536.
   */
  constructor(memory: Memory, word: number, parties: number) {
    wholeNumber("parties", parties, { min: 1, max: 65_536, code: "ERR_NAVETTE_PARTIES" });
    checkMemory(memory);
    this.#memory = memory;
    this.#arrived = word;
    this.#round = word + 1;
    this.#parties = parties;
  }

  /** Sleeps until all have arrived; returns true in the one that came last, which wakes the others: O(threads) then. */
  arrive(): boolean {
    const memory = this.#memory;
    const round = memory.load(this.#round);
    if (fetchAdd(memory, this.#arrived, 1) + 1 === this.#parties) {
      memory.store(this.#arrived, 0);
      memory.store(this.#round, (round + 1) | 0);
      memory.notify(this.#round);
      return true;
    }
    while (memory.load(this.#round) === round) memory.wait(this.#round, round);
    return false;
  }
}
