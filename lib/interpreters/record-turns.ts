import { hostname } from "node:os";
import { Worker } from "node:worker_threads";
import { firstMessage } from "../crew/first-message.ts";
import { checkOptions } from "../errors/check-options.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { host } from "../host/host.ts";
import { machine } from "../machine/machine.ts";
import type { Machine, RunOptions } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { findInterpreters, type Interpreter } from "./find-interpreters.ts";
import { runPython } from "./run-python.ts";

/** A stretch of time in which a thread computed without a pause, in ms since all began. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** When each thread of one engine computed. */
export interface Turns {
  readonly engine: string;
  /** Whether one thread at a time runs the engine's code. */
  readonly hasGil: boolean;
  /** One list for each thread. */
  readonly threads: readonly (readonly Stretch[])[];
  /** Threads that computed at the same time, on average: 1 when they take turns. */
  readonly atOnce: number;
}

/** When the threads of each engine computed. */
export interface RecordedTurns {
  /** The threads of each engine that could be recorded. */
  readonly engines: readonly Turns[];
  /** What could not be recorded, and why. */
  readonly notices: readonly string[];
  /** Each stretch in which a thread computed, of all engines. */
  readonly timeline: Timeline;
  readonly machine: Machine;
}

/** How many threads compute, and for how long. */
export interface RecordTurnsOptions extends Pick<RunOptions, "signal" | "timeline"> {
  /** Threads of each engine, from 1 to 64; 3 unless told. */
  readonly workers?: number;
  /** How long they compute, in ms, from 10 to 10,000; 100 unless told. */
  readonly durationMs?: number;
}

const program = new URL("./turns_program.py", import.meta.url);

/** A pause longer than this, in ms, ends a stretch: the lock was away, or the core. */
const pauseMs = 1.5;

/**
 * Lets threads compute side by side, in CPython (with its lock, and without where such a build is found) and in Node, each of
 * which writes down when it could: a thread that waits for the global interpreter lock, or for a core, has a gap.
 *
 * Pauses above 1.5 ms are seen. A Python that fails is no error: `notices` tells of it.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS` or `ERR_NAVETTE_DURATION` for a wrong argument, `ERR_NAVETTE_LOST` when a
 * thread of Node ends by itself; the reason of the signal (or of the running cell's) when it is aborted.
 * @example
 * const { engines } = await recordTurns({ workers: 2, durationMs: 50 });
 * for (const { engine, atOnce } of engines) console.log(engine, atOnce.toFixed(1));
 */
export async function recordTurns(options: RecordTurnsOptions = {}): Promise<RecordedTurns> {
  checkOptions(options);
  const { workers = 3, durationMs = 100 } = options;
  wholeNumber("workers", workers, { min: 1, max: 64, code: "ERR_NAVETTE_WORKERS" });
  numberWithin("durationMs", durationMs, { min: 10, max: 10_000, code: "ERR_NAVETTE_DURATION" });
  const signal = eitherSignal(options.signal);
  const timeline = new Timeline(options.timeline);
  const { found, missing } = await findInterpreters({ signal });
  const engines: Turns[] = [];
  const notices: string[] = [];
  if (missing.some(({ kind }) => kind === "CPython")) {
    notices.push(host().locale === "fr" ? "Aucun CPython n’a été trouvé." : "No CPython was found.");
  }
  for (const python of found.filter(({ kind }) => kind.startsWith("CPython"))) {
    try {
      engines.push(await ofPython(python, workers, durationMs, signal, timeline));
    } catch (error) {
      signal.throwIfAborted();
      notices.push(error instanceof Error ? error.message : String(error));
    }
  }
  engines.push(await ofNode(workers, durationMs, signal, timeline));
  return { engines, notices, timeline, machine: machine() };
}

