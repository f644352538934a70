/** A thread that computes for a while, and shares what the run says: what each thread of `throughput` runs. */
import { Mutex } from "../locks/mutex.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { now } from "../timeline/now.ts";

/** What threads share: nothing; a counter that each adds to after each piece of work; a lock that they hold for all of it. */
export type Sharing = "nothing" | "counter" | "lock";

/** Every way of sharing, in the order in which plots show them. */
export const sharings: readonly Sharing[] = ["nothing", "counter", "lock"];

export interface BusyPart {
  readonly buffer: SharedArrayBuffer;
  readonly sharing: Sharing;
  readonly durationMs: number;
}

/** Multiplications of one piece of work: some microseconds. */
const steps = 2000;
/** Pieces between two looks at the clock. */
const piecesPerLook = 20;

/** Works until the time is over; returns how many pieces of work it has done. */
export function keepBusy({ buffer, sharing, durationMs }: BusyPart): number {
  const words = new Int32Array(buffer);
  const mutex = new Mutex(new SharedMemory(buffer), 1);
  const end = now() + durationMs;
  let pieces = 0;
  let value = 1;
  while (now() < end) {
    for (let i = 0; i < piecesPerLook; i++) {
      if (sharing === "lock") mutex.lock();
      value = piece(value);
      if (sharing === "counter") Atomics.add(words, 0, 1);
      if (sharing === "lock") mutex.unlock();
    }
    pieces += piecesPerLook;
  }
  // A use of the value, so that no compiler leaves the work out.
  if (value === 0) Atomics.store(words, 2, 1);
  return pieces;
}

function piece(start: number): number {
  let value = start;
  for (let i = 0; i < steps; i++) value = (Math.imul(value, 1_103_515_245) + 12_345) | 0;
  return value | 1;
}
