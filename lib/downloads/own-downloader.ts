import { downloadFile } from "./download-file.ts";
import type { Downloader } from "./downloader.ts";
import { openDispatcher } from "./open-dispatcher.ts";

/** Downloads on the calling thread, with connections that belong to the run: none is open before its first request. */
export function openOwnDownloader(atOnce: number, timeoutMs: number, signal: AbortSignal): Downloader {
  const dispatcher = openDispatcher(atOnce, timeoutMs);
  const abort = () => void dispatcher.destroy(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  return {
    run: (job) => downloadFile(job, dispatcher, signal),
    async [Symbol.asyncDispose]() {
      signal.removeEventListener("abort", abort);
      await dispatcher.destroy();
    },
  };
}
