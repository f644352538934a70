import { type ChildProcess, fork } from "node:child_process";
import { hostname } from "node:os";
import { fileURLToPath } from "node:url";
import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { machine } from "../machine/machine.ts";
import { workerArguments, workerEnvironment } from "../pools/worker-settings.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { Run } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import type { CrashMessage } from "./crash-process.ts";
import type { CrashCause, CrashOrder } from "./crash-task.ts";

/** What became of one worker: it finished, it crashed, or it was lost with the process that it was a thread of. */
export interface CrashOutcome {
  /** Its number, from 0. */
  readonly worker: number;
  /** Id of the process that it is, or is a thread of. */
  readonly pid: number;
  /** What became of it. */
  readonly fate: "finished" | "crashed" | "lost";
  /** Primes that it counted, if it finished. */
  readonly primes?: number;
  /** How it ended, if it didn't: an exit code, a signal, or an exception. */
  readonly end?: string;
}

/** Which workers there are, and how one of them fails. */
export interface CrashOptions {
  /** Each in a process of its own, or all of them threads of one process; `"processes"` unless told. */
  readonly isolation?: "processes" | "threads";
  /** 1 to 256; 4 unless told. */
  readonly workers?: number;
  /** Which worker crashes, from 0; the second unless told. */
  readonly victim?: number;
  /** `"signal"` unless told: what a bug in native code gets. */
  readonly cause?: CrashCause;
  /** Numbers that each worker tests for being prime, 1 to 10,000,000; 200,000 unless told. */
  readonly count?: number;
  /** Kills the processes; the running cell's signal is observed as well. */
  readonly signal?: AbortSignal;
  /** Receives the spans as well as the run's own timeline. */
  readonly timeline?: Timeline;
}

const causes: readonly CrashCause[] = ["exception", "exit", "signal"];

/**
 * Starts workers that count primes, one of which crashes in the middle, and says what became of each.
 *
 * The victim fails after a tenth of its numbers. The run's `cpuMs` is 0: what a crashed process used isn't known.
 * Owner of the processes: this function, which doesn't return before they have ended; an abort kills them.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_VICTIM`, `ERR_NAVETTE_CAUSE`, `ERR_NAVETTE_ISOLATION` or `ERR_NAVETTE_COUNT` for a
 * wrong argument, `ERR_NAVETTE_PROCESS` when a process can't be started; the signal's reason when it, or the running
 * cell's, is aborted.
 * @example
 * const { results } = await crashOne({ workers: 3, count: 1000 });
 * results.map(({ fate }) => fate); // ["finished", "crashed", "finished"]
 */
export async function crashOne(options: CrashOptions = {}): Promise<Run<CrashOutcome[]>> {
  checkOptions(options);
  const { isolation = "processes", cause = "signal", count = 200_000 } = options;
  const workers = checkWorkers(options.workers ?? 4);
  const victim = options.victim ?? Math.min(1, workers - 1);
  wholeNumber("victim", victim, { min: 0, max: workers - 1, code: "ERR_NAVETTE_VICTIM" });
  wholeNumber("count", count, { min: 1, max: 10_000_000, code: "ERR_NAVETTE_COUNT" });
  oneOf("cause", cause, causes, "ERR_NAVETTE_CAUSE");
  oneOf("isolation", isolation, ["processes", "threads"], "ERR_NAVETTE_ISOLATION");
  const signal = eitherSignal(options.signal);
  signal.throwIfAborted();
  const orders = Array.from({ length: workers }, (_, worker): CrashOrder => {
    const from = 100_000_000 + worker * count;
    return { worker, from, to: from + count, ...(worker === victim && { cause }) };
  });
  const timeline = new Timeline(options.timeline);
  const started = now();
  const groups = isolation === "threads" ? [orders] : orders.map((order) => [order]);
  const outcomes = await Promise.all(groups.map((group) => inChild(group, isolation, timeline, signal)));
  signal.throwIfAborted();
  return {
    results: outcomes.flat(),
    strategy: isolation,
    workers,
    timeline,
    wallMs: now() - started,
    cpuMs: 0,
    parameters: { count, cause, victim },
    machine: machine(),
  };
}

/** Runs orders in one child process and waits for its end, whatever it is. */
async function inChild(
  orders: readonly CrashOrder[],
  isolation: "processes" | "threads",
  timeline: Timeline,
  signal: AbortSignal,
): Promise<CrashOutcome[]> {
  const queued = now();
  const child: ChildProcess = fork(fileURLToPath(new URL("./crash-process.ts", import.meta.url)), {
    execArgv: workerArguments,
    env: workerEnvironment(),
    // What Node says of the exception that ends a child is expected, and told by the outcome.
    stdio: ["ignore", "inherit", "ignore", "ipc"],
  });
  const told = new Map<number, { tid: number; began: number; end?: CrashMessage }>();
  child.on("message", (message: CrashMessage) => {
    if ("began" in message) told.set(message.worker, { tid: message.tid, began: message.began });
    else {
      const known = told.get(message.worker);
      if (known) known.end = message;
    }
  });
  const kill = () => child.kill("SIGKILL");
  signal.addEventListener("abort", kill, { once: true });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  child.once("error", (error) => reject(new NavetteError("ERR_NAVETTE_PROCESS", error.message, { cause: error })));
  child.once("close", (code, by) => resolve(by ?? `exit ${code}`));
  try {
    child.send({ orders, threads: isolation === "threads" }, () => {});
    const end = await promise;
    const pid = child.pid ?? 0;
    return orders.map(({ worker, cause }): CrashOutcome => {
      const known = told.get(worker);
      const last = known?.end;
      const isFinished = last !== undefined && "primes" in last;
      const ended = last !== undefined && "ended" in last ? last.ended : now();
      const began = known?.began ?? ended;
      timeline.add({
        label: String(worker),
        kind: "chunk",
        host: hostname(),
        pid,
        tid: known?.tid ?? 0,
        queued,
        started: began,
        ended: Math.max(began, ended),
        status: isFinished ? "ok" : cause === undefined ? "cancelled" : "failed",
      });
      if (isFinished) return { worker, pid, fate: "finished", primes: last.primes };
      const failure = last !== undefined && "failure" in last ? last.failure : end;
      return { worker, pid, fate: cause === undefined ? "lost" : "crashed", end: failure };
    });
  } finally {
    signal.removeEventListener("abort", kill);
    kill();
  }
}
