/**
 * Downloads a list of URLs to files, by one strategy or another.
 *
 * Owner of everything a run starts (connections, threads, temporary files): the run.  All of it is gone when the promise
 * settles, whether the run went well, failed or was interrupted.
 */

import { hostname } from "node:os";
import { checkOptions } from "../errors/check-options.ts";
import { Unfinished } from "../errors/unfinished.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { host, type Locale } from "../host/host.ts";
import { machine } from "../machine/machine.ts";
import { operationProgress } from "../progress/operation-progress.ts";
import type { Run } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { type CheckedDownload, checkDownload } from "./check-download.ts";
import type { DownloadJob, DownloadOptions, DownloadOutcome, DownloadResult, DownloadSpan } from "./download.ts";
import { downloadAll } from "./download-all.ts";
import { fromFailure } from "./download-error.ts";
import type { Downloader } from "./downloader.ts";
import { openOwnDownloader } from "./own-downloader.ts";
import { prepareFolder } from "./prepare-folder.ts";
import { rehearse } from "./rehearse.ts";

/** Asked once: it is a system call. */
const hostName = hostname();

/**
 * Downloads each URL to `image-0.jpg`, `image-1.jpg`, … in the folder, which is made where it doesn't exist.
 *
 * A download that fails is reported in its result, with its cause; the others go on.  A file has its final name only when
 * it is whole.  The extension is that of the content type, else of the URL.
 *
 * What results report: `ERR_NAVETTE_DOWNLOAD_STATUS` (another than 200), `ERR_NAVETTE_DOWNLOAD_TIMEOUT`,
 * `ERR_NAVETTE_DOWNLOAD_REFUSED`, `ERR_NAVETTE_DOWNLOAD_CUT`, `ERR_NAVETTE_DOWNLOAD_UNREACHABLE`,
 * `ERR_NAVETTE_DOWNLOAD_DNS`, `ERR_NAVETTE_DOWNLOAD_TLS`, `ERR_NAVETTE_DOWNLOAD_PROTOCOL`,
 * `ERR_NAVETTE_DOWNLOAD_REDIRECTS`, `ERR_NAVETTE_DOWNLOAD_DISK_FULL`, `ERR_NAVETTE_DOWNLOAD_FILE` or, for any other
 * reason, `ERR_NAVETTE_DOWNLOAD_FAILED`. Bodies are written as they come: memory doesn't grow with their size, but by a
 * result and a span for each image.
 *
 * @throws NavetteError, before the first request, `ERR_NAVETTE_URL`, `ERR_NAVETTE_STRATEGY`, `ERR_NAVETTE_WORKERS` or
 * `ERR_NAVETTE_DOWNLOAD_OPTION` for a wrong argument, `ERR_NAVETTE_FOLDER` for a folder that can't be made or written
 * to; Unfinished `ERR_NAVETTE_ABORTED` when the signal or the cell is interrupted, with the results of the downloads
 * that were finished.
 *
 * @example
 * import { mkdtemp } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * await using server = await serveImages({ count: 3, latencyMs: 20 });
 * const folder = await mkdtemp(join(tmpdir(), "images-"));
 * const { results, wallMs } = await downloadImages(server.urls, folder, { strategy: "async", workers: 3 });
 * results.filter(({ error }) => error === undefined).length; // 3
 */
export async function downloadImages(
  urls: readonly (string | URL)[],
  folder: string | URL,
  options: DownloadOptions = {},
): Promise<Run<DownloadResult[]>> {
  checkOptions(options);
  const checked = checkDownload(urls, options);
  const signal = eitherSignal(options.signal);
  const timeline = new Timeline(options.timeline);
  const [path] = await Promise.all([prepareFolder(folder), rehearse()]);
  const results: DownloadResult[] = [];
  using shown = operationProgress("downloading");
  try {
    signal.throwIfAborted();
    const cost = await measure(checked, signal, (downloader, queued) =>
      downloadAll(checked, path, downloader, (job, outcome) => {
        timeline.add({ ...spanOf(outcome, queued), label: labelOf(job.index, checked.urls[job.index]) });
        results[job.index] = resultOf(job, outcome);
        const progress = { done: timeline.spans.length, total: checked.urls.length };
        shown.report(progress);
        options.onProgress?.(progress);
      }),
    );
    const { strategy, workers, asked, warm, timeoutMs, retries, perHost } = checked;
    const parameters = { images: results.length, workers: asked, warm, timeoutMs, retries, perHost };
    const notices = workers < asked ? [words[host().locale](asked, workers)] : [];
    return { results, strategy, workers, timeline, ...cost, parameters, machine: machine(), notices };
  } catch (error) {
    if (!signal.aborted) throw error;
    const message = "The downloads were interrupted; `partial` holds the results of those that were finished";
    throw new Unfinished("ERR_NAVETTE_ABORTED", message, Object.values(results), { cause: signal.reason });
  }
}

/** Does the work and says what it cost: with the start and the end of its threads, unless they were warm. */
async function measure(
  checked: CheckedDownload,
  signal: AbortSignal,
  work: (downloader: Downloader, queued: number) => Promise<void>,
): Promise<{ wallMs: number; cpuMs: number }> {
  const cold = checked.strategy === "threads" && !checked.warm;
  await using ready = cold ? null : await openDownloader(checked, signal);
  const cpu = process.cpuUsage();
  const queued = now();
  if (ready !== null) {
    await work(ready, queued);
  } else {
    await using started = await openDownloader(checked, signal);
    await work(started, queued);
  }
  const wallMs = now() - queued;
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs, cpuMs: (user + system) / 1000 };
}

/** Opens what the strategy downloads with: piscina is loaded only when threads are asked for. */
async function openDownloader(
  { urls, strategy, workers, warm, timeoutMs }: CheckedDownload,
  signal: AbortSignal,
): Promise<Downloader> {
  if (strategy !== "threads" || urls.length === 0)
    return openOwnDownloader({ atOnce: workers, files: urls.length, timeoutMs, signal });
  const { openThreadDownloader } = await import("./thread-downloader.ts");
  return openThreadDownloader(workers, warm, signal);
}

function spanOf(outcome: DownloadOutcome, queued: number): Omit<DownloadSpan, "label"> {
  const { pid, tid, started, ended, firstByte, failure } = outcome;
  const status = failure === undefined ? "ok" : "failed";
  return { kind: "download", host: hostName, pid, tid, queued, started, firstByte, ended, status };
}

/** Number and file name, such as `7: logo.png`. */
function labelOf(index: number, url: URL | undefined): string {
  const path = url?.pathname ?? "";
  return `${index}: ${path.slice(path.lastIndexOf("/") + 1) || url?.host}`;
}

function resultOf({ url }: DownloadJob, { file, bytes, started, ended, failure }: DownloadOutcome): DownloadResult {
  const result = { url, file, bytes, ms: ended - started };
  return failure === undefined ? result : { ...result, error: fromFailure(failure) };
}

const words: Record<Locale, (asked: number, used: number) => string> = {
  en: (asked, used) => `${asked} workers were asked for; there was work for ${used}: download more images.`,
  fr: (asked, used) => `${asked} exécutants demandés, du travail pour ${used} : téléchargez davantage d'images.`,
};
