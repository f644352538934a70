/**
 * Runs one cell at a time and says on the events pipe what came of it.
 *
 *   execute ─▶ evaluate ─▶ dispose of `using` ─▶ result or error ─▶ user expressions ─▶ end markers ─▶ done
 *
 * An interrupt aborts the cell's signal and rejects what it awaits, so its `finally` blocks and disposers run; what
 * has not ended after the grace is no longer waited for.
 */
import { writeSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Measure } from "../measure/open-measure.ts";
import {
  type ErrorReport,
  type ExecuteRequest,
  endMarker,
  type UserExpression,
  type UserExpressionResult,
} from "../pipe/protocol.ts";
import {
  becomeLatest,
  type Cell,
  KeyboardInterrupt,
  newCell,
  runBeforeCell,
  runEndings,
  runInCell,
  runInSession,
  runningCell,
} from "./cell.ts";
import { cellVariable } from "./child-processes.ts";
import { forgetCriticalSections, inCriticalSection } from "./critical-section.ts";
import { reportError } from "./error-report.ts";
import { type Outcome, openEvaluator } from "./evaluate.ts";
import { sendEvent } from "./events.ts";
import { endOwned } from "./owned.ts";
import { rejectWaiters } from "./race.ts";
import { bundleOf } from "./result.ts";
import { readStoppedAt, type StoppedAt } from "./stopped-at.ts";
import { forgetTornModules } from "./torn-modules.ts";

/** Milliseconds that an interrupted cell has for its `finally` blocks and disposers. */
const grace = 50;

interface Running {
  readonly cell: Cell;
  readonly stopped: PromiseWithResolvers<Outcome>;
  ended: boolean;
}

export interface Executor {
  execute(request: ExecuteRequest): Promise<void>;
  /** Interrupts the cell if it is the running one. */
  interrupt(cell: number): void;
  /** Number of the running cell; 0 for none. */
  running(): number;
}

/**
 * @param token - begins the end markers
 * @param shared - see `SupervisorMemory.shared`
 * @param endProcesses - has the processes of a cell ended that `endOwned` doesn't know: those of its threads, and those
 *   that have lost their parent
 */
