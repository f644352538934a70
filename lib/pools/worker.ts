/**
 * What runs in every worker, thread or process alike: one function called on one chunk, timed.
 *
 * Owner: the pool that started the thread or process; this module starts nothing. It imports little, since a cold
 * pool pays for it in each worker.
 */
import { flushCompileCache } from "node:module";
import { isMainThread, threadId } from "node:worker_threads";
import { now } from "../timeline/now.ts";

/** The argument by which a process knows that it is a worker: unlike a variable, its own children don't inherit it. */
export const processArgument = "--navette-worker";

/** Where and when a chunk began, in a worker that may never tell its end. */
export interface Began {
  /** Name of the machine; this one unless told. */
  readonly host?: string;
  readonly pid: number;
  readonly tid: number;
  readonly started: number;
}

/** One chunk, and the exported function to call on it. */
export interface ChunkRequest {
  readonly module: string;
  readonly name: string;
  readonly chunk: unknown;
  /** Shared with a thread, which writes its id and the time at which it began. */
  readonly began?: Float64Array;
}

/** What came of a chunk. `cpuMs` is the thread's; in a process, all that it spent since its last reply. */
export interface ChunkReply extends Began {
  readonly ended: number;
  readonly cpuMs: number;
  readonly value?: unknown;
  readonly error?: { readonly cause: unknown };
  /** Where and when workers began it before, which were lost and whose pool has given it to another itself. */
  readonly lost?: readonly Began[];
}

/** Calls the function on the chunk. What the function throws comes back in the reply: only a lost worker rejects. */
export async function runChunk(request: ChunkRequest): Promise<ChunkReply> {
  const started = now();
  const cpu = startCpuClock();
  const began: Began = { pid: process.pid, tid: threadId, started };
  if (request.began) request.began.set([began.tid, began.started]);
  else if (isChild) process.send?.(began);
  const outcome = await callTask(request).then(
    (value) => ({ value }),
    (cause: unknown) => ({ error: { cause } }),
  );
  return { ...began, ...outcome, ended: now(), cpuMs: cpu() };
}

export default runChunk;

async function callTask({ module, name, chunk }: ChunkRequest): Promise<unknown> {
  const exported = await load(module);
  const task = exported[name];
  if (typeof task !== "function") throw new TypeError(`${module} exports no function named ${name}`);
  return await task(chunk);
}

/** Modules that this thread has loaded. */
const loaded = new Map<string, Record<string, unknown>>();

async function load(module: string): Promise<Record<string, unknown>> {
  const known = loaded.get(module);
  if (known) return known;
  const exported: Record<string, unknown> = await import(module);
  loaded.set(module, exported);
  // Kept for the next workers now: one that is killed, as pools do, doesn't get to it. It saves each of them 70 ms.
  if (isChild || !isMainThread) flushCompileCache();
  return exported;
}

/** Whether a process pool started this process for its chunks. */
const isChild = isMainThread && process.argv.includes(processArgument);

/** Why a process is about to end, as it tells the one that started it. */
export interface LastWords {
  readonly lastWords: string;
}

if (isChild) {
  process.once("uncaughtExceptionMonitor", (error) => {
    const words: LastWords = { lastWords: error instanceof Error ? error.message : String(error) };
    process.send?.(words);
  });
}

/** CPU that this process had spent when it last replied: its start-up counts in its first chunk. */
let reported: NodeJS.CpuUsage = { user: 0, system: 0 };

function startCpuClock(): () => number {
  if (!isChild) {
    const before = process.threadCpuUsage();
    return () => milliseconds(process.threadCpuUsage(before));
  }
  return () => {
    const spent = process.cpuUsage(reported);
    reported = process.cpuUsage();
    return milliseconds(spent);
  };
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
