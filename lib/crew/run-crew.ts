/**
 * Threads that work at the same time on shared memory: one for each part, none of which may be missing.
 *
 *     start all ──▶ each loads its module, says "ready" ──▶ the gate opens ──▶ each runs its part ──▶ results
 *
 * A pool won't do here: it may run parts one after the other, and does a lost part again, while these threads wait for
 * each other. Owner of the threads: `runCrew`, which ends them all before it returns or throws, those that sleep in
 * `Atomics.wait` included; in a notebook an interrupt ends them too.
 */

import { hostname } from "node:os";
import { type MessagePort, Worker } from "node:worker_threads";
import { NavetteError } from "../errors/navette-error.ts";
import { Unfinished } from "../errors/unfinished.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { workerArguments, workerEnvironment } from "../pools/worker-settings.ts";
import type { Task } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import type { Timeline } from "../timeline/timeline.ts";
import type { CrewOrder, CrewReport } from "./crew-worker.ts";

export interface CrewOptions<O, I = unknown> {
  readonly signal?: AbortSignal | undefined;
  /** Receives one span per thread. */
  readonly timeline?: Timeline | undefined;
  /** Kind and label of a thread's span. */
  readonly kind?: string;
  label?(index: number): string;
  /** Called in the order in which threads end; true ends the others, whose results are `undefined`. */
  isOver?(value: O, index: number): boolean;
  /** What of a part is handed over to its thread rather than copied: message ports. */
  transferOf?(part: I): MessagePort[];
  /** Called when all threads are there, before they begin. */
  onReady?(threads: readonly Worker[]): void | Promise<void>;
}

/** What a crew gave, in the order of its parts, and how long its threads worked; milliseconds. */
export interface CrewResult<O> {
  readonly values: readonly (O | undefined)[];
  /** From the opening of the gate to the end of the last thread: starting threads isn't counted. */
  readonly wallMs: number;
  readonly cpuMs: number;
  /** When the gate opened, on the clock of `now`. */
  readonly opened: number;
  /** The threads' ids. */
  readonly tids: readonly number[];
}

/**
 * Runs a function of a module on each part, each in a thread of its own, all at the same time.
 *
 * @throws NavetteError `ERR_NAVETTE_TASK` when the function threw, `ERR_NAVETTE_LOST` when a thread ended before its
 * part did (its memory, `process.exit`): the others are ended, since they may wait for it for ever. Unfinished with
 * `ERR_NAVETTE_ABORTED` when the signal, or the cell's, was aborted; `partial` holds the results that were there.
 */
export async function runCrew<I, O>(
  task: Task,
  parts: readonly I[],
  options: CrewOptions<O, I> = {},
): Promise<CrewResult<O>> {
  const { timeline, kind = "thread", label = String, isOver, onReady, transferOf } = options;
  const signal = eitherSignal(options.signal);
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const values: (O | undefined)[] = new Array(parts.length).fill(undefined);
  const threads: Worker[] = [];
  const tids: number[] = [];
  const { promise: over, resolve: finish, reject } = Promise.withResolvers<void>();
  over.catch(() => {});
  const { promise: allReady, resolve: begin } = Promise.withResolvers<void>();
  const done = new Set<number>();
  let ready = 0;
  let opened = 0;
  let cpuMs = 0;
  let lastEnd = 0;

  function interruption(): Unfinished<(O | undefined)[]> {
    const message = "The run was interrupted; `partial` holds what was finished";
    return new Unfinished("ERR_NAVETTE_ABORTED", message, values, { cause: signal.reason });
  }
  const interrupt = () => reject(interruption());

  function receive(report: CrewReport, index: number): void {
    if (report.ready) {
      if (++ready === parts.length) begin();
      return;
    }
    const { tid, outcome, ...times } = report;
    const failed = "cause" in outcome;
    timeline?.add({
      label: label(index),
      kind,
      host: hostname(),
      pid: process.pid,
      tid,
      queued: opened,
      started: times.started,
      ended: times.ended,
      status: failed ? "failed" : "ok",
      cpuMs: times.cpuMs,
    });
    cpuMs += times.cpuMs;
    lastEnd = Math.max(lastEnd, times.ended);
    if (failed) {
      const { cause } = outcome;
      const said = cause instanceof Error ? cause.message : String(cause);
      reject(new NavetteError("ERR_NAVETTE_TASK", `${task.name} failed in thread ${index + 1}: ${said}`, { cause }));
      return;
    }
    const value = outcome.value as O;
    values[index] = value;
    done.add(index);
    if (done.size === parts.length || isOver?.(value, index)) finish();
  }

  function start(part: I, index: number): void {
    const order: CrewOrder = { module: task.module.href, name: task.name, part, gate };
    const thread = new Worker(new URL("./crew-worker.ts", import.meta.url), {
      workerData: order,
      transferList: transferOf?.(part) ?? [],
      env: workerEnvironment(),
      execArgv: workerArguments,
      name: `navette ${kind} ${index + 1}`,
    });
    const lost = (cause?: unknown) =>
      reject(
        new NavetteError(
          "ERR_NAVETTE_LOST",
          `Thread ${index + 1} of ${parts.length} ended before its work did${cause instanceof Error ? ` (${cause.message})` : ""}: ` +
            "the others were ended too, since they may wait for it",
          { cause },
        ),
      );
    thread.on("message", (report: CrewReport) => receive(report, index));
    thread.once("error", lost);
    thread.once("exit", () => {
      if (!done.has(index)) lost();
    });
    threads.push(thread);
    tids.push(thread.threadId);
  }

  allowListeners(parts.length);
  try {
    signal.throwIfAborted();
    signal.addEventListener("abort", interrupt, { once: true });
    for (const [index, part] of parts.entries()) start(part, index);
    if (parts.length === 0) finish();
    else await Promise.race([allReady, over]);
    await onReady?.(threads);
    opened = now();
    Atomics.store(gate, 0, 1);
    Atomics.notify(gate, 0);
    await over;
    return { values, wallMs: Math.max(0, lastEnd - opened), cpuMs, opened, tids };
  } catch (error) {
    if (!signal.aborted || error instanceof Unfinished) throw error;
    throw interruption();
  } finally {
    signal.removeEventListener("abort", interrupt);
    await Promise.all(threads.map((thread) => thread.terminate()));
    allowListeners(-parts.length);
  }
}

/** Node pipes what each thread prints into this process's streams without counting: see `openThreadPool`. */
function allowListeners(more: number): void {
  for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(stream.getMaxListeners() + more);
}
