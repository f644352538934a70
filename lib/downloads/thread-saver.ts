/**
 * Saves files in a thread of its own, so that neither a slow disk nor many files hold up the network.
 *
 *     save ──a free slot of the mailbox──▶ disk-thread.ts ──the slots that are free again──▶ promises
 *
 * Owner of the thread: the saver, whose disposal ends it once nobody waits for a file.
 */
import { Worker } from "node:worker_threads";
import { host } from "../host/host.ts";
import { workerArguments, workerEnvironment } from "../pools/worker-settings.ts";
import type { Saved, SaveFailure } from "./disk-thread.ts";
import { createMailbox, send, slotCount, wake } from "./mailbox.ts";
import { openWarySaver } from "./own-savers.ts";
import type { Saver } from "./saver.ts";

/** Starts the thread, in the background, and returns the saver; until the thread runs, this one saves. */
export function openThreadSaver(): Saver {
  const mailbox = createMailbox();
  const thread = new Worker(new URL("./disk-thread.ts", import.meta.url), {
    workerData: { mailbox },
    env: workerEnvironment(),
    execArgv: workerArguments,
  });
  const own = openWarySaver();
  const free = Array.from({ length: slotCount }, (_, slot) => slot);
  const waiting = new Map<number, PromiseWithResolvers<void>>();
  let state: "starting" | "running" | "lost" = "starting";

  let isWaking = false;

  // One call for all the files of a turn of the event loop. The session's: an interrupt of the cell, which would forget it,
  // lets the files that are whole be saved.
  const wakeSoon = () => {
    if (isWaking) return;
    isWaking = true;
    host().inSession(() =>
      setImmediate(() => {
        isWaking = false;
        wake(mailbox);
      }),
    );
  };
  const lose = (error: Error) => {
    state = "lost";
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  thread.on("message", (replies: Saved[]) => {
    state = "running";
    for (const { slot, failure } of replies) {
      const promised = waiting.get(slot);
      waiting.delete(slot);
      free.push(slot);
      if (failure === undefined) promised?.resolve();
      else promised?.reject(systemError(failure));
    }
  });
  thread.on("error", (error) => lose(error instanceof Error ? error : new Error(String(error))));
  thread.on("exit", () => lose(new Error("the thread that saves files ended before it was done")));

  return {
    async save(part, file, pieces) {
      const slot = state === "running" ? free.pop() : undefined;
      if (slot === undefined) return own.save(part, file, pieces);
      const promised = Promise.withResolvers<void>();
      waiting.set(slot, promised);
      if (send(mailbox, slot, `${part}\0${file}`, pieces)) {
        wakeSoon();
        return promised.promise;
      }
      waiting.delete(slot);
      free.push(slot);
      return own.save(part, file, pieces);
    },
    async [Symbol.asyncDispose]() {
      await thread.terminate();
    },
  };
}

function systemError({ message, ...details }: SaveFailure): Error {
  return Object.assign(new Error(message), details);
}
