import { checkOptions } from "../errors/check-options.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import { measureRun } from "../strategies/measure-run.ts";
import type { Run, RunOptions, Strategy, Task } from "../strategies/strategy.ts";
import type { TaskOfWork, Work } from "./do-task.ts";

/** How many tasks there are, and how long each takes. */
export interface TwoByTwoOptions extends Pick<RunOptions, "workers" | "signal" | "timeline"> {
  /** Tasks of each sort: 1 to 256; eight unless told. */
  readonly tasks?: number;
  /** Milliseconds that an I/O-bound task waits, 0 to 60,000; 100 unless told. */
  readonly waitMs?: number;
  /** Milliseconds that a CPU-bound task computes, 0 to 60,000; 40 unless told. */
  readonly computeMs?: number;
}

/**
 * The same tasks one after the other, all in progress on one thread, and on several threads; results count the tasks
 * done.
 */
export interface ThreeWays {
  /** One task after the other, on one thread. */
  readonly sequential: Run<number>;
  /** All of the tasks in progress on one thread, which switches from one to another. */
  readonly concurrent: Run<number>;
  /** One task at a time on each of `workers` threads. */
  readonly parallel: Run<number>;
}

/** Both sorts of tasks. */
export interface TwoByTwo {
  /** Tasks that wait: I/O-bound. */
  readonly io: ThreeWays;
  /** Tasks that compute: CPU-bound. */
  readonly cpu: ThreeWays;
}

const task: Task = { module: new URL("./do-task.ts", import.meta.url), name: "doTask" };

/**
 * Measures the table of the course: tasks that wait and tasks that compute, each concurrently on one thread and in parallel on
 * several; beside them, one after the other. Threads are warm, so that only the tasks are compared. It
 * takes tasks × (`waitMs` + `computeMs`) for the sequential part alone.
 *
 * @example
 * const { io, cpu } = await twoByTwo({ workers: 2, tasks: 4, waitMs: 50, computeMs: 10 });
 * console.log(io.concurrent.wallMs, io.parallel.wallMs, cpu.concurrent.wallMs, cpu.parallel.wallMs);
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS` or `ERR_NAVETTE_TASKS` for a wrong argument, `ERR_NAVETTE_POOL` when
 * threads don't start; Unfinished `ERR_NAVETTE_ABORTED` when the signal or the cell is interrupted, or the signal's
 * reason while the threads start.
 */
export async function twoByTwo(options: TwoByTwoOptions = {}): Promise<TwoByTwo> {
  checkOptions(options);
  const { tasks = 8, waitMs = 100, computeMs = 40, signal, timeline: also } = options;
  const workers = checkWorkers(options.workers);
  const code = "ERR_NAVETTE_TASKS";
  wholeNumber("tasks", tasks, { min: 1, max: 256, code });
  numberWithin("waitMs", waitMs, { min: 0, max: 60_000, code });
  numberWithin("computeMs", computeMs, { min: 0, max: 60_000, code });

  function measured(work: Work, ms: number, strategy: Strategy, atOnce: number): Promise<Run<number>> {
    const parameters = { tasks, work, ms };
    const base = {
      strategy,
      workers: atOnce,
      warm: true,
      task,
      chunks: tasks,
      signal,
      timeline: also,
      parameters,
    };
    return measureRun(base, async (executor, timeline) => {
      const chunks = Array.from({ length: tasks }, (): TaskOfWork => ({ work, ms }));
      let done = 0;
      const label = (index: number) => `${index + 1}`;
      for await (const _ of executor.map(task, chunks, { timeline, label, ...(signal && { signal }) })) done++;
      return done;
    });
  }

  async function threeWays(work: Work, ms: number): Promise<ThreeWays> {
    return {
      sequential: await measured(work, ms, "sequential", 1),
      concurrent: await measured(work, ms, "async", tasks),
      parallel: await measured(work, ms, "threads", workers),
    };
  }

  return { io: await threeWays("wait", waitMs), cpu: await threeWays("compute", computeMs) };
}
