import { sep } from "node:path";
import { threadId } from "node:worker_threads";
import pRetry from "p-retry";
import type { Dispatcher } from "undici";
import { now } from "../timeline/now.ts";
import type { DownloadJob, DownloadOutcome } from "./download.ts";
import { DownloadError, downloadError, toFailure } from "./download-error.ts";
import { fileExtension } from "./file-extension.ts";
import { PartFile } from "./part-file.ts";
import { receive } from "./receive.ts";
import type { Saver } from "./saver.ts";

/** What a download needs from its thread. */
export interface Means {
  readonly dispatcher: Dispatcher;
  readonly saver: Saver;
  /** Ends the waits between attempts; requests end with the dispatcher, which its owner destroys. */
  readonly signal: AbortSignal;
}

/** Milliseconds before the second attempt; each further one waits twice as long, and a little more or less at random. */
const firstWait = 100;

/**
 * Downloads one URL to a file, again when it fails in a way that may pass, and reports what came of it.
 *
 * @throws the signal's reason, once nothing of the download is left.
 */
export async function downloadFile(job: DownloadJob, means: Means): Promise<DownloadOutcome> {
  const { signal } = means;
  const started = now();
  const outcome = { file: undefined, bytes: 0, firstByte: undefined, pid: process.pid, tid: threadId, started };
  try {
    const saved = await pRetry(() => attempt(job, means), {
      retries: job.retries,
      minTimeout: firstWait,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => error instanceof DownloadError && error.transient,
    });
    return { ...outcome, ...saved, ended: now() };
  } catch (error) {
    signal.throwIfAborted();
    return { ...outcome, ended: now(), failure: toFailure(downloadError(job.url, error)) };
  }
}

async function attempt({ index, url: address, folder, part: partPath }: DownloadJob, means: Means) {
  const url = new URL(address);
  try {
    await using part = new PartFile(partPath, means.saver);
    const { contentType, firstByte } = await receive(means.dispatcher, url, part);
    const file = `${folder}${sep}image-${index}${fileExtension(contentType, url)}`;
    await part.moveTo(file);
    return { file, bytes: part.bytes, firstByte };
  } catch (error) {
    throw downloadError(address, error);
  }
}
