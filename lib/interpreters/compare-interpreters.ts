import { checkOptions } from "../errors/check-options.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { factoriseAll } from "../factors/factorise-all.ts";
import { randomNumbers } from "../factors/random-numbers.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { availableWorkers } from "../machine/available-workers.ts";
import { machine } from "../machine/machine.ts";
import { operationProgress } from "../progress/operation-progress.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { Machine, RunOptions } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { recordOwnSpan } from "../timeline/own-span.ts";
import { Timeline } from "../timeline/timeline.ts";
import {
  type FindInterpretersOptions,
  findInterpreters,
  type Interpreter,
  type MissingInterpreter,
} from "./find-interpreters.ts";
import { runPython } from "./run-python.ts";

/** How the work is done; the same words as for strategies. */
export type Way = "sequential" | "threads" | "processes";

/** One program of one engine. */
export interface EngineRun {
  /** Engine, version and size of the work, as plots write them. */
  readonly engine: string;
  readonly kind: Interpreter["kind"] | "Node";
  /** What was computed: factors of numbers, or digests of bytes. */
  readonly task: "factors" | "digests";
  /** How the work was done. */
  readonly way: Way;
  /** Threads or processes that shared it; 1 for a sequential run. */
  readonly workers: number;
  /** Wall time in ms, with the start of threads or processes. */
  readonly ms: number;
  /** How many times as fast as one thread of the same engine with the same work. */
  readonly timesAsFast: number;
}

/** What the engines of this machine need for the same work. */
export interface Comparison {
  /** One for each program of each engine. */
  readonly runs: readonly EngineRun[];
  /** Kinds of Python that weren't found, and where they are to be had. */
  readonly missing: readonly MissingInterpreter[];
  /** What an engine that was found could not do, and why. */
  readonly notices: readonly string[];
  /** How many times as many numbers Node’s larger runs have; 1 where there are none. */
  readonly nodeFactor: number;
  /** Each program of each Python, from its start to its end, and each chunk of Node's. */
  readonly timeline: Timeline;
  readonly machine: Machine;
}

/** How much work each engine is given. */
export interface CompareInterpretersOptions
  extends Pick<RunOptions, "workers" | "seed" | "signal" | "timeline">,
    Pick<FindInterpretersOptions, "commands"> {
  /** Numbers to factorise, from 1 to 1,000,000: 10,000 unless told, as in the course. */
  readonly count?: number;
  /**
   * Node also factorises that many times as many numbers, as it needs so much less time: from 1 to 1,000; 20 unless told.
   * At most 100,000,000 in all.
   */
  readonly nodeFactor?: number;
  /** MiB of SHA-256 digests, which Python computes outside of its lock, from 1 to 10,000; 200 unless told. */
  readonly megabytes?: number;
}

/** Numbers that Node may be given at once, 8 bytes each. */
const mostNumbers = 100_000_000;

const program = new URL("./course_program.py", import.meta.url);
const ways: readonly Way[] = ["sequential", "threads", "processes"];

/**
 * Runs the course's trial division on one thread, on threads and in processes, under every kind of Python that is found and
 * under Node; and digests under CPython, whose C code gives the lock away. Workers are started within the measured time, and
 * every engine has to find the same factors. O(Σ √n) divisions each.
 *
 * A Python that fails is no error: `notices` tells of it.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_COUNT`, `ERR_NAVETTE_SEED` or `ERR_NAVETTE_COMMANDS` for a wrong
 * argument, `ERR_NAVETTE_FACTORS` should an engine find other factors; the reason of the signal (or of the running cell's) when it is aborted, or Unfinished
 * `ERR_NAVETTE_ABORTED` where that ends Node's own work.
 * @example
 * const { runs, missing } = await compareInterpreters({ count: 100, nodeFactor: 1, megabytes: 1, workers: 2 });
 * console.log(runs.length, missing.map(({ kind }) => kind));
 */
