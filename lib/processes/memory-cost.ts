import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { checkOptions } from "../errors/check-options.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { machine } from "../machine/machine.ts";
import { workerArguments, workerEnvironment } from "../pools/worker-settings.ts";
import { operationProgress } from "../progress/operation-progress.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { Machine, RunOptions } from "../strategies/strategy.ts";
import { type MemoryKind, memoryOf } from "../system/operating-system.ts";
import { now } from "../timeline/now.ts";
import { recordOwnSpan } from "../timeline/own-span.ts";
import { Timeline } from "../timeline/timeline.ts";

/** Memory of so many workers together. */
export interface MemoryMeasure {
  readonly strategy: "threads" | "processes";
  /** How many of them there were. */
  readonly workers: number;
  /** Bytes of all of them together, with the process that threads are in. */
  readonly bytes: number;
}

/** What more and more processes, and threads, take; a span for each set, from its start until it was measured. */
export interface MemoryCost {
  /** One for each set of processes, then of threads. */
  readonly measures: readonly MemoryMeasure[];
  /** How the system tells memory: by proportional shares (Linux), or all that is resident, shared pages counted twice. */
  readonly kind: MemoryKind;
  readonly timeline: Timeline;
  readonly machine: Machine;
}

/**
 * Starts more and more processes that do nothing, then as many threads in one process, and measures the memory that each
 * set takes, in bytes; the threads' process is counted with them. Sets of 1, 2, 4 … up to `workers`, 8 unless told:
 * O(workers) starts of each kind.
 *
 * Source: proc_pid_smaps(5), Linux manual pages: the proportional set size shares pages out among those that map them.
 *
 * Owner of the processes: this function, which ends them before it returns.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS` for anything but 1 to 256; `ERR_NAVETTE_PROCESS` when a process ends too
 * early; the signal's reason when it, or the running cell's, is aborted.
 * @example
 * const { measures } = await memoryCost({ workers: 2 });
 */
export async function memoryCost(
  options: Pick<RunOptions, "workers" | "signal" | "timeline"> = {},
): Promise<MemoryCost> {
  checkOptions(options);
  const workers = checkWorkers(options.workers ?? 8);
  const signal = eitherSignal(options.signal);
  const counts = [...new Set([1, 2, 4, 8, 16, 32, 64, 128, workers])].filter((count) => count <= workers);
  counts.sort((a, b) => a - b);
  const timeline = new Timeline(options.timeline);
  const children: ChildProcess[] = [];
  const kill = () => {
    for (const child of children) child.kill("SIGKILL");
  };
  signal.addEventListener("abort", kill, { once: true });
  using shown = operationProgress("measuring");
  try {
    signal.throwIfAborted();
    const measures: MemoryMeasure[] = [];
    let kind: MemoryKind = "proportional";
    const own = new Map<ChildProcess, number>();
    const measured = (
      strategy: MemoryMeasure["strategy"],
      count: number,
      of: readonly ChildProcess[],
      started: number,
    ) => {
      let bytes = 0;
      for (const child of of) {
        // Where the system doesn't tell, the process itself does.
        const memory = memoryOf(child.pid ?? 0) ?? { bytes: own.get(child) ?? 0, kind: "resident" };
        signal.throwIfAborted();
        kind = memory.kind;
        bytes += memory.bytes;
      }
      measures.push({ strategy, workers: count, bytes });
      recordOwnSpan(timeline, { label: `${strategy} ${count}`, kind: strategy, started });
      shown.report({ done: measures.length, total: 2 * counts.length });
    };
    for (const count of counts) {
      const started = now();
      const added = Array.from({ length: count - children.length }, start);
      children.push(...added);
      await Promise.all(added.map(async (child) => own.set(child, await ready(child, 0, signal))));
      measured("processes", count, children, started);
    }
    const holder = start();
    children.push(holder);
    for (const count of counts) {
      const started = now();
      own.set(holder, await ready(holder, count, signal));
      measured("threads", count, [holder], started);
    }
    return { measures, kind, timeline, machine: machine() };
  } finally {
    signal.removeEventListener("abort", kill);
    const ended = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
    const closed = Promise.all(ended.map((child) => once(child, "close")));
    kill();
    await closed;
  }
}

function start(): ChildProcess {
  const program = fileURLToPath(new URL("./idle.ts", import.meta.url));
  return fork(program, {
    execArgv: workerArguments,
    env: workerEnvironment(),
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

/** Asks a process to hold so many threads, waits until it does, and returns its resident bytes. */
async function ready(child: ChildProcess, threads: number, signal: AbortSignal): Promise<number> {
  const answer = once(child, "message");
  const end = once(child, "exit").then(() => Promise.reject(new Error("the process has ended")));
  end.catch(() => {});
  child.send({ threads }, () => {});
  try {
    const [{ resident }] = await Promise.race([answer, end]);
    return resident;
  } catch (cause) {
    signal.throwIfAborted();
    throw new NavetteError("ERR_NAVETTE_PROCESS", "A process ended before it was measured: ask for fewer", { cause });
  }
}
