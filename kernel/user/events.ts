/**
 * The main thread's way out: file descriptor 4, written synchronously.
 *
 * Owner: the main thread of the user process. Blocking writes keep the order of text, displays and results, reach the
 * control process while a cell is in a loop, survive a crash right after, and hold a cell back that prints faster
 * than the control process takes.
 */
import { Buffer } from "node:buffer";
import { writeSync as write } from "node:fs";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { encodeMessageFrame, encodeString, mostFrameBytes, writeStringFrame } from "../pipe/frames.ts";
import { asFunction } from "../pipe/intrinsics.ts";
import type { UserMessage } from "../pipe/protocol.ts";

const eventsFd = 4;

/** As they were before any cell. */
const writeSync = write;
const { add, exchange, store, wait } = Atomics;
const now = asFunction(performance.now);
const part = asFunction<Buffer, [number, number], Buffer>(Buffer.prototype.subarray);
const soon = setImmediate;
const Failure = Error;
const { pid } = process;
const kill = asFunction(process.kill);

const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Text that is gathered while a cell floods its output; everything else is written at once.
 *
 * `used` counts the bytes gathered. It changes in one step, so a termination or a look from outside, which may come
 * between any two instructions, finds whole frames.
 */
const gathered = Buffer.allocUnsafe(2 ** 15);
let used = 0;
let gatheredSince = 0;

/** Writes within one window beyond which a cell counts as flooding. */
const burst = 50;

/** Milliseconds of a window, and for which text is gathered at most while more of it comes. */
const windowMs = 4;

let windowStart = 0;
let writes = 0;
let flushSoon = false;

/** Words of the memory that the supervisor thread shares, from `gathering` on: 1 while text is gathered; times written. */
let shared: Int32Array = new Int32Array(4);
const gathering = 2;
const timesWritten = 3;
let onFlood = (): void => {};
let appending = false;

/**
 * Has the gathered text looked after while the main thread is in a loop.
 *
 * @param memory - where the supervisor sees whether text is gathered
 * @param callback - called when text begins to be gathered
 */
export function watchFlood(memory: Int32Array<SharedArrayBuffer>, callback: () => void): void {
  shared = memory;
  onFlood = callback;
}

/** Writes the gathered text from outside of the code that runs, unless that is just adding to it. */
export function flushFromOutside(): void {
  if (!appending) flushText();
}

/** Text of a stream, in order with everything else; gathered for a moment when a cell writes much. */
export function sendText(kind: number, cell: number, text: string): void {
  const time = now(performance);
  if (time - windowStart > windowMs) {
    windowStart = time;
    writes = 0;
  }
  writes += 1;
  const room = mostFrameBytes(text);
  if (writes <= burst || room > gathered.length / 4) {
    flushText();
    sendFrame(encodeString(kind, cell, text));
    return;
  }
  appending = true;
  if (used + room > gathered.length || (used > 0 && time - gatheredSince > windowMs)) flushText();
  if (used === 0) gatheredSince = time;
  used = writeStringFrame(gathered, used, kind, cell, text);
  appending = false;
  if (exchange(shared, gathering, 1) === 1) return;
  onFlood();
  if (flushSoon) return;
  flushSoon = true;
  soon(() => {
    flushSoon = false;
    flushText();
  });
}

/** Writes the text that was gathered. */
export function flushText(): void {
  if (used === 0) return;
  const outside = appending;
  appending = true;
  const text = part(gathered, 0, used);
  // A termination before the write leaves the text where it is; none can come between the write and the next line.
  const written = attempt(text, 0);
  used = 0;
  appending = outside;
  store(shared, gathering, 0);
  add(shared, timesWritten, 1);
  sendFrame(text, written);
}

export function sendFrame(frame: Buffer, written = 0): void {
  let offset = written;
  while (offset < frame.length) {
    const more = attempt(frame, offset);
    if (more === 0) wait(pause, 0, 0, 1);
    offset += more;
  }
}

/** Writes what goes at once; the number of bytes. */
function attempt(frame: Buffer, offset: number): number {
  try {
    return writeSync(eventsFd, frame, offset);
  } catch (error) {
    if (errorCode(error) === "EPIPE" || errorCode(error) === "ECONNRESET") kill(process, pid, "SIGKILL");
    if (errorCode(error) !== "EAGAIN") throw error;
    return 0;
  }
}

export function sendEvent(cell: number, message: UserMessage, buffers: readonly Uint8Array[] = []): void {
  flushText();
  sendFrame(encodeMessageFrame(cell, message, buffers));
}

function errorCode(error: unknown): unknown {
  return error instanceof Failure && "code" in error ? error.code : undefined;
}
