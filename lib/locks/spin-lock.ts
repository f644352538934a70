import type { Memory } from "../memory/memory.ts";

/**
 * A lock in one word that waits in a loop instead of sleeping: quick where the lock is held for less time than a
 * thread takes to fall asleep and be woken, and a waste of a core otherwise.
 *
 * @example
 * const lock = new SpinLock(new SharedMemory(SpinLock.words), 0);
 * lock.lock();
 * lock.unlock();
 */
export class SpinLock {
  /** Words that it takes, 0 at first. */
  static readonly words = 1;
  readonly #memory: Memory;
  readonly #word: number;

  constructor(memory: Memory, word: number) {
    this.#memory = memory;
    this.#word = word;
  }

  lock(): void {
    while (this.#memory.compareExchange(this.#word, 0, 1) !== 0) {
      // Looking is cheaper than trying: a failed attempt takes the word away from the core that holds it.
      while (this.#memory.load(this.#word) !== 0) {}
    }
  }

  unlock(): void {
    this.#memory.store(this.#word, 0);
  }
}
