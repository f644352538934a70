/** What real threads do with each lock in its test: work that goes wrong where the lock doesn't keep its promise. */
import { Barrier } from "../../../lib/locks/barrier.ts";
import { Condition } from "../../../lib/locks/condition.ts";
import { Mutex } from "../../../lib/locks/mutex.ts";
import { ReadWriteLock } from "../../../lib/locks/read-write-lock.ts";
import { Semaphore } from "../../../lib/locks/semaphore.ts";
import { SpinLock } from "../../../lib/locks/spin-lock.ts";
import { fetchAdd } from "../../../lib/memory/fetch-add.ts";
import type { Memory } from "../../../lib/memory/memory.ts";
import { SharedMemory } from "../../../lib/memory/shared-memory.ts";

export const lockKinds = ["mutex", "spin lock", "semaphore", "condition", "barrier", "read-write lock"] as const;

export interface LockTestPart {
  readonly buffer: SharedArrayBuffer;
  readonly kind: (typeof lockKinds)[number];
  readonly times: number;
  readonly threads: number;
}

/** The lock's own words come first; then what it guards. */
const guardedWord = 6;
const turnWord = 7;
export const lockWords = 8;

/** Returns how often this thread saw the lock's promise broken. */
export function useLock({ buffer, kind, times, threads }: LockTestPart): number {
  const memory = new SharedMemory(buffer);
  switch (kind) {
    case "mutex": {
      const mutex = new Mutex(memory, 0);
      return exclusive(
        memory,
        times,
        () => mutex.lock(),
        () => mutex.unlock(),
      );
    }
    case "spin lock": {
      const lock = new SpinLock(memory, 0);
      return exclusive(
        memory,
        times,
        () => lock.lock(),
        () => lock.unlock(),
      );
    }
    case "semaphore": {
      const semaphore = new Semaphore(memory, 0);
      return exclusive(
        memory,
        times,
        () => semaphore.acquire(),
        () => semaphore.release(),
      );
    }
    case "read-write lock":
      return readAndWrite(memory, times);
    case "barrier":
      return keepStep(memory, times, threads);
    case "condition":
      return takeTurns(memory, times, threads);
  }
}

function exclusive(memory: Memory, times: number, enter: () => void, leave: () => void): number {
  let broken = 0;
  for (let i = 0; i < times; i++) {
    enter();
    if (memory.compareExchange(guardedWord, 0, 1) !== 0) broken++;
    memory.store(guardedWord, 0);
    leave();
  }
  return broken;
}

function readAndWrite(memory: Memory, times: number): number {
  const lock = new ReadWriteLock(memory, 0);
  let broken = 0;
  for (let i = 0; i < times; i++) {
    if (i % 4 === 0) {
      lock.lockWrite();
      const value = memory.load(guardedWord);
      memory.store(guardedWord, value + 1);
      memory.store(turnWord, value + 1);
      lock.unlockWrite();
    } else {
      lock.lockRead();
      if (memory.load(guardedWord) !== memory.load(turnWord)) broken++;
      lock.unlockRead();
    }
  }
  return broken;
}

function keepStep(memory: Memory, times: number, threads: number): number {
  const barrier = new Barrier(memory, 0, threads);
  let broken = 0;
  for (let round = 1; round <= times; round++) {
    fetchAdd(memory, guardedWord, 1);
    barrier.arrive();
    if (memory.load(guardedWord) !== round * threads) broken++;
    barrier.arrive();
  }
  return broken;
}

/** Each thread waits until the turn is its own; turns go round. */
function takeTurns(memory: Memory, times: number, threads: number): number {
  const mutex = new Mutex(memory, 0);
  const changed = new Condition(memory, 1);
  const self = fetchAdd(memory, turnWord, 1);
  let broken = 0;
  for (let round = 0; round < times; round++) {
    mutex.lock();
    while (memory.load(guardedWord) % threads !== self) changed.wait(mutex);
    if (memory.load(guardedWord) !== round * threads + self) broken++;
    memory.store(guardedWord, memory.load(guardedWord) + 1);
    changed.notifyAll();
    mutex.unlock();
  }
  return broken;
}
