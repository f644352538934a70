/**
 * Mutexes that write into shared memory who holds each and who waits for which, so that a deadlock is seen at once.
 *
 *     lock ──free?──▶ note the holder
 *       └──held──▶ note the wait ──▶ follow the graph: back to myself? ──yes──▶ deadlock: don't sleep, tell
 *                                                    └──no──▶ sleep until it is free
 *
 * Of the threads of a cycle one notes its wait last, and that one sees all the others' notes, since `Atomics` has one
 * order for all: so a deadlock is always found, by the thread that closes it, and without any time-out. What it finds is
 * one: the notes of all threads of the cycle are read twice, with a count of each thread's changes that is the same both
 * times, so all those waits did exist together.
 */

import { NavetteError } from "../errors/navette-error.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { Mutex } from "../locks/mutex.ts";
import { fetchAdd } from "../memory/fetch-add.ts";
import type { Memory } from "../memory/memory.ts";
import type { WaitForGraph } from "./wait-for-graph.ts";

interface Edge {
  readonly thread: number;
  readonly lock: number;
  readonly holder: number;
  readonly changes: number;
}

/**
 * Mutexes that write into shared memory who holds each and who waits for which: the one that would close a cycle is told so.
 *
 * @example
 * const locks = new WatchedLocks(new SharedMemory(WatchedLocks.wordsFor(2, 2)), 0, 2, 2);
 * locks.lock(0, 1); // undefined: thread 0 has lock 1
 * locks.unlock(1);
 */
export class WatchedLocks {
  readonly #memory: Memory;
  readonly #threads: number;
  readonly #locks: number;
  readonly #mutexes: readonly Mutex[];
  readonly #holders: number;
  readonly #waits: number;
  readonly #changes: number;

  /** Words that they take, all 0 at first: two for each lock and two for each thread. */
  static wordsFor(threads: number, locks: number): number {
    return 2 * locks + 2 * threads;
  }

  /**
   * Makes so many locks for so many threads, both numbered from 0, of the words from `word` on.
   *
   * @throws NavetteError `ERR_NAVETTE_LOCK` unless both are whole numbers from 1 to 65,536.
   */
  constructor(memory: Memory, word: number, threads: number, locks: number) {
    const range = { min: 1, max: 65_536, code: "ERR_NAVETTE_LOCK" };
    wholeNumber("threads", threads, range);
    wholeNumber("locks", locks, range);
    this.#memory = memory;
    this.#threads = threads;
    this.#locks = locks;
    this.#mutexes = Array.from({ length: locks }, (_, lock) => new Mutex(memory, word + lock));
    this.#holders = word + locks;
    this.#waits = word + 2 * locks;
    this.#changes = word + 2 * locks + threads;
  }

  /**
   * Takes a lock for a thread, or returns the deadlock that waiting for it would close: the threads of the cycle, this
   * one first. The lock isn't taken then, and the wait stays noted until `giveUp`. O(threads) where it has to wait,
   * O(1) otherwise.
   *
   * @throws NavetteError `ERR_NAVETTE_LOCK` for a lock, or a thread, that there isn't.
   */
  lock(thread: number, lock: number): number[] | undefined {
    const mutex = this.#mutexes[lock];
    if (mutex === undefined) {
      throw new NavetteError("ERR_NAVETTE_LOCK", `lock is ${lock}: give a whole number from 0 to ${this.#locks - 1}`);
    }
    if (!Number.isInteger(thread) || thread < 0 || thread >= this.#threads) {
      const last = this.#threads - 1;
      throw new NavetteError("ERR_NAVETTE_LOCK", `thread is ${thread}: give a whole number from 0 to ${last}`);
    }
    if (!mutex.tryLock()) {
      this.#note(thread, lock + 1);
      const cycle = this.#cycleOf(thread);
      if (cycle !== undefined) return cycle;
      mutex.lock();
      this.#note(thread, 0);
    }
    this.#memory.store(this.#holders + lock, thread + 1);
    return undefined;
  }

  /** Waits no more for the lock that `lock` hasn't taken. */
  giveUp(thread: number): void {
    this.#note(thread, 0);
  }

  /**
   * Gives a lock back.
   *
   * @throws NavetteError `ERR_NAVETTE_LOCK` when nobody holds it.
   */
  unlock(lock: number): void {
    this.#memory.store(this.#holders + lock, 0);
    this.#mutexes[lock]?.unlock();
  }

  /**
   * Returns all that is noted: O(threads + locks). Notes change while they are read, unless the threads sleep, as those
   * of a deadlock do.
   */
  graph(): WaitForGraph {
    const read = (word: number) => {
      const noted = this.#memory.load(word);
      return noted === 0 ? undefined : noted - 1;
    };
    return {
      threads: this.#threads,
      locks: this.#locks,
      waitsFor: Array.from({ length: this.#threads }, (_, thread) => read(this.#waits + thread)),
      heldBy: Array.from({ length: this.#locks }, (_, lock) => read(this.#holders + lock)),
    };
  }

  /** Only the thread itself writes its notes. */
  #note(thread: number, waitsFor: number): void {
    this.#memory.store(this.#waits + thread, waitsFor);
    fetchAdd(this.#memory, this.#changes + thread, 1);
  }

  #cycleOf(thread: number): number[] | undefined {
    for (;;) {
      const way = this.#wayFrom(thread);
      if (way === undefined) return undefined;
      const again = this.#wayFrom(thread);
      if (again !== undefined && isSame(way, again)) return way.map((edge) => edge.thread);
    }
  }

  /** The waits that lead from a thread back to itself; undefined where they lead nowhere, or into another's cycle. */
  #wayFrom(start: number): Edge[] | undefined {
    const way: Edge[] = [];
    for (let thread = start; way.length < this.#threads; ) {
      const changes = this.#memory.load(this.#changes + thread);
      const lock = this.#memory.load(this.#waits + thread) - 1;
      if (lock < 0) return undefined;
      const holder = this.#memory.load(this.#holders + lock) - 1;
      if (holder < 0) return undefined;
      way.push({ thread, lock, holder, changes });
      if (holder === start) return way;
      thread = holder;
    }
    return undefined;
  }
}

function isSame(way: readonly Edge[], again: readonly Edge[]): boolean {
  return (
    way.length === again.length &&
    way.every(({ thread, lock, holder, changes }, at) => {
      const other = again[at];
      return other?.thread === thread && other.lock === lock && other.holder === holder && other.changes === changes;
    })
  );
}
