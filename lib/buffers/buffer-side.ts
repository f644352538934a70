/** One producer or consumer of a bounded buffer, in a thread of its own. */
import { pause } from "../crew/pause.ts";
import { fetchAdd } from "../memory/fetch-add.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { now } from "../timeline/now.ts";
import { BoundedBuffer } from "./bounded-buffer.ts";

export interface BufferPart {
  readonly buffer: SharedArrayBuffer;
  readonly side: "producer" | "consumer";
  readonly capacity: number;
  /** Numbers that all producers make together: 1 to `items`. */
  readonly items: number;
  /** Milliseconds of making, or using, one number. */
  readonly workMs: number;
}

/** How full the buffer was when this thread left it, on the clock of `now`; what it has taken; how long it waited. */
export interface BufferDay {
  readonly levels: readonly (readonly [at: number, items: number])[];
  readonly taken: readonly number[];
  readonly waitedMs: number;
}

/** Words before the buffer's: numbers begun by producers, and by consumers. */
const ticketWord = { producer: 0, consumer: 1 } as const;
export const bufferWords = (capacity: number) => 2 + BoundedBuffer.wordsFor(capacity);

/** Makes, or uses, numbers until all have been begun: each number is made once and used once. */
export function workAtBuffer({ buffer, side, capacity, items, workMs }: BufferPart): BufferDay {
  const memory = new SharedMemory(buffer);
  const bounded = new BoundedBuffer(memory, 2, capacity);
  const levels: [number, number][] = [];
  const taken: number[] = [];
  const note = (level: number) => void levels.push([now(), level]);
  let waitedMs = 0;
  for (;;) {
    const ticket = fetchAdd(memory, ticketWord[side], 1);
    if (ticket >= items) return { levels, taken, waitedMs };
    if (side === "producer") {
      pause(workMs);
      const asked = now();
      bounded.put(ticket + 1, note);
      waitedMs += now() - asked;
    } else {
      const asked = now();
      taken.push(bounded.take(note).item);
      waitedMs += now() - asked;
      pause(workMs);
    }
  }
}
