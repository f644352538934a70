/**
 * The main thread's way out: file descriptor 4, written synchronously.
 *
 * Owner: the main thread of the user process. Blocking writes keep the order of text, displays and results, reach the
 * control process while a cell is in a loop, survive a crash right after, and hold a cell back that prints faster
 * than the control process takes.
 */
import { writeSync } from "node:fs";
import { encodeMessageFrame } from "../pipe/frames.ts";
import type { UserMessage } from "../pipe/protocol.ts";

const eventsFd = 4;

const pause = new Int32Array(new SharedArrayBuffer(4));

export function sendFrame(frame: Buffer): void {
  let offset = 0;
  while (offset < frame.length) {
    try {
      offset += writeSync(eventsFd, frame, offset);
    } catch (error) {
      if (errorCode(error) === "EPIPE" || errorCode(error) === "ECONNRESET") process.exit(0);
      if (errorCode(error) !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, 1);
    }
  }
}

export function sendEvent(cell: number, message: UserMessage, buffers: readonly Uint8Array[] = []): void {
  sendFrame(encodeMessageFrame(cell, message, buffers));
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
