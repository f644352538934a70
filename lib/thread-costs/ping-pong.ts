/** Two sides that hand a turn to each other, as fast as they can: what each thread of `handOver` runs. */
import type { MessagePort } from "node:worker_threads";
import type { Memory } from "../memory/memory.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { now } from "../timeline/now.ts";

/**
 * How one side hands its turn to the other.
 *
 * - `"sleep"`: the other thread sleeps in `Atomics.wait` until it is notified: the system has to switch to it;
 * - `"spin"`: it looks at the word again and again: no switch, and a core busy with waiting;
 * - `"message"`: `postMessage` from one thread's event loop to the other's;
 * - `"await"`: two async functions on one thread: no other thread at all.
 */
export type HandOverWay = "sleep" | "spin" | "message" | "await";

/** Every way, in the order in which plots show them. */
export const handOverWays: readonly HandOverWay[] = ["sleep", "spin", "message", "await"];

export interface PingPongPart {
  readonly buffer: SharedArrayBuffer;
  readonly self: 0 | 1;
  readonly way: HandOverWay;
  readonly durationMs: number;
  readonly port?: MessagePort;
}

/** Word 0 holds whose turn it is. */
const turn = 0;
const over = 2;

/** Plays until the time is over; returns how often this side has handed the turn over. */
export async function pingPong({ buffer, self, way, durationMs, port }: PingPongPart): Promise<number> {
  const memory = new SharedMemory(buffer);
  const end = now() + durationMs;
  switch (way) {
    case "sleep":
      return sleeping(memory, self, end);
    case "spin":
      return spinning(memory, self, end);
    case "message":
      return messaging(self, end, port);
    case "await":
      return awaiting(end);
  }
}

function sleeping(memory: Memory, self: 0 | 1, end: number): number {
  const other = 1 - self;
  for (let count = 0; ; count++) {
    for (let seen = memory.load(turn); seen !== self; seen = memory.load(turn)) {
      if (seen === over) return count;
      memory.wait(turn, seen);
    }
    const isOver = self === 0 && now() >= end;
    memory.store(turn, isOver ? over : other);
    memory.notify(turn);
    if (isOver) return count;
  }
}

function spinning(memory: Memory, self: 0 | 1, end: number): number {
  const other = 1 - self;
  for (let count = 0; ; count++) {
    for (let seen = memory.load(turn); seen !== self; seen = memory.load(turn)) if (seen === over) return count;
    const isOver = self === 0 && now() >= end;
    memory.store(turn, isOver ? over : other);
    if (isOver) return count;
  }
}

function messaging(self: 0 | 1, end: number, port: MessagePort | undefined): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  if (port === undefined) return Promise.resolve(0);
  let count = 0;
  port.on("message", (isOver: boolean) => {
    const ends = isOver || (self === 0 && now() >= end);
    if (!isOver) port.postMessage(ends);
    if (!ends) count++;
    if (ends) {
      port.close();
      resolve(count);
    }
  });
  if (self === 0) port.postMessage(false);
  return promise;
}

async function awaiting(end: number): Promise<number> {
  let count = 0;
  const hand = async () => {
    count++;
  };
  while (now() < end) for (let i = 0; i < 100; i++) await hand();
  return count;
}
