/**
 * Where a cell was when it was terminated: a stack, written by the supervisor thread into memory that the main thread
 * shares, because the main thread itself remembers nothing of a termination.
 */

import { Buffer } from "node:buffer";

const headerBytes = 8;
const capacity = 8192;

export type StoppedAt = SharedArrayBuffer;

export function newStoppedAt(): StoppedAt {
  return new SharedArrayBuffer(headerBytes + capacity);
}

export function writeStoppedAt(memory: StoppedAt, cell: number, stack: string): void {
  const bytes = Buffer.from(stack).subarray(0, capacity);
  new Uint8Array(memory, headerBytes).set(bytes);
  const header = new Int32Array(memory, 0, 2);
  header[1] = bytes.length;
  Atomics.store(header, 0, cell);
}

/** The stack of this cell's termination; empty where none was taken. */
export function readStoppedAt(memory: StoppedAt, cell: number): string {
  const header = new Int32Array(memory, 0, 2);
  if (Atomics.load(header, 0) !== cell) return "";
  return Buffer.from(new Uint8Array(memory, headerBytes).slice(0, header[1])).toString("utf8");
}