export function openExecutor(
  token: string,
  shared: Int32Array,
  stoppedAt: StoppedAt,
  endProcesses: (cell: number) => void,
): Executor {
  const { evaluate, abandon } = openEvaluator();
  let running: Running | undefined;
  /** Interrupted cells, by their numbers, until what they have started was ended. */
  const unended = new Map<number, Running>();

  async function run(request: ExecuteRequest, mine: Running): Promise<Ending> {
    const { cell, stopped } = mine;
    const measure = request.measure && (await openMeasured(request.measure, cell));
    Atomics.store(shared, 1, 1);
    const settled = runInCell(cell, () => evaluate(request.code));
    Atomics.store(shared, 1, 0);
    let outcome = await Promise.race([settled, stopped.promise]);
    const accepted = outcome.kind !== "thrown" || outcome.accepted;
    // Terminated in its first, synchronous part, or come to its end in it, it would be over before its interrupt is taken.
    const isInterrupted = outcome.kind === "terminated" || Atomics.load(shared, 9) === cell.number;
    if (isInterrupted && accepted && cell.state === "open") {
      outcome = { kind: "terminated" };
      takeInterrupt(mine);
    }
    const disposal = await dispose(cell, outcome, stopped.promise);
    const failure = failureOf(disposal ?? outcome, cell, stoppedAt);
    if (measure) await orStopped(showMeasure(measure, outcome, cell), stopped.promise).catch(() => {});
    if (failure) return { error: failure, accepted };
    if (outcome.kind === "value" && outcome.value !== undefined) {
      if (request.keepsResult) keepResult(outcome.value);
      if (request.showsResult) {
        try {
          const bundle = runInCell(cell, () => bundleOf(outcome.value));
          const data = await orStopped(bundle, stopped.promise);
          // An empty bundle is how a value says that there is nothing to show.
          if (Object.keys(data).length > 0) sendEvent(cell.number, { type: "result", data, metadata: {} });
        } catch (thrown) {
          return { error: reportError(thrown), accepted };
        }
      }
    }
    return { accepted, userExpressions: await evaluateExpressions(request.userExpressions, cell, evaluate, stoppedAt) };
  }

  /** Says that the cell is over; the first call counts, as an interrupt may end a cell in two ways. */
  function end(ending: Running, how: Ending): void {
    if (ending.ended) {
      if (running === ending) running = undefined;
      sendEvent(ending.cell.number, { type: "over" });
      return;
    }
    Atomics.store(shared, 0, 0);
    ending.ended = true;
    const { cell } = ending;
    if (cell.state !== "open") cell.state = "closed";
    running = undefined;
    try {
      if (Atomics.exchange(shared, 5, 0) === 1) forgetTornModules();
      abandon();
      runEndings(cell);
    } finally {
      tellEnd(cell.number, how);
    }
  }

  function tellEnd(cell: number, { error, accepted, userExpressions = {} }: Ending): void {
    if (error) sendEvent(cell, { type: "error", error, ends: true });
    for (const fd of [1, 2]) writeMarker(fd, endMarker(token, cell));
    sendEvent(cell, { type: "done", accepted, userExpressions });
  }

  /** Tells the cell, once, that it is interrupted, and gives it its grace. */
  function takeInterrupt(mine: Running): void {
    const { cell } = mine;
    unended.set(cell.number, mine);
    const reason = new KeyboardInterrupt();
    if (cell.state === "open") {
      cell.state = "interrupted";
      // What its listeners show or start is the cell's.
      inCriticalSection(() => runInCell(cell, () => cell.abort.abort(reason)));
      rejectWaiters(cell, reason);
    }
    void runInSession(() => force(mine, reason));
  }

  /** Gives an interrupted cell its grace, then ends it with all that it has started. */
  async function force(mine: Running, reason: KeyboardInterrupt): Promise<void> {
    const { cell, stopped } = mine;
    await sleep(grace);
    cell.state = "closed";
    rejectWaiters(cell, reason);
    stopped.resolve({ kind: "terminated" });
    inCriticalSection(() => endOwned(cell));
    endProcesses(cell.number);
    unended.delete(cell.number);
    // A termination may have hit `run` itself, which then never goes on.
    await sleep(5);
    end(mine, { error: interruption(mine.cell, stoppedAt), accepted: true });
  }

  return {
    running: () => running?.cell.number ?? 0,
    async execute(request) {
      let mine: Running | undefined;
      let ending: Ending;
      try {
        mine = {
          cell: newCell(request.cell, request.allowStdin),
          stopped: Promise.withResolvers<Outcome>(),
          ended: false,
        };
        running = mine;
        forgetCriticalSections();
        Atomics.store(shared, 0, request.cell);
        becomeLatest(mine.cell);
        runBeforeCell(mine.cell);
        // Children that are awaited synchronously inherit the environment as it is; the reader may have frozen it.
        Reflect.set(process.env, cellVariable, String(request.cell));
        ending = await run(request, mine);
      } catch (error) {
        // A cell has changed what the language itself brings: this one is over all the same.
        ending = { error: reportError(error), accepted: true };
      }
      if (mine) end(mine, ending);
      else tellEnd(request.cell, ending);
    },
    interrupt(number) {
      const mine = running?.cell.number === number ? running : unended.get(number);
      if (mine) takeInterrupt(mine);
      else sendEvent(number, { type: "over" });
    },
  };
}

interface Ending {
  readonly error?: ErrorReport;
  readonly accepted: boolean;
  readonly userExpressions?: Record<string, UserExpressionResult>;
}

/** Begins to measure the cell; what does it is loaded before, so that loading it isn't measured. */
async function openMeasured(kind: "time" | "timeline", cell: Cell): Promise<Measure> {
  const { openMeasure } = await import("../measure/open-measure.ts");
  return runInCell(cell, () => openMeasure(kind, () => runningCell() === cell));
}

