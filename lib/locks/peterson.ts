import { wholeNumber } from "../errors/number-argument.ts";
import { checkMemory } from "../memory/check-memory.ts";
import type { Memory } from "../memory/memory.ts";

/**
 * Peterson's algorithm: mutual exclusion of two threads with loads and stores alone, no indivisible read-and-write.
 *
 * It waits in a loop, which burns a core: worth reading and exploring, not using. It needs what `Atomics` gives, loads
 * and stores that all threads see in one order. Source: G. L. Peterson, "Myths About the Mutual Exclusion Problem", 1981.
 *
 * @example
 * const lock = new PetersonLock(new SharedMemory(PetersonLock.words), 0, 0);
 * lock.lock();
 * lock.unlock();
 */
export class PetersonLock {
  /** Words that it takes, all 0 at first: who wants to come in, and who gives way. */
  static readonly words = 3;
  readonly #memory: Memory;
  readonly #mine: number;
  readonly #others: number;
  readonly #turn: number;
  readonly #other: number;

  /**
   * `self` is 0 in one thread and 1 in the other.
   *
   * @throws NavetteError `ERR_NAVETTE_LOCK` for another number.
   */
  constructor(memory: Memory, word: number, self: 0 | 1) {
    checkMemory(memory);
    wholeNumber("self", self, { min: 0, max: 1, code: "ERR_NAVETTE_LOCK" });
    this.#memory = memory;
    this.#other = 1 - self;
    this.#mine = word + self;
    this.#others = word + this.#other;
    this.#turn = word + 2;
  }

  /** Comes in; waits in a loop while the other is in, or came before. */
  lock(): void {
    this.#memory.store(this.#mine, 1);
    this.#memory.store(this.#turn, this.#other);
    while (this.#memory.load(this.#others) === 1 && this.#memory.load(this.#turn) === this.#other) {
      // Until the other one has left, or gives way.
    }
  }

  /** Leaves. O(1). */
  unlock(): void {
    this.#memory.store(this.#mine, 0);
  }
}
