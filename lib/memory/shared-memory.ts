import { inspect } from "node:util";
import { NavetteError } from "../errors/navette-error.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import type { Memory } from "./memory.ts";

/** The most words that a memory may have: 64 MiB of them. */
const mostWords = 16 * 2 ** 20;

/**
 * Words of 32 bits in a SharedArrayBuffer, read and written by `Atomics`: pass `buffer` to a thread, and make a
 * `SharedMemory` of it there.
 *
 * A `wait` blocks its thread, timers and messages included, until it is notified or the thread is terminated: a cell
 * that is interrupted ends its workers, so it ends them even there. There is no time-out. Each operation is O(1); 4
 * bytes a word.
 *
 * Source: ECMA-262, "The Atomics Object": operations are sequentially consistent.
 *
 * @throws NavetteError `ERR_NAVETTE_MEMORY`, by each operation, for a word that the memory hasn't.
 *
 * @example
 * const memory = new SharedMemory(2);
 * memory.store(0, 41);
 * memory.compareExchange(0, 41, 42); // 41: what it held
 * new SharedMemory(memory.buffer).load(0); // 42
 */
export class SharedMemory implements Memory {
  /** What threads share: it is handed over by `postMessage` or `workerData`, not copied. 4 bytes a word. */
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array<SharedArrayBuffer>;

  /**
   * Makes a memory of so many words, all 0, or opens one that another thread has made.
   *
   * @throws NavetteError `ERR_NAVETTE_MEMORY` for anything else than 1 to 16,777,216 words or a SharedArrayBuffer of them.
   */
  constructor(words: number | SharedArrayBuffer) {
    if (words instanceof SharedArrayBuffer) {
      if (words.byteLength === 0 || words.byteLength % 4 !== 0) {
        throw new NavetteError(
          "ERR_NAVETTE_MEMORY",
          `The buffer has ${words.byteLength} bytes: give one that another memory has made, 4 bytes for each word`,
        );
      }
      this.buffer = words;
    } else {
      wholeNumber("words", words, { min: 1, max: mostWords, code: "ERR_NAVETTE_MEMORY" });
      this.buffer = new SharedArrayBuffer(4 * words);
    }
    this.#words = new Int32Array(this.buffer);
  }

  /** Number of words. */
  get words(): number {
    return this.#words.length;
  }

  load(word: number): number {
    return Atomics.load(this.#words, this.#at(word));
  }

  store(word: number, value: number): void {
    Atomics.store(this.#words, this.#at(word), value);
  }

  compareExchange(word: number, expected: number, replacement: number): number {
    return Atomics.compareExchange(this.#words, this.#at(word), expected, replacement);
  }

  wait(word: number, expected: number): "ok" | "not-equal" {
    return Atomics.wait(this.#words, this.#at(word), expected) === "ok" ? "ok" : "not-equal";
  }

  notify(word: number, count = Number.POSITIVE_INFINITY): number {
    return Atomics.notify(this.#words, this.#at(word), count);
  }

  #at(word: number): number {
    if (Number.isInteger(word) && word >= 0 && word < this.#words.length) return word;
    throw new NavetteError(
      "ERR_NAVETTE_MEMORY",
      `word is ${inspect(word)}: this memory's words are numbered from 0 to ${this.#words.length - 1}`,
    );
  }
}
