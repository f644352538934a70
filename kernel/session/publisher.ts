/**
 * Everything that goes out on iopub, in order.
 *
 * Text is merged: pieces of one stream and one parent become one message, at once when it was quiet, else every 20 ms,
 * because Jupyter's server drops what exceeds 1,000 messages a second. The more text a cell has shown, the longer more of
 * it waits, as JupyterLab lays all of it out anew each time: its page has to have time for its buttons. Whatever else is
 * published flushes the text that came before it.
 */
import type { StreamName } from "../cells/user-process.ts";
import { type Header, type Json, newHeader } from "../wire/message.ts";
import type { Sockets } from "../wire/sockets.ts";
import { SeenText } from "./seen-text.ts";

/** Milliseconds between two text messages while text keeps coming, at least and at most. */
const interval = 20;
const longestInterval = 5_000;

/** Milliseconds that a page takes over a line and over a character that it shows, measured in JupyterLab 4.6. */
const lineCost = 0.03;
const characterCost = 0.002;

/** Milliseconds of such a layout that a reader doesn't notice. */
const unnoticed = 50;

/**
 * Characters of one text message; longer text is cut, so that no client gets one huge message, and a bounded number of
 * messages held for one that doesn't read is a bounded amount of memory.
 */
const longestMessage = 250_000;

type Parent = Header | Json;

export interface Publisher {
  publish(
    msgType: string,
    content: Json,
    parent: Parent,
    options?: { metadata?: Json; buffers?: readonly Buffer[] },
  ): void;
  text(parent: Parent, stream: StreamName, text: string): void;
  /** Forgets the text of a parent that was not sent yet. */
  discard(parent: Parent): void;
  flush(): void;
  dispose(): void;
}

export function openPublisher(sockets: Pick<Sockets, "send">, session: string): Publisher {
  let pending: { parent: Parent; stream: StreamName; pieces: string[]; length: number }[] = [];
  let lastFlush = 0;
  let timer: NodeJS.Timeout | NodeJS.Immediate | undefined;
  let immediate = false;
  let due = 0;
  /** What each parent's cell shows by now. */
  const seen = new WeakMap<Parent, SeenText>();

  function send(msgType: string, content: Json, parent: Parent, metadata: Json, buffers: readonly Buffer[]): void {
    sockets.send("iopub", {
      identities: [Buffer.from(msgType)],
      header: newHeader(msgType, session),
      parentHeader: parent,
      metadata,
      content,
      buffers,
    });
  }

  function add(parent: Parent, stream: StreamName, piece: string): void {
    const last = pending.at(-1);
    if (last && last.parent === parent && last.stream === stream && last.length + piece.length <= longestMessage) {
      last.pieces.push(piece);
      last.length += piece.length;
    } else {
      pending.push({ parent, stream, pieces: [piece], length: piece.length });
    }
  }

  function flush(): void {
    sendFirst(pending.length);
  }

  /** Sends as much as one message may hold; what is more waits for another interval, unless its cell ends before. */
  function sendSome(): void {
    let length = 0;
    const end = pending.findIndex((text) => {
      length += text.length;
      return length > longestMessage;
    });
    sendFirst(end < 0 ? pending.length : Math.max(1, end));
    const [next] = pending;
    if (next) schedule(intervalOf(next.parent));
  }

  function sendFirst(count: number): void {
    cancel();
    if (pending.length === 0) return;
    lastFlush = performance.now();
    for (const { parent, stream, pieces } of pending.splice(0, count)) {
      const text = pieces.join("");
      const shown = seen.get(parent) ?? new SeenText();
      seen.set(parent, shown);
      shown.add(text);
      send("stream", { name: stream, text }, parent, {}, []);
    }
  }

  /** Milliseconds between two texts of a parent: twice what a page takes over what it shows. */
  function intervalOf(parent: Parent): number {
    const { lines = 0, characters = 0 } = seen.get(parent) ?? {};
    const layout = lines * lineCost + characters * characterCost;
    return Math.min(longestInterval, Math.max(interval, 2 * (layout - unnoticed)));
  }

  function schedule(wait: number): void {
    cancel();
    due = performance.now() + wait;
    immediate = wait <= 0;
    timer = immediate ? setImmediate(sendSome) : setTimeout(sendSome, wait);
  }

  function cancel(): void {
    if (timer === undefined) return;
    if (immediate) clearImmediate(timer as NodeJS.Immediate);
    else clearTimeout(timer as NodeJS.Timeout);
    timer = undefined;
  }

  return {
    publish(msgType, content, parent, { metadata = {}, buffers = [] } = {}) {
      flush();
      if (msgType === "clear_output") seen.delete(parent);
      send(msgType, content, parent, metadata, buffers);
    },
    text(parent, stream, text) {
      for (let start = 0; start < text.length; ) {
        const end = endOfPiece(text, start);
        add(parent, stream, start === 0 && end === text.length ? text : text.slice(start, end));
        start = end;
      }
      if (text === "" || (timer !== undefined && immediate)) return;
      const now = performance.now();
      const wait = lastFlush + intervalOf(parent) - now;
      // Another cell's text, which shows less, may be waited for less.
      if (timer === undefined || now + wait < due) schedule(wait);
    },
    discard(parent) {
      pending = pending.filter((text) => text.parent !== parent);
    },
    flush,
    dispose: cancel,
  };
}

/** Where the piece that begins at `start` ends: never between the two halves of a character. */
function endOfPiece(text: string, start: number): number {
  const end = start + longestMessage;
  if (end >= text.length) return text.length;
  return /[\uD800-\uDBFF]/.test(text[end - 1] ?? "") ? end - 1 : end;
}
