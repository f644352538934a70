import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import pLimit, { type LimitFunction } from "p-limit";
import type { CheckedDownload } from "./check-download.ts";
import type { DownloadJob, DownloadOutcome } from "./download.ts";
import type { Downloader } from "./downloader.ts";

/**
 * Downloads every URL, so many at once, and hands over what came of each as soon as it is known.
 *
 * Rejects when the run is aborted, once nothing of it is under way and no temporary file is left.
 */
export async function downloadAll(
  { urls, workers, timeoutMs, retries, perHost }: CheckedDownload,
  folder: string,
  downloader: Downloader,
  finished: (job: DownloadJob, outcome: DownloadOutcome) => void,
): Promise<void> {
  const prefix = `.navette-${randomUUID()}-`;
  const beginning = join(folder, prefix);
  const inTurn = turns(workers, perHost);
  const downloads = urls.map(({ href, host }, index) =>
    inTurn(host, async () => {
      const job = { index, url: href, folder, part: `${beginning}${index}.part`, timeoutMs, retries };
      finished(job, await downloader.run(job));
    }),
  );
  try {
    await Promise.all(downloads);
  } catch (error) {
    await Promise.allSettled(downloads);
    await sweep(folder, prefix);
    throw error;
  }
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
