import { wholeNumber } from "../errors/number-argument.ts";
import { Condition } from "../locks/condition.ts";
import { Mutex } from "../locks/mutex.ts";
import type { Memory } from "../memory/memory.ts";

/**
 * A buffer of so many numbers between threads that make them and threads that use them: a monitor with two conditions.
 *
 *     producers ──put──▶ [ · · ■ ■ ■ · ] ──take──▶ consumers      put sleeps while it is full, take while it is empty
 *
 * Words: mutex, two conditions, the number of items, the place of the first one, then the places. Invariant, whenever
 * nobody holds the mutex: 0 ≤ items ≤ capacity, and the items lie from the first place on, around the ring. O(1) each.
 *
 * Source: C. A. R. Hoare, "Monitors: An Operating System Structuring Concept", Communications of the ACM 17(10), 1974.
 *
 * @example
 * const buffer = new BoundedBuffer(new SharedMemory(BoundedBuffer.wordsFor(2)), 0, 2);
 * buffer.put(7); // 1: the items that there are now
 * buffer.take(); // { item: 7, left: 0 }
 */
export class BoundedBuffer {
  readonly #memory: Memory;
  readonly #word: number;
  readonly #capacity: number;
  readonly #mutex: Mutex;
  readonly #notFull: Condition;
  readonly #notEmpty: Condition;

  /** Words that it takes, all 0 at first: five, and one for each place. */
  static wordsFor(capacity: number): number {
    return 5 + capacity;
  }

  /**
   * Makes a buffer of the words from `word` on.
   *
   * @throws NavetteError `ERR_NAVETTE_CAPACITY` unless the capacity is a whole number from 1 to 65,536.
   */
  constructor(memory: Memory, word: number, capacity: number) {
    wholeNumber("capacity", capacity, { min: 1, max: 65_536, code: "ERR_NAVETTE_CAPACITY" });
    this.#memory = memory;
    this.#word = word;
    this.#capacity = capacity;
    this.#mutex = new Mutex(memory, word);
    this.#notFull = new Condition(memory, word + 1);
    this.#notEmpty = new Condition(memory, word + 2);
  }

  /**
   * Adds a number of 32 bits, once there is room; returns how many there are then. `seen` runs before any other thread
   * comes in.
   */
  put(item: number, seen?: (items: number) => void): number {
    const memory = this.#memory;
    this.#mutex.lock();
    while (memory.load(this.#word + 3) === this.#capacity) this.#notFull.wait(this.#mutex);
    const items = memory.load(this.#word + 3);
    const first = memory.load(this.#word + 4);
    memory.store(this.#word + 5 + ((first + items) % this.#capacity), item);
    memory.store(this.#word + 3, items + 1);
    seen?.(items + 1);
    this.#notEmpty.notifyOne();
    this.#mutex.unlock();
    return items + 1;
  }

  /** Takes the oldest number, once there is one; returns it, and how many are left. `seen` as for `put`. */
  take(seen?: (items: number) => void): { readonly item: number; readonly left: number } {
    const memory = this.#memory;
    this.#mutex.lock();
    while (memory.load(this.#word + 3) === 0) this.#notEmpty.wait(this.#mutex);
    const items = memory.load(this.#word + 3);
    const first = memory.load(this.#word + 4);
    const item = memory.load(this.#word + 5 + first);
    memory.store(this.#word + 4, (first + 1) % this.#capacity);
    memory.store(this.#word + 3, items - 1);
    seen?.(items - 1);
    this.#notFull.notifyOne();
    this.#mutex.unlock();
    return { item, left: items - 1 };
  }
}
