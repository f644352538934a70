/** One philosopher, as it runs in a thread of its own: thinks, takes two forks, eats, puts them back. */
import { pause } from "../crew/pause.ts";
import { WatchedLocks } from "../deadlocks/watched-locks.ts";
import { Condition } from "../locks/condition.ts";
import { Mutex } from "../locks/mutex.ts";
import { Semaphore } from "../locks/semaphore.ts";
import type { Memory } from "../memory/memory.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { now } from "../timeline/now.ts";
import { Diary } from "./diary.ts";

/**
 * How philosophers take their forks.
 *
 * - `"none"`: the left fork, then the right one: may deadlock;
 * - `"ordering"`: the fork with the lower number first, so that no cycle can close;
 * - `"waiter"`: a waiter, that is a semaphore, lets one philosopher fewer than there are sit down;
 * - `"both"`: both forks at once or none, in a monitor: a mutex and a condition variable.
 */
export type Cure = "none" | "ordering" | "waiter" | "both";

/** Every way of taking forks, in the order in which plots show them. */
export const cures: readonly Cure[] = ["none", "ordering", "waiter", "both"];

/** What a philosopher is given. */
export interface PhilosopherPart {
  readonly buffer: SharedArrayBuffer;
  /** Everybody's diaries. */
  readonly diaries: SharedArrayBuffer;
  readonly index: number;
  readonly philosophers: number;
  readonly cure: Cure;
  readonly durationMs: number;
  readonly thinkMs: number;
  readonly eatMs: number;
  /** Between one fork and the other. */
  readonly reachMs: number;
}

/** What one tells at the end, if it comes to it; the rest is in its diary. */
export interface PhilosopherDay {
  /** The deadlock that it would have closed, and when, on the clock of `now`. */
  readonly deadlock?: { readonly cycle: readonly number[]; readonly at: number };
}

/** Forks on the table: even alone, one needs two. */
export const forksOf = (philosophers: number) => Math.max(2, philosophers);

/** Words: the forks with their notes, the waiter, the monitor's mutex and condition, the forks that it has given out. */
export function tableWords(philosophers: number): number {
  const forks = forksOf(philosophers);
  return WatchedLocks.wordsFor(philosophers, forks) + 3 + forks;
}

/** Opens the table: the waiter lets all but one sit down. */
export function openTable(memory: Memory, philosophers: number): void {
  new Semaphore(memory, waiterWord(philosophers)).release(Math.max(1, philosophers - 1));
}

/** The forks and who holds them. */
export function forksOn(memory: Memory, philosophers: number): WatchedLocks {
  return new WatchedLocks(memory, 0, philosophers, forksOf(philosophers));
}

/** How to take forks and put them back. */
export interface Manners {
  /** Takes both; returns the deadlock instead of closing it. */
  take(): number[] | undefined;
  putBack(): void;
}

/** The manners of a philosopher: what threads run, and what the explorer explores. */
export function mannersOf(
  memory: Memory,
  { index, philosophers, cure }: Pick<PhilosopherPart, "index" | "philosophers" | "cure">,
  reach: () => void,
): Manners {
  const count = forksOf(philosophers);
  const left = index;
  const right = (index + 1) % count;
  if (cure === "both") return monitorManners(memory, philosophers, left, right, reach);
  const forks = forksOn(memory, philosophers);
  const [first, second] = cure === "ordering" ? [Math.min(left, right), Math.max(left, right)] : [left, right];
  const waiter = new Semaphore(memory, waiterWord(philosophers));
  return {
    take() {
      if (cure === "waiter") waiter.acquire();
      const deadlock = forks.lock(index, first);
      if (deadlock !== undefined) return deadlock;
      reach();
      return forks.lock(index, second);
    },
    putBack() {
      forks.unlock(second);
      forks.unlock(first);
      if (cure === "waiter") waiter.release();
    },
  };
}

function monitorManners(memory: Memory, philosophers: number, left: number, right: number, reach: () => void): Manners {
  const begin = waiterWord(philosophers) + 1;
  const mutex = new Mutex(memory, begin);
  const putDown = new Condition(memory, begin + 1);
  const taken = begin + 2;
  return {
    take() {
      mutex.lock();
      while (memory.load(taken + left) === 1 || memory.load(taken + right) === 1) putDown.wait(mutex);
      memory.store(taken + left, 1);
      memory.store(taken + right, 1);
      mutex.unlock();
      reach();
      return undefined;
    },
    putBack() {
      mutex.lock();
      memory.store(taken + left, 0);
      memory.store(taken + right, 0);
      putDown.notifyAll();
      mutex.unlock();
    },
  };
}

function waiterWord(philosophers: number): number {
  return WatchedLocks.wordsFor(philosophers, forksOf(philosophers));
}

/** Dines for a while; what each thread of `dine` does. */
export function philosophise(part: PhilosopherPart): PhilosopherDay {
  const { buffer, diaries, index, durationMs, thinkMs, eatMs, reachMs } = part;
  const diary = new Diary(diaries, index);
  const memory = new SharedMemory(buffer);
  const manners = mannersOf(memory, part, () => pause(reachMs));
  const end = now() + durationMs;
  while (now() < end) {
    pause(thinkMs);
    diary.hungry(now());
    const cycle = manners.take();
    if (cycle !== undefined) return { deadlock: { cycle, at: now() } };
    diary.served(now());
    pause(eatMs);
    manners.putBack();
    diary.fed(now());
  }
  return {};
}
