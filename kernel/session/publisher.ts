/**
 * Everything that goes out on iopub, in order.
 *
 * Text is merged: pieces of one stream and one parent become one message, at once when it was quiet, else every 20 ms
 * (60 ms in a flood), because Jupyter's server drops what exceeds 1,000 messages a second. Whatever else is published
 * flushes the text that came before it.
 */
import type { StreamName } from "../cells/user-process.ts";
import { type Header, type Json, newHeader } from "../wire/message.ts";
import type { Sockets } from "../wire/sockets.ts";

/** Milliseconds between two text messages while text keeps coming, and in a flood. */
const interval = 20;
const floodInterval = 60;

/** Text is a flood after so many messages in a row of so many characters: nobody reads it line by line. */
const floodMessages = 50;
const floodLength = 1000;

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
  flush(): void;
  dispose(): void;
}

export function openPublisher(sockets: Pick<Sockets, "send">, session: string): Publisher {
  let pending: { parent: Parent; stream: StreamName; pieces: string[]; length: number }[] = [];
  let lastFlush = 0;
  let longMessages = 0;
  let timer: NodeJS.Timeout | NodeJS.Immediate | undefined;
  let immediate = false;

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
    cancel();
    if (pending.length === 0) return;
    const texts = pending;
    pending = [];
    lastFlush = performance.now();
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    longMessages = length < floodLength ? 0 : longMessages + 1;
    for (const { parent, stream, pieces } of texts)
      send("stream", { name: stream, text: pieces.join("") }, parent, {}, []);
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
      send(msgType, content, parent, metadata, buffers);
    },
    text(parent, stream, text) {
      for (let start = 0; start < text.length; ) {
        const end = endOfPiece(text, start);
        add(parent, stream, start === 0 && end === text.length ? text : text.slice(start, end));
        start = end;
      }
      if (timer !== undefined || text === "") return;
      const quietFor = performance.now() - lastFlush;
      const wait = (longMessages > floodMessages ? floodInterval : interval) - quietFor;
      immediate = wait <= 0;
      timer = immediate ? setImmediate(flush) : setTimeout(flush, wait);
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
