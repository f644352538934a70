/**
 * The queue of the iopub socket, whose messages go to every client.
 *
 *   send ─▶ waiting, at most `mostBytes` ─▶ ZeroMQ's queue of each client, at most `mostQueued` messages ─▶ network
 *
 * ZeroMQ counts messages, whatever their size. So its queues are short, and while one of them is full, messages wait
 * here, where their bytes are counted: a slow client loses nothing. One that reads nothing is not waited for without
 * end: where more waits than may, or other clients have waited with it for longer than `patience`, one message is sent
 * past it. From then on ZeroMQ drops what comes for that client, until it has read half of its queue.
 *
 * Owner of the socket's sending side: this loop is the only caller of `send`.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Outbox } from "./outbox.ts";

/** Messages that ZeroMQ queues for each client: enough for one that reads to have something to read at any time. */
export const mostQueued = 100;

/** Bytes and messages that wait here at most. */
const mostBytes = 64 * 2 ** 20;
const mostWaiting = 5_000;

/** Milliseconds that other clients wait for a slow one in a row, and the part of later time that they wait again. */
const patience = 1_000;
const patientShare = 0.05;

/** Milliseconds between two tries: the queues of clients that read are empty by then. */
const again = 5;

export interface Publishing {
  send(frames: Buffer[]): Promise<void>;
  readonly closed: boolean;
  /** Whether `send` rejects with `EAGAIN` while a client's queue is full, rather than dropping the message for it. */
  noDrop: boolean;
}

export interface PublishingOutbox extends Outbox {
  /** How many clients there are: a single one is waited for as long as there is room. */
  clients: number;
}

export function openPublishingOutbox(socket: Publishing): PublishingOutbox {
  let waiting: Buffer[][] = [];
  let bytes = 0;
  let count = 0;
  let running: Promise<void> | undefined;
  let isClosing = false;
  let patienceLeft = patience;
  let patientAt = performance.now();

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      for (const frames of batch) {
        if (!socket.closed) await give(frames);
        bytes -= sizeOf(frames);
        count -= 1;
      }
    }
    running = undefined;
  }

  async function give(frames: Buffer[]): Promise<void> {
    if (await offer(frames)) return;
    do {
      await pause(again);
      if (await offer(frames)) return;
    } while (mayWait());
    setNoDrop(socket, false);
    await offer(frames);
    setNoDrop(socket, true);
  }

  /** Whether the message is sent, as far as it can be. */
  async function offer(frames: Buffer[]): Promise<boolean> {
    try {
      await socket.send(frames);
    } catch (error) {
      if (!socket.closed && isFull(error)) return false;
      if (!socket.closed) process.stderr.write(`navette: a message was not sent: ${error}\n`);
    }
    return true;
  }

  function mayWait(): boolean {
    if (isClosing || socket.closed || bytes > mostBytes || count > mostWaiting) return false;
    const now = performance.now();
    patienceLeft = Math.min(patience, patienceLeft + (now - patientAt) * patientShare);
    patientAt = now;
    if (outbox.clients < 2) return true;
    patienceLeft -= again;
    return patienceLeft > 0;
  }

  const outbox: PublishingOutbox = {
    clients: 0,
    send(frames) {
      waiting.push(frames);
      bytes += sizeOf(frames);
      count += 1;
      // Not before this turn is over: `run` may end at once, and must not do so before it counts as running.
      running ??= Promise.resolve().then(run);
    },
    /** Nobody is waited for any more. */
    async drained() {
      isClosing = true;
      while (running) await running;
    },
  };
  return outbox;
}

/** Sets what libzmq honours at once; zeromq.js warns of every option that is set after `bind`, be it so or not. */
function setNoDrop(socket: Publishing, value: boolean): void {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    socket.noDrop = value;
  } finally {
    process.emitWarning = emitWarning;
  }
}

function sizeOf(frames: readonly Buffer[]): number {
  return frames.reduce((sum, { length }) => sum + length, 0);
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAGAIN";
}
