/**
 * Saves files in a thread of its own, so that neither a slow disk nor many files hold up the network.
 *
 *     save ─▶ batch ──once per turn of the event loop──▶ disk-thread.ts ──replies, in order──▶ promises
 *
 * Owner of the thread: the saver, whose disposal waits for what is being saved and ends it.
 */
import { Worker } from "node:worker_threads";
import { workerArguments, workerEnvironment } from "../pools/worker-settings.ts";
import type { SaveBatch, SaveFailure, SaveReply } from "./disk-thread.ts";
import type { Saver } from "./saver.ts";

interface Pending {
  readonly part: string;
  readonly file: string;
  readonly pieces: readonly Uint8Array[];
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Starts the thread, in the background, and returns the saver. */
export function openThreadSaver(): Saver {
  const thread = new Worker(new URL("./disk-thread.ts", import.meta.url), {
    env: workerEnvironment(),
    execArgv: workerArguments,
  });
  const sent: Pending[][] = [];
  let batch: Pending[] = [];
  let lost: Error | undefined;

  const flush = () => {
    const full = batch;
    batch = [];
    if (lost) return reject(full, lost);
    const message = pack(full);
    sent.push(full);
    thread.postMessage(message, [message.data.buffer]);
  };
  const lose = (error: Error) => {
    lost ??= error;
    for (const batch of sent.splice(0)) reject(batch, lost);
  };
  thread.on("message", (reply: SaveReply) => {
    for (const [index, { resolve, reject }] of (sent.shift() ?? []).entries()) {
      const failure = reply[index];
      if (failure === undefined) resolve();
      else reject(systemError(failure));
    }
  });
  thread.on("error", (error) => lose(error instanceof Error ? error : new Error(String(error))));
  thread.on("exit", () => lose(new Error("the thread that saves files ended before it was done")));

  return {
    save(part, file, pieces) {
      const bytes = pieces.reduce((sum, { length }) => sum + length, 0);
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      if (batch.length === 0) setImmediate(flush);
      batch.push({ part, file, pieces, bytes, resolve, reject });
      return promise;
    },
    async [Symbol.asyncDispose]() {
      await thread.terminate();
    },
  };
}

function pack(files: readonly Pending[]): SaveBatch {
  const data = new Uint8Array(files.reduce((sum, { bytes }) => sum + bytes, 0));
  let at = 0;
  for (const piece of files.flatMap(({ pieces }) => pieces)) {
    data.set(piece, at);
    at += piece.length;
  }
  return {
    data,
    parts: files.map(({ part }) => part),
    files: files.map(({ file }) => file),
    lengths: files.map(({ bytes }) => bytes),
  };
}

function reject(files: readonly Pending[], error: Error): void {
  for (const file of files) file.reject(error);
}

function systemError({ message, ...details }: SaveFailure): Error {
  return Object.assign(new Error(message), details);
}
