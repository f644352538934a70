/**
 * Memory that several threads share, as locks see it: words of 32 bits, and five operations, each of them indivisible.
 *
 * Two implementations keep the same contract: `SharedMemory`, over a SharedArrayBuffer, for real threads, and the
 * explorer's (`explore`), which tries every order of the operations. Code written over `Memory` runs on both unchanged.
 */
export interface Memory {
  /** Reads a word, by its number from 0. */
  load(word: number): number;
  /** Writes a word; values are whole numbers of 32 bits. */
  store(word: number, value: number): void;
  /** Writes `replacement` where the word holds `expected`; returns what it held in either case. */
  compareExchange(word: number, expected: number, replacement: number): number;
  /** Sleeps until a `notify` of the word, unless it holds something else than `expected` already. */
  wait(word: number, expected: number): "ok" | "not-equal";
  /** Wakes those that wait for the word, in the order in which they came: `count` of them, or all. Returns how many. */
  notify(word: number, count?: number): number;
}

/** What a task tells of itself while it runs over a memory: nothing of it touches the memory. */
export interface Thread {
  /** A moment of work of the task's own, at which another thread may take its turn: adding, say, between read and write. */
  step(label: string): void;
  /** Names the place in the code that the task has reached, for invariants: `"critical"`, `"outside"`. */
  at(place: string): void;
}

/** Code over a memory: what a thread runs, and what the explorer explores. */
export type MemoryTask = (memory: Memory, thread: Thread) => void;

/** For real threads: moments and places pass unnoticed. */
export const realThread: Thread = { step() {}, at() {} };
