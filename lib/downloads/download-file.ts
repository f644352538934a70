import { join } from "node:path";
import { threadId } from "node:worker_threads";
import pRetry from "p-retry";
import type { Dispatcher } from "undici";
import { now } from "../timeline/now.ts";
import type { DownloadJob, DownloadOutcome } from "./download.ts";
import { DownloadError, downloadError, toFailure } from "./download-error.ts";
import { fileExtension } from "./file-extension.ts";
import { PartFile } from "./part-file.ts";
import { receive } from "./receive.ts";

/** Milliseconds before the second attempt; each further one waits twice as long, and a little more or less at random. */
const firstWait = 100;

/**
 * Downloads one URL to a file, again when it fails in a way that may pass, and reports what came of it.
 *
 * The signal ends the waits between attempts; requests end with the dispatcher, which its owner destroys.
 *
 * @throws the signal's reason, once nothing of the download is left.
 */
export async function downloadFile(
  job: DownloadJob,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<DownloadOutcome> {
  const started = now();
  const outcome = { file: undefined, bytes: 0, firstByte: undefined, pid: process.pid, tid: threadId, started };
  try {
    const saved = await pRetry(() => attempt(job, dispatcher), {
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

async function attempt({ index, url: address, folder, part: partPath }: DownloadJob, dispatcher: Dispatcher) {
  const url = new URL(address);
  try {
    await using part = new PartFile(partPath);
    const { contentType, firstByte } = await receive(dispatcher, url, part);
    const file = join(folder, `image-${index}${fileExtension(contentType, url)}`);
    await part.moveTo(file);
    return { file, bytes: part.bytes, firstByte };
  } catch (error) {
    throw downloadError(address, error);
  }
}
