/**
 * Reads file descriptor 1 or 2 of the user process: raw bytes, cut at the end markers of cells.
 *
 * Bytes before a cell's marker belong to that cell; those after the last marker to the cell that runs then.
 */
import { StringDecoder } from "node:string_decoder";

export interface RawOutput {
  push(chunk: Buffer): void;
  /** The stream is over: every marker still awaited will not come. */
  end(): void;
  /** The cell's marker will not come: whoever waits for it goes on. */
  forget(cell: number): void;
  /** Settles when the marker of the cell has come through, or the stream is over. */
  marker(cell: number): Promise<void>;
}

export function openRawOutput(token: string, onText: (text: string) => void): RawOutput {
  const start = Buffer.from(`\0${token}:`);
  const decoder = new StringDecoder("utf8");
  const awaited = new Map<number, PromiseWithResolvers<void>>();
  let rest: Buffer = Buffer.alloc(0);
  let lastMarker = 0;
  let ended = false;

  function emit(bytes: Buffer): void {
    const text = decoder.write(bytes);
    if (text !== "") onText(text);
  }

  function reached(cell: number): void {
    lastMarker = Math.max(lastMarker, cell);
    awaited.get(cell)?.resolve();
    awaited.delete(cell);
  }

  return {
    push(chunk) {
      let data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      for (;;) {
        const at = data.indexOf(start);
        if (at < 0) break;
        const end = data.indexOf(0, at + start.length);
        if (end < 0) break;
        if (at > 0) emit(data.subarray(0, at));
        reached(Number(data.toString("latin1", at + start.length, end)));
        data = data.subarray(end + 1);
      }
      // What may be the beginning of a marker waits for the next chunk.
      const possible = data.lastIndexOf(0);
      const keep = possible >= 0 && isBeginning(data.subarray(possible), start) ? possible : data.length;
      if (keep > 0) emit(data.subarray(0, keep));
      rest = data.subarray(keep);
    },
    end() {
      ended = true;
      if (rest.length > 0) emit(rest);
      rest = Buffer.alloc(0);
      for (const { resolve } of awaited.values()) resolve();
      awaited.clear();
    },
    forget: reached,
    marker(cell) {
      if (ended || lastMarker >= cell) return Promise.resolve();
      const waiting = awaited.get(cell) ?? Promise.withResolvers<void>();
      awaited.set(cell, waiting);
      return waiting.promise;
    },
  };
}

function isBeginning(tail: Buffer, start: Buffer): boolean {
  const length = Math.min(tail.length, start.length);
  return tail.subarray(0, length).equals(start.subarray(0, length));
}
