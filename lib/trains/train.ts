/** One train, as it runs in a thread of its own: along its line, and over the single track in the middle of it. */

import { pause } from "../crew/pause.ts";
import { briefly } from "../errors/briefly.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { Semaphore } from "../locks/semaphore.ts";
import type { Memory, Thread } from "../memory/memory.ts";
import { realThread } from "../memory/memory.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { now } from "../timeline/now.ts";

/** A line with one track in its middle; kilometres from its lower end. */
export interface SingleTrackLine {
  /** The names of its lower and its upper end. */
  readonly from: string;
  readonly to: string;
  /** Length of the line. */
  readonly km: number;
  /** Where the single track begins and ends. */
  readonly trackBegins: number;
  readonly trackEnds: number;
}

/** What a train is given. */
export interface TrainPart {
  readonly buffer: SharedArrayBuffer;
  readonly index: number;
  readonly trains: number;
  readonly hasSemaphore: boolean;
  readonly line: SingleTrackLine;
  /** Whether it goes from the lower end to the upper one. */
  readonly isUp: boolean;
  /** When it leaves, and how long a kilometre takes it, in ms. */
  readonly leavesAfter: number;
  readonly msPerKm: number;
}

/** When a train was where, in ms: on the clock of `now` in its thread, since the common start in a run's results. */
export interface Journey {
  /** The train's number, from 0. */
  readonly index: number;
  /** Whether it went from the lower end to the upper one. */
  readonly isUp: boolean;
  /** When it left the station at its end of the line. */
  readonly departed: number;
  /** When it came to the single track, entered it, and left it. */
  readonly atSignal: number;
  readonly entered: number;
  readonly left: number;
  /** When it came to the other one. */
  readonly arrived: number;
}

/** Words: the semaphore's, a word for each train that is on the single track, a word for each pair that met there. */
const semaphoreWord = 0;
const onTrack = 1;
export const trainWords = (trains: number) => 1 + trains + trains * trains;
const meeting = (trains: number, a: number, b: number) => 1 + trains + Math.min(a, b) * trains + Math.max(a, b);

/** Puts the one permit into a line's semaphore. */
export function openLine(memory: Memory): void {
  new Semaphore(memory, semaphoreWord).release();
}

/** Whether two trains were on the single track at the same time. */
export function haveMet(memory: Memory, trains: number, a: number, b: number): boolean {
  return memory.load(meeting(trains, a, b)) === 1;
}

/**
 * Crosses the single track, with or without the semaphore: what threads run, and what the explorer explores. `ride` is
 * called on the track; the semaphore needs a permit beforehand. O(trains) operations on 1 + trains + trains² words.
 *
 * @throws NavetteError `ERR_NAVETTE_MEMORY`, `ERR_NAVETTE_THREAD` or `ERR_NAVETTE_TRAIN` for a wrong argument.
 *
 * @example
 * const cross = (index: number): MemoryTask => (memory, thread) =>
 *   crossTrack(memory, thread, { index, trains: 2, hasSemaphore: false }, () => {});
 * const { interleavings } = explore({
 *   memory: { semaphore: 1, a: 0, b: 0, "a, a": 0, "a, b": 0, "b, a": 0, "b, b": 0 },
 *   tasks: { A: cross(0), B: cross(1) },
 * });
 * interleavings > 1; // true
 */
export function crossTrack(
  memory: Memory,
  thread: Thread,
  part: Pick<TrainPart, "index" | "trains" | "hasSemaphore">,
  ride: () => void,
): void {
  checkCrossing(thread, part);
  const { index, trains, hasSemaphore } = part;
  const semaphore = new Semaphore(memory, semaphoreWord);
  if (hasSemaphore) semaphore.acquire();
  thread.at("on the track");
  memory.store(onTrack + index, 1);
  for (let other = 0; other < trains; other++) {
    if (other !== index && memory.load(onTrack + other) === 1) memory.store(meeting(trains, index, other), 1);
  }
  ride();
  memory.store(onTrack + index, 0);
  thread.at("off the track");
  if (hasSemaphore) semaphore.release();
}

function checkCrossing(thread: Thread, part: Pick<TrainPart, "index" | "trains">): void {
  if (typeof thread?.at !== "function") {
    const next = "give the thread that a task of `explore` is called with";
    throw new NavetteError("ERR_NAVETTE_THREAD", `thread is ${briefly(thread)}: ${next}`);
  }
  if (Number.isInteger(part?.trains) && Number.isInteger(part.index) && part.index >= 0 && part.index < part.trains)
    return;
  const next = "give its number, from 0, and how many there are, such as { index: 0, trains: 2, hasSemaphore: true }";
  throw new NavetteError("ERR_NAVETTE_TRAIN", `the train is ${briefly(part, 1)}: ${next}`);
}

/** Runs a train from one end of its line to the other; what each thread of `runTrains` does. */
export function runTrain(part: TrainPart): Journey {
  const { buffer, index, isUp, line, leavesAfter, msPerKm } = part;
  const memory = new SharedMemory(buffer);
  const before = isUp ? line.trackBegins : line.km - line.trackEnds;
  const after = isUp ? line.km - line.trackEnds : line.trackBegins;
  pause(leavesAfter);
  const departed = now();
  pause(before * msPerKm);
  const atSignal = now();
  let entered = atSignal;
  let left = atSignal;
  crossTrack(memory, realThread, part, () => {
    entered = now();
    pause((line.trackEnds - line.trackBegins) * msPerKm);
    left = now();
  });
  pause(after * msPerKm);
  return { index, isUp, departed, atSignal, entered, left, arrived: now() };
}
