/**
 * The process in which a traced program runs.
 *
 *   this thread: the program ◀──pause, resume── the stepper, a thread of its own ──steps──▶ descriptor 4
 *
 * No debug port is opened: the stepper speaks to this thread's inspector directly. Owner: `trace`, which kills it.
 */
import { once } from "node:events";
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import type { TracedEnd } from "./stepper.ts";
import { Snapshots } from "./take-snapshot.ts";

/** Where the stepper finds the snapshots of this thread. */
export const snapshotsName = "navetteSnapshots";

/** What `trace` asks of this process. */
export interface TracedProgram {
  /** JavaScript, its lines those of the source. */
  readonly code: string;
  readonly limit: number;
}

process.once("disconnect", () => process.exit(0));
process.once("message", async ({ code, limit }: TracedProgram) => {
  const snapshots = new Snapshots();
  Object.defineProperty(globalThis, snapshotsName, { value: snapshots });
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (text: string | Uint8Array, ...rest: unknown[]) => {
      snapshots.print(typeof text === "string" ? text : Buffer.from(text).toString());
      for (const told of rest) if (typeof told === "function") process.nextTick(told);
      return true;
    };
  }
  const stepper = new Worker(new URL("./stepper.ts", import.meta.url), { workerData: { limit } });
  await once(stepper, "message");
  let error: string | undefined;
  const fail = (thrown: unknown) => {
    error ??= thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : `threw ${inspect(thrown)}`;
  };
  process.on("uncaughtException", fail);
  // Nothing of this process's own keeps it waiting: it ends when the program has nothing more to do.
  stepper.unref();
  process.channel?.unref();
  process.once("beforeExit", () => {
    stepper.ref();
    const end: TracedEnd = { ...snapshots.printed(), ...(error !== undefined && { error }) };
    stepper.postMessage(end);
  });
  process.send?.("begins");
  import(`data:text/javascript,${encodeURIComponent(code)}`).catch(fail);
});
