/**
 * The thread that saves files for `openThreadSaver`, in the order in which they came.
 *
 * Owner: the saver, which ends it. It says that it runs by an empty reply, and never returns to its event loop: it waits for the
 * mailbox, saves what is in it, and tells which slots are free again, at the latest after `most` files.
 */
import { parentPort, workerData } from "node:worker_threads";
import { type Mailbox, open, slotCount } from "./mailbox.ts";
import { saveWhole } from "./save-whole.ts";

/** A slot whose file is saved, or why it could not be. */
export interface Saved {
  readonly slot: number;
  readonly failure?: SaveFailure;
}

/** An error of the file system; its code and system call would be lost in a copy between threads. */
export interface SaveFailure {
  readonly message: string;
  readonly code: string | undefined;
  readonly syscall: string | undefined;
  readonly path: string | undefined;
}

/** Files between two replies: the sender's slots must not stay busy while many wait. */
const most = 8;

const { mailbox }: { mailbox: Mailbox } = workerData;
parentPort?.postMessage([] satisfies Saved[]);
let done = 0;
let replies: Saved[] = [];
for (;;) {
  if (done === Atomics.load(mailbox.tail, 0)) {
    reply();
    Atomics.wait(mailbox.tail, 0, done);
  } else {
    const slot = mailbox.queue[done % slotCount] ?? 0;
    replies.push({ slot, ...save(slot) });
    done++;
    if (replies.length >= most) reply();
  }
}

function reply(): void {
  if (replies.length > 0) parentPort?.postMessage(replies);
  replies = [];
}

function save(slot: number): { failure?: SaveFailure } {
  const { names, body } = open(mailbox, slot);
  const [part = "", file = ""] = names.split("\0");
  try {
    saveWhole(part, file, [body]);
    return {};
  } catch (error) {
    const { message, code, syscall, path } = error as NodeJS.ErrnoException;
    return { failure: { message, code, syscall, path } };
  }
}
