/**
 * The other end of each channel of `ipcCost`: sends back what comes, in a process or a thread.
 *
 * Owner: the channel that started it and ends it.
 */
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { flag } from "./shared-memory.ts";

if (isMainThread) process.on("message", (message) => process.send?.(message));
else if (workerData?.shared) answerInPlace(workerData.shared);
else {
  parentPort?.on("message", (message: { bytes: Uint8Array<ArrayBuffer>; isMoved: boolean }) => {
    parentPort?.postMessage(message, message.isMoved ? [message.bytes.buffer] : []);
  });
}

/** Waits for each message that is written in shared memory, changes its first byte, and says so. */
function answerInPlace({ flags, memory }: { flags: Int32Array; memory: Uint8Array }): void {
  for (;;) {
    Atomics.wait(flags, 0, flag.empty);
    if (Atomics.load(flags, 0) === flag.closed) return;
    memory[0] = 255 - (memory[0] ?? 0);
    Atomics.store(flags, 0, flag.empty);
    Atomics.store(flags, 1, flag.full);
    Atomics.notify(flags, 1);
  }
}
