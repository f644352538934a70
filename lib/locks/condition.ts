import { checkMemory } from "../memory/check-memory.ts";
import { fetchAdd } from "../memory/fetch-add.ts";
import type { Memory } from "../memory/memory.ts";
import type { Mutex } from "./mutex.ts";

/**
 * A condition variable in one word: where threads that hold a mutex sleep until what they need has come true.
 *
 * Like Mesa's, and unlike Hoare's: whoever is woken takes the mutex again like any other, so the condition has to be
 * looked at once more, in a loop. The word counts notifications: one that comes between the look and the sleep changes
 * it, and so is never lost. Source: B. W. Lampson and D. D. Redell, "Experience with Processes and Monitors in Mesa", 1980.
 *
 * @example
 * const memory = new SharedMemory(3);
 * const mutex = new Mutex(memory, 0);
 * const changed = new Condition(memory, 1);
 * mutex.lock();
 * memory.store(2, 1); // elsewhere: while (memory.load(2) === 0) changed.wait(mutex);
 * changed.notifyAll();
 * mutex.unlock();
 */
export class Condition {
  /** Words that it takes, 0 at first. */
  static readonly words = 1;
  readonly #memory: Memory;
  readonly #word: number;

  /**
   * Makes a condition variable of the word `word`.
   *
   * @throws NavetteError `ERR_NAVETTE_MEMORY` for what is no memory.
   */
  constructor(memory: Memory, word: number) {
    checkMemory(memory);
    this.#memory = memory;
    this.#word = word;
  }

  /**
   * Gives the mutex back, sleeps until a notification, and takes the mutex again.
   *
   * @throws NavetteError `ERR_NAVETTE_LOCK` when nobody holds the mutex.
   */
  wait(mutex: Mutex): void {
    const notifications = this.#memory.load(this.#word);
    mutex.unlock();
    this.#memory.wait(this.#word, notifications);
    mutex.lock();
  }

  /** Wakes the one that has waited longest, if any does. O(1). */
  notifyOne(): void {
    fetchAdd(this.#memory, this.#word, 1);
    this.#memory.notify(this.#word, 1);
  }

  /** Wakes all of those that wait. O(those that wait). */
  notifyAll(): void {
    fetchAdd(this.#memory, this.#word, 1);
    this.#memory.notify(this.#word);
  }
}
