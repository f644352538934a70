/**
 * What travels over the pipes between the control process and the user process.
 *
 *   ┌────────────┬──────┬───────────┬─────────────────────────────────┐
 *   │ u32 length │ kind │ u32 cell  │ payload (length bytes)          │
 *   └────────────┴──────┴───────────┴─────────────────────────────────┘
 *   kind 0   message: u32 length of the JSON, JSON, then its buffers one after the other
 *   kind 1   text for stdout, kind 2 text for stderr: raw bytes
 *
 * Little-endian. `cell` is the number of the cell (or other request) that the frame belongs to; 0 is none.
 */

import { Buffer } from "node:buffer";

export const frameKind = { message: 0, stdout: 1, stderr: 2 } as const;

const headerBytes = 9;

/** As it was before any cell, which may replace it, or `Buffer`, for its own needs. */
const { stringify } = JSON;

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
  const frame = Buffer.allocUnsafe(headerBytes + text.length);
  writeHeader(frame, kind, cell, text.length);
  frame.set(text, headerBytes);
  return frame;
}

/** A text frame straight from a string, encoded once. */
export function encodeString(kind: number, cell: number, text: string): Buffer {
  const frame = Buffer.allocUnsafe(headerBytes + Buffer.byteLength(text));
  writeStringFrame(frame, 0, kind, cell, text);
  return frame;
}

/** Bytes that a text frame of a string may take at most: a UTF-16 unit takes up to three in UTF-8. */
export function mostFrameBytes(text: string): number {
  return headerBytes + text.length * 3;
}

/** Writes a text frame into a buffer that has room for {@link mostFrameBytes}; returns where it ends. */
export function writeStringFrame(into: Buffer, at: number, kind: number, cell: number, text: string): number {
  const length = into.write(text, at + headerBytes, "utf8");
  writeHeader(into, kind, cell, length, at);
  return at + headerBytes + length;
}

export function encodeMessageFrame(cell: number, body: object, buffers: readonly Uint8Array[] = []): Buffer {
  const json = stringify(
    buffers.length > 0 ? { ...body, bufferLengths: buffers.map((buffer) => buffer.byteLength) } : body,
  );
  const jsonLength = Buffer.byteLength(json);
  const length = buffers.reduce((sum, buffer) => sum + buffer.byteLength, 4 + jsonLength);
  const frame = Buffer.allocUnsafe(headerBytes + length);
  writeHeader(frame, frameKind.message, cell, length);
  frame.writeUInt32LE(jsonLength, headerBytes);
  frame.write(json, headerBytes + 4, "utf8");
  let offset = headerBytes + 4 + jsonLength;
  for (const buffer of buffers) {
    frame.set(new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength), offset);
    offset += buffer.byteLength;
  }
  return frame;
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
      const length = data.readUInt32LE(offset);
      if (data.readUInt8(offset + 4) > frameKind.stderr) throw new TypeError("no frame begins here");
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

function writeHeader(frame: Buffer, kind: number, cell: number, length: number, at = 0): void {
  frame.writeUInt32LE(length, at);
  frame.writeUInt8(kind, at + 4);
  frame.writeUInt32LE(cell, at + 5);
}
