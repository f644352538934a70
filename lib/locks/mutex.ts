import { NavetteError } from "../errors/navette-error.ts";
import { checkMemory } from "../memory/check-memory.ts";
import type { Memory } from "../memory/memory.ts";

const free = 0;
const held = 1;
/** Held, and somebody may be asleep. */
const contended = 2;

/**
 * A mutual exclusion lock in one word: at most one thread is between `lock` and `unlock`.
 *
 *     0 free ──lock──▶ 1 held ──another lock──▶ 2 held, somebody sleeps ──unlock──▶ 0, and one sleeper is woken
 *
 * Without contention each costs one operation, and nobody is woken in vain. Invariant: whoever sleeps has seen 2, and
 * only `unlock` takes 2 away. Source: U. Drepper, "Futexes Are Tricky", 2011, section 5 ("Mutex, take 2").
 *
 * @example
 * const mutex = new Mutex(new SharedMemory(Mutex.words), 0);
 * mutex.lock();
 * mutex.tryLock(); // false: it is held
 * mutex.unlock();
 */
export class Mutex {
  /** Words that it takes, all 0 at first. */
  static readonly words = 1;
  readonly #memory: Memory;
  readonly #word: number;

  /**
   * Makes a mutex of the word `word`, in any number of threads.
   *
   * @throws NavetteError `ERR_NAVETTE_MEMORY` for what is no memory.
   */
  constructor(memory: Memory, word: number) {
    checkMemory(memory);
    this.#memory = memory;
    this.#word = word;
  }

  /** Takes the lock; sleeps while another thread holds it. Not reentrant: a thread that holds it waits for itself. */
  lock(): void {
    const memory = this.#memory;
    const word = this.#word;
    let seen = memory.compareExchange(word, free, held);
    if (seen === free) return;
    do {
      if (seen === contended || memory.compareExchange(word, held, contended) !== free) memory.wait(word, contended);
      seen = memory.compareExchange(word, free, contended);
    } while (seen !== free);
  }

  /** Takes the lock if it is free; returns whether it did. */
  tryLock(): boolean {
    return this.#memory.compareExchange(this.#word, free, held) === free;
  }

  /**
   * Gives the lock back. Only the thread that took it may: another one's call can't be told from its owner's.
   *
   * @throws NavetteError `ERR_NAVETTE_LOCK` when nobody holds it.
   */
  unlock(): void {
    const seen = this.#memory.compareExchange(this.#word, held, free);
    if (seen === held) return;
    if (seen === free) {
      throw new NavetteError("ERR_NAVETTE_LOCK", "unlock of a mutex that nobody holds: call lock before");
    }
    this.#memory.store(this.#word, free);
    this.#memory.notify(this.#word, 1);
  }

  /**
   * Runs a function with the lock held, gives it back whatever happens, and returns what the function returned.
   *
   * @throws what the function throws.
   */
  guard<T>(critical: () => T): T {
    this.lock();
    try {
      return critical();
    } finally {
      this.unlock();
    }
  }
}
