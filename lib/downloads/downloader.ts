import type { DownloadJob, DownloadOutcome } from "./download.ts";

/** What makes the downloads of one run: this thread, or several others. Disposing of it ends what it started. */
export interface Downloader extends AsyncDisposable {
  /** Rejects when the run was aborted, once nothing of the download is left. */
  run(job: DownloadJob): Promise<DownloadOutcome>;
}
