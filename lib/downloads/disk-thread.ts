/**
 * The thread that saves files for `openThreadSaver`, batch by batch, in the order in which they came.
 *
 * Owner: the saver. The bodies of a batch lie one after the other in one buffer that is handed over, not copied.
 */
import { parentPort } from "node:worker_threads";
import { saveWhole } from "./save-whole.ts";

/** Files to save: `lengths[i]` bytes of `data`, after those of the files before, go to `files[i]`. */
export interface SaveBatch {
  readonly data: Uint8Array<ArrayBuffer>;
  readonly parts: readonly string[];
  readonly files: readonly string[];
  readonly lengths: readonly number[];
}

/** What came of each file of a batch: nothing, or what the system said. */
export type SaveReply = readonly (SaveFailure | undefined)[];

/** An error of the file system; its code and system call would be lost in a copy between threads. */
export interface SaveFailure {
  readonly message: string;
  readonly code: string | undefined;
  readonly syscall: string | undefined;
  readonly path: string | undefined;
}

parentPort?.on("message", ({ data, parts, files, lengths }: SaveBatch) => {
  let at = 0;
  const reply = files.map((file, index) => {
    const body = data.subarray(at, at + (lengths[index] ?? 0));
    at += body.length;
    return save(parts[index] ?? "", file, body);
  });
  parentPort?.postMessage(reply satisfies SaveReply);
});

function save(part: string, file: string, body: Uint8Array): SaveFailure | undefined {
  try {
    saveWhole(part, file, [body]);
    return undefined;
  } catch (error) {
    const { message, code, syscall, path } = error as NodeJS.ErrnoException;
    return { message, code, syscall, path };
  }
}
