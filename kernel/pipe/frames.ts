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

export const frameKind = { message: 0, stdout: 1, stderr: 2 } as const;

const headerBytes = 9;

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
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(headerBytes + length);
  writeHeader(frame, kind, cell, length);
  frame.write(text, headerBytes, "utf8");
  return frame;
}

export function encodeMessageFrame(cell: number, body: object, buffers: readonly Uint8Array[] = []): Buffer {
  const json = JSON.stringify(
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

/** Cuts a byte stream into frames, whatever the sizes of the pieces in which it arrives. */
export function frameReader(onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let wanted = headerBytes;
  return (chunk) => {
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (pendingBytes < wanted) return;
    const data = pending.length === 1 ? chunk : Buffer.concat(pending, pendingBytes);
    let offset = 0;
    wanted = headerBytes;
    while (data.length - offset >= headerBytes) {
      const length = data.readUInt32LE(offset);
      if (data.length - offset < headerBytes + length) {
        wanted = headerBytes + length;
        break;
      }
      onFrame({
        kind: data.readUInt8(offset + 4),
        cell: data.readUInt32LE(offset + 5),
        payload: data.subarray(offset + headerBytes, offset + headerBytes + length),
      });
      offset += headerBytes + length;
    }
    pending = offset < data.length ? [data.subarray(offset)] : [];
    pendingBytes = data.length - offset;
  };
}

function writeHeader(frame: Buffer, kind: number, cell: number, length: number): void {
  frame.writeUInt32LE(length, 0);
  frame.writeUInt8(kind, 4);
  frame.writeUInt32LE(cell, 5);
}
