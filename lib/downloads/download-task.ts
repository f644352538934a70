/**
 * What a thread of a pool runs to download.
 *
 * Owner of the connections: this thread, for the run that they were opened for; they close when the next run begins, or
 * by themselves after some idle seconds.
 */
import { type Cancellation, whenCancelled } from "./cancellation.ts";
import type { DownloadJob, DownloadOutcome } from "./download.ts";
import { downloadFile, type Means } from "./download-file.ts";
import { openDispatcher } from "./open-dispatcher.ts";
import { promptSaver } from "./own-savers.ts";

/** A job, and the flag of the run that it belongs to. */
export interface DownloadRequest {
  readonly run: string;
  readonly job: DownloadJob;
  readonly cancelled: Cancellation;
}

interface Client extends Means {
  readonly run: string;
}

let client: Client | undefined;

/** Downloads one file; returns nothing when the run was cancelled, once nothing of the download is left. */
export async function downloadInThread({ run, job, cancelled }: DownloadRequest): Promise<DownloadOutcome | undefined> {
  if (client?.run !== run) {
    void client?.dispatcher.destroy();
    client = openClient(run, job.timeoutMs, cancelled);
  }
  const means = client;
  try {
    return await downloadFile(job, means);
  } catch (error) {
    if (means.signal.aborted) return undefined;
    throw error;
  }
}

function openClient(run: string, timeoutMs: number, cancelled: Cancellation): Client {
  const dispatcher = openDispatcher(1, timeoutMs);
  const controller = new AbortController();
  whenCancelled(cancelled, () => {
    controller.abort();
    void dispatcher.destroy(controller.signal.reason);
  });
  return { run, dispatcher, saver: promptSaver, signal: controller.signal };
}
