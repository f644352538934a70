/**
 * `process.stdout` and `process.stderr` of the user process: what JavaScript writes goes, tagged with its cell, into
 * the one ordered way out, so both streams interleave as written.
 *
 * Writes straight to file descriptors 1 and 2 (addons, `fs.writeSync(1)`, children) don't come through here.
 */
import { Buffer } from "node:buffer";
import process from "node:process";
import { Writable } from "node:stream";
import { encodeText, frameKind } from "../pipe/frames.ts";
import { outputCell } from "./cell.ts";
import { flushText, sendFrame, sendText } from "./events.ts";

/** Characters or bytes that one frame takes at most. */
const largestPiece = 2 ** 18;

type WriteCallback = (error?: Error | null) => void;

/**
 * A writable stream whose `write` is synchronous: it never buffers, so never asks its writer to wait for `drain`.
 * It is not a terminal.
 */
class CellStream extends Writable {
  readonly fd: number;
  readonly isTTY = false;
  readonly columns = 100;
  readonly #kind: number;
  /** What is being piped here. */
  readonly #sources = new Set<unknown>();
  #isEnding = false;

  constructor(fd: 1 | 2) {
    super({ decodeStrings: false, emitClose: false });
    this.fd = fd;
    this.#kind = fd === 1 ? frameKind.stdout : frameKind.stderr;
    this.on("pipe", (source) => this.#sources.add(source));
    this.on("unpipe", (source) => {
      this.#sources.delete(source);
      this.#finish();
    });
  }

  override write(chunk: unknown, encoding?: BufferEncoding | WriteCallback, callback?: WriteCallback): boolean {
    const done = typeof encoding === "function" ? encoding : callback;
    if (typeof chunk === "string") {
      const plain = typeof encoding !== "string" || encoding === "utf8" || encoding === "utf-8";
      if (plain && chunk.length <= largestPiece) sendText(this.#kind, outputCell(), chunk);
      else this.#sendBytes(Buffer.from(chunk, plain ? "utf8" : encoding));
    } else if (chunk instanceof Uint8Array) {
      this.#sendBytes(chunk);
    } else {
      throw new TypeError(`A stream writes strings and Uint8Arrays, not ${chunk === null ? "null" : typeof chunk}`);
    }
    if (done) process.nextTick(done);
    return true;
  }

  /** Long text goes in pieces, so that neither side holds it whole several times. */
  #sendBytes(bytes: Uint8Array): void {
    flushText();
    for (let start = 0; start < bytes.length; start += largestPiece) {
      sendFrame(encodeText(this.#kind, outputCell(), bytes.subarray(start, start + largestPiece)));
    }
  }

  /**
   * Node's own standard streams can't be ended either: what a library "ends" must still print. Whoever waits for the
   * end is told of it, such as `pipeline(source, process.stdout)`.
   */
  override end(chunk?: unknown, encoding?: BufferEncoding | (() => void), callback?: () => void): this {
    const done = [chunk, encoding, callback].find((one) => typeof one === "function");
    if (chunk !== undefined && chunk !== null && typeof chunk !== "function") {
      this.write(chunk, typeof encoding === "string" ? encoding : undefined);
    }
    if (typeof done === "function") process.nextTick(done);
    this.#isEnding = true;
    this.#finish();
    return this;
  }

  /** Tells of the end; not before other sources are through, which would take it for theirs. */
  #finish(): void {
    if (!this.#isEnding || this.#sources.size > 0) return;
    this.#isEnding = false;
    process.nextTick(() => this.emit("finish"));
  }

  override _destroy(_error: Error | null, callback: WriteCallback): void {
    callback();
  }
}

export function installStreams(): void {
  for (const [name, fd] of [
    ["stdout", 1],
    ["stderr", 2],
  ] as const) {
    Object.defineProperty(process, name, {
      value: new CellStream(fd),
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
}
