/** One reader or writer of shared data, in a thread of its own. */
import { pause } from "../crew/pause.ts";
import { Mutex } from "../locks/mutex.ts";
import { ReadWriteLock } from "../locks/read-write-lock.ts";
import type { Memory } from "../memory/memory.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { now } from "../timeline/now.ts";

/**
 * What guards data that threads read and write.
 *
 * - `"none"`: nobody waits for anybody;
 * - `"mutex"`: one at a time, readers too;
 * - `"read-write"`: any number of readers at once, or one writer.
 */
export type Guard = "none" | "mutex" | "read-write";

/** Every guard, in the order in which plots show them. */
export const guards: readonly Guard[] = ["none", "mutex", "read-write"];

export interface ReaderWriterPart {
  readonly buffer: SharedArrayBuffer;
  readonly role: "reader" | "writer";
  readonly guard: Guard;
  readonly durationMs: number;
  /** Milliseconds inside, and between two visits. */
  readonly insideMs: number;
  readonly outsideMs: number;
}

/** Visits of one thread: how many, how many of a reader's saw half a change, and when the first ones were inside. */
export interface ReaderWriterDay {
  readonly visits: number;
  readonly torn: number;
  readonly inside: readonly (readonly [asked: number, entered: number, left: number])[];
}

/** Words: two that a writer keeps equal, the mutex, the read–write lock. */
export const readerWriterWords = 3 + ReadWriteLock.words;
const data = { first: 0, second: 1 } as const;

/** Visits that are kept for the timeline. */
const mostKept = 200;

/** Reads or writes until the time is over. */
export function visit({ buffer, role, guard, durationMs, insideMs, outsideMs }: ReaderWriterPart): ReaderWriterDay {
  const memory = new SharedMemory(buffer);
  const { enter, leave } = doorOf(memory, role, guard);
  const inside: [number, number, number][] = [];
  const end = now() + durationMs;
  let visits = 0;
  let torn = 0;
  while (now() < end) {
    pause(outsideMs);
    const asked = now();
    enter();
    const entered = now();
    if (role === "reader") torn += readBoth(memory, insideMs) ? 0 : 1;
    else writeBoth(memory, insideMs);
    const left = now();
    leave();
    visits++;
    if (inside.length < mostKept) inside.push([asked, entered, left]);
  }
  return { visits, torn, inside };
}

function doorOf(memory: Memory, role: "reader" | "writer", guard: Guard) {
  const mutex = new Mutex(memory, 2);
  const lock = new ReadWriteLock(memory, 3);
  if (guard === "none") return { enter() {}, leave() {} };
  if (guard === "mutex") return { enter: () => mutex.lock(), leave: () => mutex.unlock() };
  return role === "reader"
    ? { enter: () => lock.lockRead(), leave: () => lock.unlockRead() }
    : { enter: () => lock.lockWrite(), leave: () => lock.unlockWrite() };
}

/** Whether both words were the same, read some time apart. */
function readBoth(memory: Memory, ms: number): boolean {
  const first = memory.load(data.first);
  pause(ms);
  return memory.load(data.second) === first;
}

function writeBoth(memory: Memory, ms: number): void {
  const next = (memory.load(data.first) + 1) | 0;
  memory.store(data.first, next);
  pause(ms);
  memory.store(data.second, next);
}
