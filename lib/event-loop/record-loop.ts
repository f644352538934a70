import { hostname } from "node:os";
import { performance } from "node:perf_hooks";
import { threadId } from "node:worker_threads";
import { checkFunction } from "../errors/check-function.ts";
import { checkOptions } from "../errors/check-options.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { host } from "../host/host.ts";
import { machine } from "../machine/machine.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { type LoopCallback, LoopRecorder } from "./loop-recorder.ts";

/** What a recorded program is given. */
export interface LoopProgram {
  /** Names the callback that is running, for the plots. */
  note(label: string): void;
  /** Keeps the thread busy for so many ms, as a long computation does. */
  compute(ms: number): void;
}

/** When a recording ends, at the latest. */
export interface RecordLoopOptions extends Pick<RunOptions, "signal" | "timeline"> {
  /** Stop recording after so many ms, from 1 to 600,000; 10,000 unless told. */
  readonly limitMs?: number;
  /** Stop recording after so many callbacks, from 1 to 1,000,000; 10,000 unless told. */
  readonly most?: number;
}

/** The callbacks in the order in which they ran. */
export interface LoopRecording extends Run<readonly LoopCallback[]> {
  /** Milliseconds that the loop slept because there was nothing to do. */
  readonly idleMs: number;
}

/**
 * Runs a program and records every callback that Node's event loop ran for it: which queue or phase it came from, in which
 * turn of the loop, when it was registered, when it ran and for how long.
 *
 * The program starts in a callback of its own, on an empty stack, so that ticks go before microtasks as in a script. The
 * recording ends when the program's promise has settled and none of its timers, immediates and file requests is left,
 * or at a limit, which `notices` then tells. Sockets and threads aren't waited for: await what they do.
 *
 * Costs about a microsecond for each promise and callback while it records; O(callbacks) memory, up to `most`.
 *
 * Source of the phases: Node.js documentation, "The Node.js Event Loop" and "Async hooks".
 *
 * @throws what the program throws; NavetteError `ERR_NAVETTE_FUNCTION` for a program that isn't one,
 * `ERR_NAVETTE_LIMIT` for a limit out of range; the reason of the signal (or
 * of the running cell's) when it is aborted.
 * @example
 * const recording = await recordLoop(({ note }) => {
 *   setTimeout(() => note("timer"), 0);
 *   Promise.resolve().then(() => note("promise"));
 *   process.nextTick(() => note("tick"));
 * });
 * console.log(recording.results.flatMap(({ labels }) => labels)); // [ 'tick', 'promise', 'timer' ]
 */
export async function recordLoop(
  program: (recorded: LoopProgram) => unknown,
  options: RecordLoopOptions = {},
): Promise<LoopRecording> {
  checkOptions(options);
  checkFunction("program", program);
  const { limitMs = 10_000, most = 10_000, timeline: also } = options;
  numberWithin("limitMs", limitMs, { min: 1, max: 600_000, code: "ERR_NAVETTE_LIMIT" });
  wholeNumber("most", most, { min: 1, max: 1_000_000, code: "ERR_NAVETTE_LIMIT" });
  const signal = eitherSignal(options.signal);
  signal.throwIfAborted();

  const recorder = new LoopRecorder(most);
  const { promise: limited, resolve: limit, reject: fail } = Promise.withResolvers<"limit">();
  const timer = setTimeout(limit, limitMs, "limit");
  const abort = () => fail(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  // A turn of the loop first: the program begins on an empty stack, not in the microtask of an `await`.
  await new Promise((resolve) => setImmediate(resolve));
  const idle = performance.nodeTiming.idleTime;
  const cpu = process.cpuUsage();
  const begun = now();
  setImmediate(() => {
    try {
      const result = recorder.run(() => program({ note: recorder.note, compute }));
      Promise.resolve(result).then(() => recorder.settled(), fail);
    } catch (error) {
      fail(error);
    }
  });
  let ended: "limit" | undefined;
  try {
    ended = await Promise.race([recorder.quiet.then(() => undefined), limited]);
  } finally {
    recorder.stop();
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
  const wallMs = now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  const timeline = new Timeline(also);
  for (const span of recorder.callbacks.map(asSpan)) timeline.add(span);
  return {
    results: recorder.callbacks,
    strategy: "async",
    workers: 1,
    timeline,
    wallMs,
    idleMs: performance.nodeTiming.idleTime - idle,
    cpuMs: (user + system) / 1000,
    parameters: {},
    machine: machine(),
    notices: notices(ended === "limit", limitMs, recorder.isFull, most),
  };
}

function compute(ms: number): void {
  const until = now() + ms;
  while (now() < until);
}

function asSpan({ labels, type, phase, registered, started, ended }: LoopCallback) {
  const where = { host: hostname(), pid: process.pid, tid: threadId };
  const label = labels.length > 0 ? labels.join(", ") : type;
  return { label, kind: phase, ...where, queued: registered, started, ended, status: "ok" as const };
}

function notices(isLate: boolean, limitMs: number, isFull: boolean, most: number): string[] {
  const isFrench = host().locale === "fr";
  return [
    ...(isLate
      ? [isFrench ? `Enregistrement coupé après ${limitMs} ms.` : `The recording was cut after ${limitMs} ms.`]
      : []),
    ...(isFull
      ? [isFrench ? `Seuls les ${most} premiers rappels sont gardés.` : `Only the first ${most} callbacks are kept.`]
      : []),
  ];
}
