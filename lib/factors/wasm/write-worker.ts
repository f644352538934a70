/**
 * A thread that writes factors with others.
 *
 * Owner: `writeFactors`, which started it and ends it; it leaves the files open, which are its owner's.
 */
import { flushCompileCache } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { NavetteError } from "../../errors/navette-error.ts";
import { writeBlocks } from "./write-blocks.ts";
import { controlOf, type WritingJob } from "./writing-job.ts";

/** What a thread is given, and what it says when it fails for a reason that it knows. */
export interface WriterOrder {
  readonly job: WritingJob;
  readonly thread: number;
}

export interface WriterFault {
  readonly code: string;
  readonly message: string;
}

function work({ job, thread }: WriterOrder): void {
  const words = controlOf(job.memory);
  for (const pause of writeBlocks(job, thread)) if (pause) Atomics.wait(words, pause.word, pause.seen);
}

try {
  // Kept for the next workers now: one that is ended early doesn't get to it.
  flushCompileCache();
  work(workerData);
} catch (error) {
  if (!(error instanceof NavetteError)) throw error;
  const fault: WriterFault = { code: error.code, message: error.message };
  parentPort?.postMessage(fault);
}