async function ofPython(
  python: Interpreter,
  workers: number,
  durationMs: number,
  signal: AbortSignal,
  timeline: Timeline,
): Promise<Turns> {
  const started = now();
  const { answer, pid } = await runPython(python, program, { workers, ms: durationMs }, signal);
  const { stretches, ended }: { stretches?: unknown; ended?: unknown } = Object(answer);
  const lists: unknown[] = Array.isArray(stretches) ? stretches : [];
  // Python's clock and ours are one on Linux; where they aren't, its last reading is taken for the end of its process.
  const isOurs = typeof ended === "number" && ended >= started && ended <= now();
  const ahead = typeof ended !== "number" || isOurs ? 0 : ended - now();
  const onOurs = lists.map((list) => pairsOf(list).map(([from, to]) => [from - ahead, to - ahead] as const));
  for (const [thread, list] of onOurs.entries()) recordStretches(timeline, python.name, pid, thread + 1, list);
  return turnsOf(python.name, python.hasGil, onOurs);
}

function recordStretches(
  timeline: Timeline,
  engine: string,
  pid: number,
  tid: number,
  stretches: readonly Pair[],
): void {
  const where = { host: hostname(), pid, tid };
  for (const [started, ended] of stretches) {
    timeline.add({ label: engine, kind: "turn", ...where, queued: started, started, ended, status: "ok" });
  }
}

/** What every thread of Node runs: the same loop as the Python program's. */
const threadCode = `
  const { parentPort, workerData: { gate, begin, durationMs, workers, pauseMs } } = require("node:worker_threads");
  const clock = () => Number(process.hrtime.bigint()) / 1e6;
  const door = new Int32Array(gate);
  if (Atomics.add(door, 0, 1) + 1 === workers) {
    Atomics.store(door, 1, 1);
    Atomics.notify(door, 1);
  } else Atomics.wait(door, 1, 0, 10_000);
  const stretches = [];
  let start = clock();
  const until = start + durationMs;
  let last = start;
  let sum = 0;
  while (last < until) {
    for (let i = 0; i < 20_000; i++) sum += i;
    const now = clock();
    if (now - last > pauseMs) {
      stretches.push([start, last]);
      start = now;
    }
    last = now;
  }
  stretches.push([start, last]);
  parentPort.postMessage(stretches);
`;

/** Owner of the threads: this function, which ends them before it returns. */
async function ofNode(workers: number, durationMs: number, signal: AbortSignal, timeline: Timeline): Promise<Turns> {
  const engine = `Node ${process.versions.node}`;
  const gate = new SharedArrayBuffer(8);
  const threads = Array.from(
    { length: workers },
    () => new Worker(threadCode, { eval: true, workerData: { gate, durationMs, workers, pauseMs } }),
  );
  const tids = threads.map(({ threadId }) => threadId);
  try {
    const lists = await Promise.all(threads.map((thread) => firstMessage(thread, signal)));
    const stretches = lists.map(pairsOf);
    for (const [at, list] of stretches.entries()) recordStretches(timeline, engine, process.pid, tids[at] ?? 0, list);
    return turnsOf(engine, false, stretches);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

function turnsOf(engine: string, hasGil: boolean, raw: readonly (readonly Pair[])[]): Turns {
  const all = raw.flat();
  const begin = Math.min(...all.map(([from]) => from));
  const end = Math.max(...all.map(([, to]) => to));
  const busy = all.reduce((sum, [from, to]) => sum + to - from, 0);
  return {
    engine,
    hasGil,
    threads: raw.map((list) => list.map(([from, to]) => ({ from: from - begin, to: to - begin }))),
    atOnce: all.length === 0 || end <= begin ? 0 : busy / (end - begin),
  };
}

/** When a stretch began and ended, in ms. */
type Pair = readonly [from: number, to: number];

function pairsOf(list: unknown): Pair[] {
  return Array.isArray(list) ? list.filter(isPair) : [];
}

function isPair(value: unknown): value is Pair {
  return Array.isArray(value) && value.length === 2 && value.every((time) => typeof time === "number");
}
