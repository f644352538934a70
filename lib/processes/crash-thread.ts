/** A thread of `crashOne`, started by `crash-process`: does one order. */
import { parentPort, workerData } from "node:worker_threads";
import { now } from "../timeline/now.ts";
import { type CrashOrder, countAndCrash } from "./crash-task.ts";

const order: CrashOrder = workerData;
parentPort?.postMessage({ began: now() });
// A turn of the event loop, so that the message is on its way before the thread fails.
setImmediate(() => {
  const primes = countAndCrash(order);
  parentPort?.postMessage({ ended: now(), primes });
});