async function showMeasure(measure: Measure, outcome: Outcome, cell: Cell): Promise<void> {
  const status = outcome.kind === "value" ? "ok" : cell.state === "open" ? "failed" : "cancelled";
  const plot = await runInCell(cell, () => measure.stop(status));
  const data = await runInCell(cell, () => bundleOf(plot));
  sendEvent(cell.number, { type: "display", data, metadata: {}, update: false });
}

/** Disposes of the cell's top-level `using` declarations; what that throws, unless the cell itself failed before. */
async function dispose(cell: Cell, outcome: Outcome, stopped: Promise<Outcome>): Promise<Outcome | undefined> {
  if (cell.disposables.disposed) return undefined;
  try {
    const stop = await Promise.race([runInCell(cell, () => cell.disposables.disposeAsync()), stopped]);
    return stop ? stop : undefined;
  } catch (error) {
    return outcome.kind === "value" ? { kind: "thrown", error, accepted: true } : undefined;
  }
}

function failureOf(outcome: Outcome, cell: Cell, stoppedAt: StoppedAt): ErrorReport | undefined {
  if (outcome.kind === "terminated") return interruption(cell, stoppedAt);
  if (outcome.kind === "value") return undefined;
  // An aborted fetch or timer of an interrupted cell rejects in its own words; the reader pressed one button.
  if (cell.state !== "open" && isAbort(outcome.error)) return interruption(cell, stoppedAt);
  return reportError(outcome.error);
}

/** An interrupt, with the place where a busy cell was terminated. */
function interruption(cell: Cell, stoppedAt: StoppedAt): ErrorReport {
  const report = reportError(new KeyboardInterrupt());
  const frames = readStoppedAt(stoppedAt, cell.number);
  return frames === "" ? report : { ...report, stoppedAt: frames };
}

function isAbort(error: unknown): boolean {
  try {
    if (!(error instanceof Error)) return false;
    return (
      error.name === "AbortError" || error.name === "KeyboardInterrupt" || error.cause instanceof KeyboardInterrupt
    );
  } catch {
    return false;
  }
}

async function orStopped<T>(value: Promise<T>, stopped: Promise<Outcome>): Promise<T> {
  const interruption = stopped.then(() => {
    throw new KeyboardInterrupt();
  });
  return await Promise.race([value, interruption]);
}

async function evaluateExpressions(
  expressions: readonly UserExpression[],
  cell: Cell,
  evaluate: (code: string) => Promise<Outcome>,
  stoppedAt: StoppedAt,
): Promise<Record<string, UserExpressionResult>> {
  const results: Record<string, UserExpressionResult> = {};
  for (const { name, code, failure } of expressions) {
    if (code === undefined) {
      results[name] = { status: "error", error: failure ?? reportError(new Error("no code")) };
      continue;
    }
    const outcome = await runInCell(cell, () => evaluate(code));
    if (outcome.kind === "value") results[name] = await shown(outcome.value);
    else results[name] = { status: "error", error: failureOf(outcome, cell, stoppedAt) ?? reportError(undefined) };
  }
  return results;
}

async function shown(value: unknown): Promise<UserExpressionResult> {
  try {
    return { status: "ok", data: await bundleOf(value), metadata: {} };
  } catch (error) {
    return { status: "error", error: reportError(error) };
  }
}

/** `_` holds the last result, unless the notebook has declared a `_` of its own, which then hides this one. */
function keepResult(value: unknown): void {
  // Refused where the notebook has fixed `_`, or frozen the global object.
  Reflect.defineProperty(globalThis, "_", { value, writable: true, configurable: true, enumerable: false });
}

function writeMarker(fd: number, marker: string): void {
  try {
    writeSync(fd, marker);
  } catch {
    // The user closed the descriptor; the control process sees its end as well.
  }
}
