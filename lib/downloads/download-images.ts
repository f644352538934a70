/**
 * Downloads a list of URLs to files, by one strategy or another.
 *
 * Owner of everything a run starts (connections, threads, temporary files): the run.  All of it is gone when the promise
 * settles, whether the run went well, failed or was interrupted.
 */
import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import pLimit, { type LimitFunction } from "p-limit";
import { Unfinished } from "../errors/unfinished.ts";
import { host } from "../host/host.ts";
import { machine } from "../machine/machine.ts";
import type { Run } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { type CheckedDownload, checkDownload } from "./check-download.ts";
import type { DownloadJob, DownloadOptions, DownloadOutcome, DownloadResult, DownloadSpan } from "./download.ts";
import { fromFailure } from "./download-error.ts";
import type { Downloader } from "./downloader.ts";
import { openOwnDownloader } from "./own-downloader.ts";
import { prepareFolder } from "./prepare-folder.ts";

/**
 * Downloads each URL to `image-0.jpg`, `image-1.jpg`, … in the folder, which is made where it doesn't exist.
 *
 * A download that fails is reported in its result, with its cause; the others go on.  A file has its final name only when
 * it is whole.  The extension is that of the content type, else of the URL.
 *
 * @throws NavetteError for a wrong argument (see `checkDownload`) or a folder that can't be written to (see
 * `prepareFolder`), before the first request; Unfinished `ERR_NAVETTE_ABORTED` when the signal or the cell is interrupted,
 * with the results of the downloads that were finished.
 */
export async function downloadImages(
  urls: Iterable<string | URL>,
  folder: string | URL,
  options: DownloadOptions = {},
): Promise<Run<DownloadResult[]>> {
  const checked = checkDownload(urls, options);
  const signal = options.signal ? AbortSignal.any([options.signal, host().signal()]) : host().signal();
  const path = await prepareFolder(folder);

  const timeline = new Timeline();
  const results: DownloadResult[] = [];
  const cpu = process.cpuUsage();
  const queued = now();
  try {
    signal.throwIfAborted();
    await downloadAll(checked, path, signal, (job, outcome) => {
      const span = spanOf(job, outcome, queued);
      timeline.add(span);
      options.timeline?.add(span);
      results[job.index] = resultOf(job, outcome);
      options.onProgress?.({ done: timeline.spans.length, total: checked.urls.length });
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    const message = "The downloads were interrupted; `partial` holds the results of those that were finished";
    throw new Unfinished("ERR_NAVETTE_ABORTED", message, Object.values(results), { cause: signal.reason });
  }
  const { user, system } = process.cpuUsage(cpu);
  const { strategy, workers, timeoutMs, retries, perHost } = checked;
  return {
    results,
    strategy,
    workers,
    timeline,
    wallMs: now() - queued,
    cpuMs: (user + system) / 1000,
    parameters: { images: checked.urls.length, timeoutMs, retries, perHost },
    machine: machine(),
  };
}

async function downloadAll(
  { urls, strategy, workers, timeoutMs, retries, perHost }: CheckedDownload,
  folder: string,
  signal: AbortSignal,
  finished: (job: DownloadJob, outcome: DownloadOutcome) => void,
): Promise<void> {
  const prefix = `.navette-${randomUUID()}-`;
  const inTurn = turns(workers, perHost);
  let whole = false;
  try {
    await using downloader = await openDownloader(strategy, workers, timeoutMs, signal);
    const downloads = urls.map(({ href, host }, index) =>
      inTurn(host, async () => {
        signal.throwIfAborted();
        const job = { index, url: href, folder, part: join(folder, `${prefix}${index}.part`), timeoutMs, retries };
        finished(job, await downloader.run(job));
      }),
    );
    const settled = await Promise.allSettled(downloads);
    for (const { status, ...failed } of settled) if (status === "rejected" && "reason" in failed) throw failed.reason;
    whole = true;
  } finally {
    if (!whole) await sweep(folder, prefix);
  }
}

/** Opens what the strategy downloads with: piscina and its threads are loaded only when they are asked for. */
async function openDownloader(
  strategy: string,
  workers: number,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Downloader> {
  if (strategy !== "threads") return openOwnDownloader(workers, timeoutMs, signal);
  const { openThreadDownloader } = await import("./thread-downloader.ts");
  return openThreadDownloader(workers, signal);
}

/** Returns a function that runs tasks in order, `workers` at once and `perHost` at once for each host. */
function turns(workers: number, perHost: number): <T>(host: string, task: () => Promise<T>) => Promise<T> {
  const all = pLimit(workers);
  if (perHost >= workers) return (_host, task) => all(task);
  const hosts = new Map<string, LimitFunction>();
  return (host, task) => {
    const one = hosts.get(host) ?? pLimit(perHost);
    hosts.set(host, one);
    return one(() => all(task));
  };
}

/** Removes what a thread that was lost in the middle left. */
async function sweep(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.startsWith(prefix)) await rm(join(folder, name), { force: true });
}

function spanOf({ index, url }: DownloadJob, outcome: DownloadOutcome, queued: number): DownloadSpan {
  const { pid, tid, started, ended, firstByte, failure } = outcome;
  const label = `${index}: ${new URL(url).pathname.split("/").at(-1) || url}`;
  const status = failure === undefined ? "ok" : "failed";
  return { label, kind: "download", host: hostname(), pid, tid, queued, started, firstByte, ended, status };
}

function resultOf({ url }: DownloadJob, { file, bytes, started, ended, failure }: DownloadOutcome): DownloadResult {
  const result = { url, file, bytes, ms: ended - started };
  return failure === undefined ? result : { ...result, error: fromFailure(failure) };
}
