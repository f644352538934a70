import type { Memory } from "../memory/memory.ts";
import { Condition } from "./condition.ts";
import { Mutex } from "./mutex.ts";

/**
 * A read–write lock in five words: any number of readers at once, or one writer alone.
 *
 * A monitor: a mutex guards three counters, and a condition variable tells of their changes. A reader stays behind
 * writers that wait, so that a stream of readers never starves them. Source: P. J. Courtois, F. Heymans and
 * D. L. Parnas, "Concurrent Control with 'Readers' and 'Writers'", 1971 (their second problem).
 *
 * @example
 * const lock = new ReadWriteLock(new SharedMemory(ReadWriteLock.words), 0);
 * lock.lockRead();
 * lock.lockRead(); // a second reader comes in at once
 * lock.unlockRead();
 * lock.unlockRead();
 */
export class ReadWriteLock {
  /** Words that it takes, all 0 at first. */
  static readonly words = 5;
  readonly #memory: Memory;
  readonly #mutex: Mutex;
  readonly #changed: Condition;
  readonly #readers: number;
  readonly #writing: number;
  readonly #waiting: number;

  /**
   * Makes a lock of the five words from `word` on.
   *
   * @throws NavetteError `ERR_NAVETTE_MEMORY` for what is no memory.
   */
  constructor(memory: Memory, word: number) {
    this.#memory = memory;
    this.#mutex = new Mutex(memory, word);
    this.#changed = new Condition(memory, word + 1);
    this.#readers = word + 2;
    this.#writing = word + 3;
    this.#waiting = word + 4;
  }

  /** Comes in as a reader; sleeps while a writer is in or waits. */
  lockRead(): void {
    this.#mutex.lock();
    while (this.#memory.load(this.#writing) > 0 || this.#memory.load(this.#waiting) > 0)
      this.#changed.wait(this.#mutex);
    this.#add(this.#readers, 1);
    this.#mutex.unlock();
  }

  /** Leaves as a reader; the last one wakes those that wait. */
  unlockRead(): void {
    this.#mutex.lock();
    if (this.#add(this.#readers, -1) === 0) this.#changed.notifyAll();
    this.#mutex.unlock();
  }

  /** Comes in as the only writer; sleeps while anybody is in. */
  lockWrite(): void {
    this.#mutex.lock();
    this.#add(this.#waiting, 1);
    while (this.#memory.load(this.#writing) > 0 || this.#memory.load(this.#readers) > 0)
      this.#changed.wait(this.#mutex);
    this.#add(this.#waiting, -1);
    this.#memory.store(this.#writing, 1);
    this.#mutex.unlock();
  }

  /** Leaves as the writer, and wakes those that wait: O(those that wait). */
  unlockWrite(): void {
    this.#mutex.lock();
    this.#memory.store(this.#writing, 0);
    this.#changed.notifyAll();
    this.#mutex.unlock();
  }

  /** Read, add, write: enough where the mutex is held. */
  #add(word: number, amount: number): number {
    const sum = this.#memory.load(word) + amount;
    this.#memory.store(word, sum);
    return sum;
  }
}
