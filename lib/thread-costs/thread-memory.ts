import { hostname } from "node:os";
import { Worker } from "node:worker_threads";
import { firstMessage } from "../crew/first-message.ts";
import { checkOptions } from "../errors/check-options.ts";
import { Unfinished } from "../errors/unfinished.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { machine } from "../machine/machine.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { Machine, RunOptions } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";

/** Memory that threads take which do nothing. */
export interface ThreadMemory {
  /** For 0, 1, 2 … threads: MiB of the whole process in memory (resident set size). */
  readonly residentMiB: readonly number[];
  /** MiB that each thread adds: the slope of the least-squares line through them. */
  readonly perThreadMiB: number;
  /** Milliseconds until the first thread ran its first line, and until all of them did. */
  readonly firstMs: number;
  readonly allMs: number;
  /** The start of each thread: from its creation until it ran its first line. */
  readonly timeline: Timeline;
  readonly machine: Machine;
}

/**
 * Starts threads that do nothing, one after the other, and reads how much memory the process has after each.
 *
 * Each has a whole V8 heap and event loop of its own, unlike a thread of Python or C, whose stack is nearly all it has.
 * Owner of the threads: this function; none is left when it returns or throws.
 *
 * `workers`: 1 to 256 threads, 8 unless told.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS` for a wrong argument, `ERR_NAVETTE_LOST` when a thread ends by itself; Unfinished `ERR_NAVETTE_ABORTED` when the signal or
 * the cell is interrupted, its `partial` holding the MiB read so far.
 * @example
 * (await threadMemory({ workers: 2 })).residentMiB.length; // 3
 */
export async function threadMemory(
  options: Pick<RunOptions, "workers" | "signal" | "timeline"> = {},
): Promise<ThreadMemory> {
  checkOptions(options);
  const workers = checkWorkers(options.workers ?? 8);
  const signal = eitherSignal(options.signal);
  const threads: Worker[] = [];
  const residentMiB = [resident()];
  const timeline = new Timeline(options.timeline);
  const begun = now();
  let firstMs = 0;
  try {
    for (let index = 0; index < workers; index++) {
      const started = now();
      const thread = new Worker(idle, { eval: true, execArgv: [], env: {} });
      const tid = thread.threadId;
      threads.push(thread);
      await firstMessage(thread, signal);
      const ended = now();
      firstMs ||= ended - begun;
      residentMiB.push(resident());
      const where = { host: hostname(), pid: process.pid, tid };
      timeline.add({ label: `${index + 1}`, kind: "start", ...where, queued: started, started, ended, status: "ok" });
    }
    const allMs = now() - begun;
    return { residentMiB, perThreadMiB: slope(residentMiB), firstMs, allMs, timeline, machine: machine() };
  } catch (error) {
    if (!signal.aborted) throw error;
    const message = "The run was interrupted; `partial` holds the memory for each number of threads so far";
    throw new Unfinished("ERR_NAVETTE_ABORTED", message, residentMiB, { cause: signal.reason });
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/** Says that it runs, and waits for messages that never come. */
const idle = `const { parentPort } = require("node:worker_threads"); parentPort.on("message", () => {}); parentPort.postMessage("here");`;

function resident(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}

/** The slope of the least-squares line through values at 0, 1, 2 … */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  let along = 0;
  let squares = 0;
  for (const [at, value] of values.entries()) {
    along += (at - middle) * (value - mean);
    squares += (at - middle) ** 2;
  }
  return along / squares;
}
