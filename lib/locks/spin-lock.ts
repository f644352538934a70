import { checkMemory } from "../memory/check-memory.ts";
import type { Memory } from "../memory/memory.ts";

/**
 * A lock in one word that waits in a loop instead of sleeping: quick where the lock is held for less time than a
 * thread takes to fall asleep and be woken, and a waste of a core otherwise.
 *
 * Test and test-and-set. Source: L. Rudolph and Z. Segall, "Dynamic Decentralized Cache Schemes for MIMD Parallel
 * Processors", International Symposium on Computer Architecture, 1984.
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

  /**
   * Makes a lock of the word `word`: 0 is free, 1 is held.
   *
   * @throws NavetteError `ERR_NAVETTE_MEMORY` for what is no memory.
   */
  constructor(memory: Memory, word: number) {
    checkMemory(memory);
    this.#memory = memory;
    this.#word = word;
  }

  /** Takes the lock; waits in a loop while another thread holds it. Not reentrant. */
  lock(): void {
    while (this.#memory.compareExchange(this.#word, 0, 1) !== 0) {
      // Looking is cheaper than trying: a failed attempt takes the word away from the core that holds it.
      while (this.#memory.load(this.#word) !== 0) {}
    }
  }

  /** Gives the lock back. O(1). */
  unlock(): void {
    this.#memory.store(this.#word, 0);
  }
}
