import { downloadFile } from "./download-file.ts";
import type { Downloader } from "./downloader.ts";
import { openDispatcher } from "./open-dispatcher.ts";
import { openWarySaver } from "./own-savers.ts";
import { openThreadSaver } from "./thread-saver.ts";

/** From this many files on, a thread that saves them is worth its start. */
const many = 100;

/** How a run on the calling thread is carried out. */
export interface OwnDownloads {
  readonly atOnce: number;
  readonly files: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Downloads on the calling thread, with connections that belong to the run: none is open before its first request. */
export function openOwnDownloader({ atOnce, files, timeoutMs, signal }: OwnDownloads): Downloader {
  const dispatcher = openDispatcher(atOnce, timeoutMs);
  const saver = files < many ? openWarySaver() : openThreadSaver();
  const abort = () => void dispatcher.destroy(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  return {
    run: (job) => downloadFile(job, { dispatcher, saver, signal }),
    async [Symbol.asyncDispose]() {
      signal.removeEventListener("abort", abort);
      await Promise.all([dispatcher.destroy(), saver[Symbol.asyncDispose]()]);
    },
  };
}
