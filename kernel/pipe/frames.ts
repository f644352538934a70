/**
 * What travels over the pipes between the control process and the user process.
 *
 *   ┌────────────┬──────┬───────────┬──────────┬──────────────────────┐
 *   │ u32 length │ kind │ u32 cell  │ u32 key  │ payload (length)     │
 *   └────────────┴──────┴───────────┴──────────┴──────────────────────┘
 *   kind 0   message: u32 length of the JSON, JSON, then its buffers one after the other
 *   kind 1   text for stdout, kind 2 text for stderr: raw bytes
 *
 * Little-endian. `cell` is the number of the cell (or other request) that the frame belongs to; 0 is none. `key` is the
 * kernel's: see `frame-key.ts`.
 *
 * Encoding asks nothing of what a cell can replace: the end of a cell is told by it.
 */

import { Buffer } from "node:buffer";
import { frameKey } from "./frame-key.ts";
import { asFunction, plainJson } from "./intrinsics.ts";

export const frameKind = { message: 0, stdout: 1, stderr: 2 } as const;

const headerBytes = 13;

const { allocUnsafe, byteLength } = Buffer;
const writeText = asFunction<Buffer, [string, number, number, "utf8"], number>(Buffer.prototype.write);
const setBytes = asFunction<Uint8Array, [Uint8Array, number], void>(Uint8Array.prototype.set);
const Bytes = Uint8Array;

export interface Frame {
  readonly kind: number;
  readonly cell: number;
  readonly payload: Buffer;
}

/** A JSON message with its binary parts. */
export interface PipeMessage<T> {
  readonly body: T;
  readonly buffers: readonly Uint8Array[];
}

export function encodeText(kind: number, cell: number, text: Uint8Array): Buffer {
  const frame = allocUnsafe(headerBytes + text.length);
  writeHeader(frame, kind, cell, text.length);
  setBytes(frame, text, headerBytes);
  return frame;
}

/** A text frame straight from a string, encoded once. */
export function encodeString(kind: number, cell: number, text: string): Buffer {
  const frame = allocUnsafe(headerBytes + byteLength(text));
  writeStringFrame(frame, 0, kind, cell, text);
  return frame;
}

/** Bytes that a text frame of a string may take at most: a UTF-16 unit takes up to three in UTF-8. */
export function mostFrameBytes(text: string): number {
  return headerBytes + text.length * 3;
}

/** Writes a text frame into a buffer that has room for {@link mostFrameBytes}; returns where it ends. */
export function writeStringFrame(into: Buffer, at: number, kind: number, cell: number, text: string): number {
  const length = writeText(into, text, at + headerBytes, into.length - at - headerBytes, "utf8");
  writeHeader(into, kind, cell, length, at);
  return at + headerBytes + length;
}

export function encodeMessageFrame(cell: number, body: object, buffers: readonly Uint8Array[] = []): Buffer {
  const json = plainJson(buffers.length > 0 ? { ...body, bufferLengths: lengthsOf(buffers) } : body);
  const jsonLength = byteLength(json);
  let length = 4 + jsonLength;
  for (let at = 0; at < buffers.length; at += 1) length += buffers[at]?.byteLength ?? 0;
  const frame = allocUnsafe(headerBytes + length);
  writeHeader(frame, frameKind.message, cell, length);
  writeWord(frame, jsonLength, headerBytes);
  writeText(frame, json, headerBytes + 4, jsonLength, "utf8");
  let offset = headerBytes + 4 + jsonLength;
  for (let at = 0; at < buffers.length; at += 1) {
    const buffer = buffers[at];
    if (!buffer) continue;
    setBytes(frame, new Bytes(buffer.buffer, buffer.byteOffset, buffer.byteLength), offset);
    offset += buffer.byteLength;
  }
  return frame;
}

function lengthsOf(buffers: readonly Uint8Array[]): number[] {
  const lengths: number[] = [];
  for (let at = 0; at < buffers.length; at += 1) lengths[at] = buffers[at]?.byteLength ?? 0;
  return lengths;
}