export async function compareInterpreters(options: CompareInterpretersOptions = {}): Promise<Comparison> {
  checkOptions(options);
  const { count = 10_000, nodeFactor = 20, megabytes = 200, seed = 1 } = options;
  const workers = checkWorkers(options.workers ?? availableWorkers());
  wholeNumber("count", count, { min: 1, max: 1_000_000, code: "ERR_NAVETTE_COUNT" });
  wholeNumber("nodeFactor", nodeFactor, { min: 1, max: 1000, code: "ERR_NAVETTE_COUNT" });
  numberWithin("megabytes", megabytes, { min: 1, max: 10_000, code: "ERR_NAVETTE_COUNT" });
  if (count * nodeFactor > mostNumbers) {
    const message = `count × nodeFactor is ${count * nodeFactor}: give less of either, for at most ${mostNumbers} numbers`;
    throw new NavetteError("ERR_NAVETTE_COUNT", message);
  }
  const numbers = randomNumbers({ count, seed });
  const signal = eitherSignal(options.signal);
  const timeline = new Timeline(options.timeline);
  const { found, missing } = await findInterpreters({
    signal,
    ...(options.commands !== undefined && { commands: options.commands }),
  });
  const runs: EngineRun[] = [];
  const notices: string[] = [];
  const steps = found.length + (nodeFactor > 1 ? 2 : 1);
  let done = 0;
  using shown = operationProgress("measuring");

  try {
    const factorSum = sumOf(await factoriseAll(numbers, { strategy: "sequential", signal }));
    for (const interpreter of found) {
      await measurePython(interpreter, "factors", { numbers }, factorSum);
      if (interpreter.kind === "CPython") await measurePython(interpreter, "digests", { megabytes });
      shown.report({ done: ++done, total: steps });
    }
    await measureNode(numbers);
    shown.report({ done: ++done, total: steps });
    if (nodeFactor > 1) {
      await measureNode(randomNumbers({ count: count * nodeFactor, seed }));
      shown.report({ done: ++done, total: steps });
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
  return { runs, missing, notices, nodeFactor, timeline, machine: machine() };

  async function measurePython(
    interpreter: Interpreter,
    task: EngineRun["task"],
    work: object,
    right?: number,
  ): Promise<void> {
    let aloneMs = 0;
    let expected = right;
    for (const way of ways) {
      // What leaves the lock alone needs no processes; and Jython's library has none.
      if (way === "processes" && (task === "digests" || interpreter.kind === "Jython")) continue;
      try {
        const order = { task, way, workers: way === "sequential" ? 1 : workers, ...work };
        const started = now();
        const { answer, pid } = await runPython(interpreter, program, order, signal);
        recordOwnSpan(timeline, { label: `${interpreter.name}, ${task}`, kind: way, pid, tid: 0, started });
        const { ms, result } = answerOf(answer);
        expected ??= result;
        if (result !== expected) {
          const message = `${interpreter.name} (${way}) gives ${result}, where ${expected} is right`;
          throw new NavetteError("ERR_NAVETTE_FACTORS", message);
        }
        if (way === "sequential") aloneMs = ms;
        runs.push({
          engine: interpreter.name,
          kind: interpreter.kind,
          task,
          way,
          workers: order.workers,
          ms,
          timesAsFast: aloneMs / ms,
        });
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof NavetteError && error.code === "ERR_NAVETTE_FACTORS") throw error;
        notices.push(error instanceof Error ? error.message : String(error));
        if (way === "sequential") return;
      }
    }
  }

  async function measureNode(work: readonly number[]): Promise<void> {
    let aloneMs = 0;
    const engine = `Node ${process.versions.node}`;
    // V8 compiles the loop while it first runs.
    await factoriseAll(work.slice(0, 5000), { strategy: "sequential", check: false });
    for (const way of ways) {
      const { wallMs: ms } = await factoriseAll(work, {
        strategy: way,
        workers,
        chunk: Math.ceil(work.length / workers),
        signal,
        timeline,
      });
      if (way === "sequential") aloneMs = ms;
      runs.push({
        engine: work.length === count ? engine : `${engine} (× ${nodeFactor})`,
        kind: "Node",
        task: "factors",
        way,
        workers: way === "sequential" ? 1 : workers,
        ms,
        timesAsFast: aloneMs / ms,
      });
    }
  }
}

function sumOf({ results }: Awaited<ReturnType<typeof factoriseAll>>): number {
  let sum = 0;
  for (const factors of results) for (const factor of factors ?? []) sum += factor;
  return sum;
}

function answerOf(answer: unknown): { readonly ms: number; readonly result: number } {
  if (typeof answer === "object" && answer !== null && "ms" in answer && "result" in answer) {
    const { ms, result } = answer;
    if (typeof ms === "number" && typeof result === "number") return { ms, result };
  }
  throw new NavetteError(
    "ERR_NAVETTE_PYTHON",
    `the program answered ${JSON.stringify(answer)}: expected ms and result`,
  );
}
