/**
 * Downloads in threads, one at a time in each.
 *
 * Owner of the threads: the downloader, through its pool.  A thread is asked to stop through a flag in shared memory, so that it removes what it was
 * writing and stays alive; a thread that is lost in the middle has its download done again, once.
 */
import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { LostWorker } from "../pools/pool.ts";
import { openThreadPool } from "../pools/thread-pool.ts";
import { cancellationOf } from "./cancellation.ts";
import type { DownloadJob, DownloadOutcome } from "./download.ts";
import type { Downloader } from "./downloader.ts";

const task = new URL("./download-task.ts", import.meta.url).href;

/** Starts threads and returns once all of them have loaded the modules they need. */
export async function openThreadDownloader(workers: number, signal: AbortSignal): Promise<Downloader> {
  const pool = openThreadPool(workers);
  const run = randomUUID();
  const { flag, forget } = cancellationOf(signal);
  const never = new AbortController().signal;

  const arrivals = new Int32Array(new SharedArrayBuffer(8));
  arrivals[1] = workers;
  try {
    const meeting = { module: task, name: "meet", chunk: arrivals };
    await Promise.all(Array.from({ length: workers }, () => pool.run(meeting, signal)));
  } catch (error) {
    forget();
    await pool[Symbol.asyncDispose]();
    throw error;
  }

  async function once(job: DownloadJob): Promise<DownloadOutcome> {
    const chunk = { run, job, cancelled: flag };
    const { value, error } = await pool.run({ module: task, name: "downloadInThread", chunk }, never);
    if (error !== undefined) throw error.cause;
    signal.throwIfAborted();
    return value as DownloadOutcome;
  }

  return {
    async run(job) {
      try {
        return await once(job);
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof LostWorker)) throw error;
        await rm(job.part, { force: true });
        return once(job);
      }
    },
    async [Symbol.asyncDispose]() {
      forget();
      await pool[Symbol.asyncDispose]();
    },
  };
}