/** Decodes the payload of a message frame. */
export function decodeMessagePayload<T extends object>(payload: Buffer): PipeMessage<T> {
  const jsonLength = payload.readUInt32LE(0);
  const { bufferLengths = [], ...body } = JSON.parse(payload.toString("utf8", 4, 4 + jsonLength)) as T & {
    bufferLengths?: number[];
  };
  let offset = 4 + jsonLength;
  const buffers = bufferLengths.map((length) => {
    offset += length;
    return payload.subarray(offset - length, offset);
  });
  return { body: body as unknown as T, buffers };
}

/**
 * Reads one whole frame; `read` fills a part of the buffer that it is given, and says how many bytes: 0 at the end.
 *
 * @returns undefined where the stream ends before the frame does
 */
export function readFrame(read: (into: Buffer) => number): Frame | undefined {
  const fill = (length: number) => {
    const bytes = Buffer.alloc(length);
    for (let filled = 0; filled < length; ) {
      const more = read(bytes.subarray(filled));
      if (more === 0) return undefined;
      filled += more;
    }
    return bytes;
  };
  const header = fill(headerBytes);
  if (header) refuseForeign(header, 0);
  const payload = header && fill(header.readUInt32LE(0));
  return header && payload && { kind: header.readUInt8(4), cell: header.readUInt32LE(5), payload };
}

/**
 * Cuts a byte stream into frames, whatever the sizes of the pieces in which it arrives. Text frames of one kind and
 * cell that follow each other in a piece come as one: a flood of lines costs by its bytes, not by its lines.
 *
 * @throws TypeError at what is no frame, from the function that it returns.
 */
export function frameReader(onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let wanted = headerBytes;
  let text: { kind: number; cell: number; parts: Buffer[] } | undefined;

  function take(kind: number, cell: number, payload: Buffer): void {
    if (kind !== frameKind.message && text?.kind === kind && text.cell === cell) {
      text.parts.push(payload);
      return;
    }
    handOver();
    if (kind === frameKind.message) onFrame({ kind, cell, payload });
    else text = { kind, cell, parts: [payload] };
  }

  function handOver(): void {
    if (!text) return;
    const { kind, cell, parts } = text;
    text = undefined;
    const [only] = parts;
    onFrame({ kind, cell, payload: parts.length === 1 && only ? only : Buffer.concat(parts) });
  }

  return (chunk) => {
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (pendingBytes < wanted) return;
    const data = pending.length === 1 ? chunk : Buffer.concat(pending, pendingBytes);
    let offset = 0;
    wanted = headerBytes;
    while (data.length - offset >= headerBytes) {
      refuseForeign(data, offset);
      const length = data.readUInt32LE(offset);
      if (data.length - offset < headerBytes + length) {
        wanted = headerBytes + length;
        break;
      }
      const start = offset + headerBytes;
      take(data.readUInt8(offset + 4), data.readUInt32LE(offset + 5), data.subarray(start, start + length));
      offset = start + length;
    }
    pending = offset < data.length ? [data.subarray(offset)] : [];
    pendingBytes = data.length - offset;
    handOver();
  };
}

/** Before its length is believed: one that is none of ours may claim 4 GB. */
function refuseForeign(data: Buffer, at: number): void {
  if (data.readUInt32LE(at + 9) !== frameKey() || data.readUInt8(at + 4) > frameKind.stderr) {
    throw new TypeError("no frame begins here");
  }
}

function writeHeader(frame: Buffer, kind: number, cell: number, length: number, at = 0): void {
  writeWord(frame, length, at);
  frame[at + 4] = kind;
  writeWord(frame, cell, at + 5);
  writeWord(frame, frameKey(), at + 9);
}

function writeWord(frame: Buffer, value: number, at: number): void {
  frame[at] = value & 0xff;
  frame[at + 1] = (value >>> 8) & 0xff;
  frame[at + 2] = (value >>> 16) & 0xff;
  frame[at + 3] = (value >>> 24) & 0xff;
}
