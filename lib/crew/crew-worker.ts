/**
 * What runs in each thread of a crew: one function on one part, begun when all the threads are ready.
 *
 * Owner: `runCrew`, which started the thread and ends it; this module starts nothing.
 */
import { flushCompileCache } from "node:module";
import { parentPort, threadId, workerData } from "node:worker_threads";
import { now } from "../timeline/now.ts";

/** What a thread is given to do. */
export interface CrewOrder {
  readonly module: string;
  readonly name: string;
  readonly part: unknown;
  /** One word, 0 until all may begin. */
  readonly gate: Int32Array;
}

/** What a thread says: that it is ready, then what came of its part. */
export type CrewReport =
  | { readonly ready: true }
  | {
      readonly ready: false;
      readonly tid: number;
      readonly started: number;
      readonly ended: number;
      readonly cpuMs: number;
      readonly outcome: { readonly value: unknown } | { readonly cause: unknown };
    };

function report(message: CrewReport): void {
  parentPort?.postMessage(message);
}

async function work({ module, name, part, gate }: CrewOrder): Promise<void> {
  const exported: Record<string, unknown> = await import(module);
  flushCompileCache();
  const task = exported[name];
  if (typeof task !== "function") throw new TypeError(`${module} exports no function named ${name}`);
  report({ ready: true });
  Atomics.wait(gate, 0, 0);
  const started = now();
  const cpu = process.threadCpuUsage();
  const outcome = await attempt(task, part);
  const ended = now();
  const { user, system } = process.threadCpuUsage(cpu);
  report({ ready: false, tid: threadId, started, ended, cpuMs: (user + system) / 1000, outcome });
}

// biome-ignore lint/complexity/noBannedTypes: any function that a module exports.
async function attempt(task: Function, part: unknown) {
  try {
    return { value: await task(part) };
  } catch (cause) {
    return { cause };
  }
}

await work(workerData as CrewOrder);
