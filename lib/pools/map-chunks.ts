/**
 * Gives the chunks of a run to the workers of a pool and yields the results in the chunks' order.
 *
 *     chunks ──taken in order──▶ window of jobs, `workers` of them running ──read in order──▶ results
 *
 * Invariant: the window never holds more than `aheadPerWorker × workers` jobs, so memory doesn't grow with the number
 * of chunks when results are read as they come. Owner of the pool: the caller.
 */

import pLimit from "p-limit";
import { briefly } from "../errors/briefly.ts";
import { checkFunction } from "../errors/check-function.ts";
import { checkOptions } from "../errors/check-options.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { Unfinished } from "../errors/unfinished.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { checkTask } from "../strategies/check-task.ts";
import type { MapOptions, Task } from "../strategies/strategy.ts";
import { checkTimeline } from "../timeline/check-timeline.ts";
import { now } from "../timeline/now.ts";
import { runJob } from "./attempts.ts";
import type { Pool } from "./pool.ts";

/** Chunks per worker that are taken before the reader needs them: one slow chunk must not leave the others idle. */
const aheadPerWorker = 16;

/**
 * Runs the task on every chunk; a chunk whose worker ends in the middle is done again.
 *
 * When a chunk fails, those that are running are finished and no other is begun. When the signal is aborted, the
 * workers that run a chunk of this map end.
 *
 * @throws NavetteError `ERR_NAVETTE_TASK`, `ERR_NAVETTE_CHUNKS` or `ERR_NAVETTE_FUNCTION` for a wrong argument; Unfinished with `ERR_NAVETTE_ABORTED`, or the code and cause of the chunk that failed (see `runJob`). Its
 * `partial` maps the indices of the chunks that were finished but not yet yielded to their results.
 */
export async function* mapChunks<I, O>(
  pool: Pool,
  task: Task,
  chunks: Iterable<I>,
  options: MapOptions = {},
): AsyncGenerator<O, void, undefined> {
  checkTask(task);
  if (isRevoked(chunks) || typeof chunks?.[Symbol.iterator] !== "function") {
    const said = briefly(chunks);
    throw new NavetteError("ERR_NAVETTE_CHUNKS", `chunks is ${said}: give a list, or anything that can be iterated`);
  }
  checkOptions(options, "options", "{ signal }");
  const { timeline, label = String } = options;
  checkFunction("label", label);
  checkTimeline(timeline);
  const signal = eitherSignal(options.signal);
  const queued = now();
  const limit = pLimit(pool.jobs ?? pool.workers);
  const finished = new Map<number, O>();
  const window: Promise<void>[] = [];
  const iterator = chunks[Symbol.iterator]();
  let taken = 0;
  let stopping = false;

  async function finish(chunk: I, index: number): Promise<void> {
    if (stopping) return;
    signal.throwIfAborted();
    const request = { module: task.module.href, name: task.name, chunk };
    const { value } = await runJob(pool, { request, label: label(index), queued, timeline }, signal);
    finished.set(index, value as O);
  }

  function take(): void {
    while (window.length < aheadPerWorker * pool.workers) {
      const next = iterator.next();
      if (next.done) return;
      const job = limit(finish, next.value, taken++);
      job.catch(() => {
        stopping = true;
      });
      window.push(job);
    }
  }

  try {
    for (let yielded = 0; ; yielded++) {
      take();
      const job = window.shift();
      if (job === undefined) return;
      await job;
      const value = finished.get(yielded) as O;
      finished.delete(yielded);
      yield value;
    }
  } catch (error) {
    await Promise.allSettled(window);
    throw unfinished(error, finished, signal);
  } finally {
    stopping = true;
    iterator.return?.();
    await Promise.allSettled(window);
  }
}

function unfinished<O>(error: unknown, finished: ReadonlyMap<number, O>, signal: AbortSignal): Error {
  if (signal.aborted) {
    const message = "The run was interrupted; `partial` holds what was finished";
    return new Unfinished("ERR_NAVETTE_ABORTED", message, finished, { cause: signal.reason });
  }
  if (!(error instanceof NavetteError)) return error instanceof Error ? error : new Error(String(error));
  return new Unfinished(error.code, error.message, finished, { cause: error.cause });
}
