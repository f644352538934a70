/**
 * A process that does nothing, or that holds so many threads which do nothing, for `memoryCost`, which ends it.
 *
 *   parent: { threads: n } ─▶ starts threads until there are n ─▶ { ready: n, resident: bytes }
 */
import { Worker } from "node:worker_threads";

const threads: Worker[] = [];

process.on("message", async ({ threads: wanted }: { threads: number }) => {
  const started: Promise<unknown>[] = [];
  while (threads.length < wanted) {
    const thread = new Worker("setInterval(() => {}, 1e9); require('node:worker_threads').parentPort.postMessage(1)", {
      eval: true,
    });
    threads.push(thread);
    started.push(new Promise((resolve) => thread.once("message", resolve)));
  }
  await Promise.all(started);
  process.send?.({ ready: threads.length, resident: process.memoryUsage.rss() });
});
