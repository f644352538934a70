import { machine } from "../machine/machine.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { noticesOf } from "./notices.ts";
import { openExecutor } from "./open-executor.ts";
import { sessionExecutor } from "./session-executor.ts";
import type { Executor, Run, Strategy, Task } from "./strategy.ts";

/** What to run, on which workers. */
export interface Measured {
  readonly strategy: Strategy;
  /** Workers asked for. */
  readonly workers: number;
  /** Whether to borrow the session's workers, started beforehand, or to count the start and the end of new ones. */
  readonly warm: boolean;
  /** Workers that the caller owns, instead of either. */
  readonly executor?: Executor;
  readonly task: Task;
  /** How many chunks there are: no more workers than that are started. */
  readonly chunks: number;
  readonly signal: AbortSignal | undefined;
  /** Receives the spans as well as the run's own timeline. */
  readonly timeline: Timeline | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Runs an experiment on workers and says what it cost.
 *
 * Owner of the workers: this function, which ends them before it returns, or the session if they are warm.
 */
export async function measureRun<T>(
  { strategy, workers: asked, warm, executor: lent, task, chunks, signal, timeline: also, parameters }: Measured,
  work: (executor: Executor, timeline: Timeline) => Promise<T>,
): Promise<Run<T>> {
  const workers = strategy === "sequential" ? 1 : Math.min(asked, Math.max(1, chunks));
  const timeline = new Timeline(also);
  const isBorrowed = warm && lent === undefined;
  await using borrowed = isBorrowed
    ? await sessionExecutor(strategy, task, { workers, ...(signal && { signal }) })
    : null;

  const cpuBefore = process.cpuUsage();
  const started = now();
  const results = await run();
  const wallMs = now() - started;
  const { user, system } = process.cpuUsage(cpuBefore);

  return {
    results,
    strategy,
    workers,
    timeline,
    wallMs,
    cpuMs: (user + system) / 1000 + cpuOfProcesses(timeline),
    parameters: { ...parameters, workers: asked, warm: warm || lent !== undefined },
    machine: machine(),
    notices: noticesOf(timeline, strategy === "sequential" ? 1 : asked, workers),
  };

  async function run(): Promise<T> {
    const ready = lent ?? borrowed;
    if (ready) return work(ready, timeline);
    await using executor = await openExecutor(strategy, { workers });
    return await work(executor, timeline);
  }
}

/** CPU of other processes than this one, whose own usage covers all its threads. */
function cpuOfProcesses({ spans }: Timeline): number {
  return spans.reduce((sum, { pid, cpuMs = 0 }) => sum + (pid === process.pid ? 0 : cpuMs), 0);
}
