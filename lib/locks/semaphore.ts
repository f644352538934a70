import { wholeNumber } from "../errors/number-argument.ts";
import { checkMemory } from "../memory/check-memory.ts";
import { fetchAdd } from "../memory/fetch-add.ts";
import type { Memory } from "../memory/memory.ts";

/**
 * Dijkstra's counting semaphore in one word, the number of permits left: a mutex with several places.
 *
 * `acquire` is his P (*prolaag*, try to lower), `release` his V (*verhoog*, raise). Any thread may release. Source:
 * E. W. Dijkstra, "Over de sequentialiteit van procesbeschrijvingen" (EWD 35), about 1962.
 *
 * @example
 * const memory = new SharedMemory(Semaphore.words);
 * const semaphore = new Semaphore(memory, 0);
 * semaphore.release(2); // two permits to begin with
 * semaphore.acquire();
 * semaphore.tryAcquire(); // true: the second one
 * semaphore.tryAcquire(); // false: none is left
 */
export class Semaphore {
  /** Words that it takes: the number of permits at first. */
  static readonly words = 1;
  readonly #memory: Memory;
  readonly #word: number;

  /**
   * Makes a semaphore of the word `word`: its permits are what the word holds.
   *
   * @throws NavetteError `ERR_NAVETTE_MEMORY` for what is no memory.
   */
  constructor(memory: Memory, word: number) {
    checkMemory(memory);
    this.#memory = memory;
    this.#word = word;
  }

  /** Takes a permit; sleeps while none is left. */
  acquire(): void {
    while (!this.tryAcquire()) this.#memory.wait(this.#word, 0);
  }

  /** Takes a permit if one is left; returns whether it did. */
  tryAcquire(): boolean {
    let permits = this.#memory.load(this.#word);
    while (permits > 0) {
      const seen = this.#memory.compareExchange(this.#word, permits, permits - 1);
      if (seen === permits) return true;
      permits = seen;
    }
    return false;
  }

  /**
   * Gives permits back, one unless told, and wakes as many sleepers.
   *
   * @throws NavetteError `ERR_NAVETTE_PERMITS` unless `permits` is a whole number from 1 to 2³¹ − 1.
   */
  release(permits = 1): void {
    wholeNumber("permits", permits, { min: 1, max: 2 ** 31 - 1, code: "ERR_NAVETTE_PERMITS" });
    fetchAdd(this.#memory, this.#word, permits);
    this.#memory.notify(this.#word, permits);
  }
}
