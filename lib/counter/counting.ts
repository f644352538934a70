/** How threads add 1 to a shared word: each way's loop, as it runs in a thread, and as the explorer explores it. */
import { Mutex } from "../locks/mutex.ts";
import { fetchAdd } from "../memory/fetch-add.ts";
import type { Memory, MemoryTask, Thread } from "../memory/memory.ts";
import { SharedMemory } from "../memory/shared-memory.ts";

/**
 * How threads add 1 to a word that they share.
 *
 * - `"plain"`: `words[0] += 1`, as in any program: a read, an addition, a write;
 * - `"load-store"`: `Atomics.load`, an addition, `Atomics.store`: each indivisible, the three together not;
 * - `"atomic"`: `Atomics.add`, one indivisible operation;
 * - `"compare-exchange"`: the same made of `compareExchange`, tried again where another thread was faster;
 * - `"mutex"`: read, addition and write between `lock` and `unlock`.
 */
export type Counting = "plain" | "load-store" | "atomic" | "compare-exchange" | "mutex";

/** Every way of counting, in the order in which plots show them. */
export const countings: readonly Counting[] = ["plain", "load-store", "atomic", "compare-exchange", "mutex"];

/** Words of the memory that is counted in: the counter, then the mutex. */
export const counter = 0;
const lock = 1;
export const countingWords = 2;

/** What a thread of `countTogether` is given. */
export interface CountingPart {
  readonly buffer: SharedArrayBuffer;
  readonly additions: number;
  readonly counting: Counting;
}

/** Reads, adds, writes: three steps, between which another thread may take its turn. */
export const readAddWrite: MemoryTask = (memory: Memory, thread: Thread) => {
  const value = memory.load(counter);
  thread.step("add");
  memory.store(counter, value + 1);
};

/** The same with a mutex about it. */
export const lockedAddition: MemoryTask = (memory: Memory, thread: Thread) => {
  const mutex = new Mutex(memory, lock);
  mutex.lock();
  readAddWrite(memory, thread);
  mutex.unlock();
};

/** Adds 1 so many times; what each thread of `countTogether` runs. */
export function countInThread({ buffer, additions, counting }: CountingPart): number {
  const words = new Int32Array(buffer);
  const memory = new SharedMemory(buffer);
  const mutex = new Mutex(memory, lock);
  switch (counting) {
    case "plain":
      for (let i = 0; i < additions; i++) words[counter] = (words[counter] ?? 0) + 1;
      break;
    case "load-store":
      for (let i = 0; i < additions; i++) memory.store(counter, memory.load(counter) + 1);
      break;
    case "atomic":
      for (let i = 0; i < additions; i++) Atomics.add(words, counter, 1);
      break;
    case "compare-exchange":
      for (let i = 0; i < additions; i++) fetchAdd(memory, counter, 1);
      break;
    case "mutex":
      for (let i = 0; i < additions; i++) {
        mutex.lock();
        memory.store(counter, memory.load(counter) + 1);
        mutex.unlock();
      }
      break;
  }
  return additions;
}
