/**
 * Downloads in threads, one at a time in each.
 *
 * Owner of the threads: the downloader, or the session whose warm ones it borrows.  A thread is asked to stop through a flag
 * in shared memory, so that it removes what it was writing and stays alive; a thread that is lost in the middle has its
 * download done again, once.
 */
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { openPool } from "../pools/open-pool.ts";
import { LostWorker } from "../pools/pool.ts";
import { borrowPool } from "../pools/session-pools.ts";
import { warmUp } from "../pools/warm-up.ts";
import { now } from "../timeline/now.ts";
import { cancellationOf } from "./cancellation.ts";
import type { DownloadJob, DownloadOutcome } from "./download.ts";
import { DownloadError, toFailure } from "./download-error.ts";
import type { Downloader } from "./downloader.ts";

/** How often a download is given to a thread before it is given up. */
const attempts = 2;

const name = "downloadInThread";
const coldTask = { module: new URL("./download-task.ts", import.meta.url), name };
const warmTask = { module: new URL("./rehearsed-download-task.ts", import.meta.url), name };

/** Starts threads, or borrows the session's; returns once all of them have loaded the modules that they need. */
export async function openThreadDownloader(workers: number, warm: boolean, signal: AbortSignal): Promise<Downloader> {
  await using opened = new AsyncDisposableStack();
  const pool = opened.use(await (warm ? borrowPool : openPool)("threads", workers));
  const task = warm ? warmTask : coldTask;
  await warmUp(pool, task, signal);
  const { flag, forget } = cancellationOf(signal);
  opened.defer(forget);

  const run = randomUUID();
  const never = new AbortController().signal;
  async function once(job: DownloadJob): Promise<DownloadOutcome> {
    const chunk = { run, job, cancelled: flag };
    const { value, error } = await pool.run({ module: task.module.href, name, chunk }, never);
    if (error !== undefined) throw error.cause;
    signal.throwIfAborted();
    return value as DownloadOutcome;
  }

  const owned = opened.move();
  return {
    async run(job) {
      const started = now();
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(job);
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof LostWorker)) throw error;
          await rm(job.part, { force: true });
          if (attempt === attempts) return lost(job, error.began ?? { started }, error);
        }
      }
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function lost({ url }: DownloadJob, began: { started: number; tid?: number }, cause: LostWorker): DownloadOutcome {
  const message = `${url} was lost ${attempts} times with the thread that downloaded it: look for what ends threads`;
  const failure = toFailure(new DownloadError("THREAD", message, false, { cause }));
  const { started, tid = 0 } = began;
  return { file: undefined, bytes: 0, firstByte: undefined, pid: process.pid, tid, started, ended: now(), failure };
}
