/**
 * A child of `crashOne`: does one order itself, or several in threads of its own.
 *
 * Owner: `crashOne`, which started it and kills it. It starts one thread an order, which end with it; it ends by itself
 * once it has told of the last.
 */
import { Worker } from "node:worker_threads";
import { now } from "../timeline/now.ts";
import { type CrashOrder, countAndCrash } from "./crash-task.ts";

/** What a child tells of an order, in this order. */
export type CrashMessage =
  | { readonly worker: number; readonly tid: number; readonly began: number }
  | { readonly worker: number; readonly ended: number; readonly primes: number }
  | { readonly worker: number; readonly ended: number; readonly failure: string };

process.once("message", async ({ orders, threads }: { orders: CrashOrder[]; threads: boolean }) => {
  if (threads) await Promise.all(orders.map(inThread));
  else for (const order of orders) await here(order);
  process.disconnect();
});

async function here(order: CrashOrder): Promise<void> {
  const { worker } = order;
  await tell({ worker, tid: 0, began: now() });
  const primes = countAndCrash(order);
  await tell({ worker, ended: now(), primes });
}

function inThread(order: CrashOrder): Promise<void> {
  const { worker } = order;
  const { promise, resolve } = Promise.withResolvers<void>();
  const thread = new Worker(new URL("./crash-thread.ts", import.meta.url), { workerData: order });
  let isDone = false;
  thread.on("message", (message: { began?: number; ended?: number; primes?: number }) => {
    if (message.began !== undefined) void tell({ worker, tid: thread.threadId, began: message.began });
    else {
      isDone = true;
      void tell({ worker, ended: message.ended ?? now(), primes: message.primes ?? 0 });
    }
  });
  let failure = "";
  thread.on("error", (error: Error) => {
    failure = error.message;
  });
  thread.on("exit", async (code) => {
    if (!isDone) await tell({ worker, ended: now(), failure: failure || `exit ${code}` });
    resolve();
  });
  return promise;
}

/** Resolves once the message is in the pipe: a crash that follows must not take it along. */
function tell(message: CrashMessage): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()));
}
