/**
 * Runs the threads that write factors: workers, and in a plain program this thread as well.
 *
 * Owner of the workers: `runWriters`. None is left when it returns or throws; a signal ends them where they are, in the
 * middle of a block too. Where this thread works, it does so between turns of the event loop, so that it hears of the
 * signal. In a notebook it doesn't: an interrupt takes a thread that computes by force, and what would clean up with it.
 */
import { setImmediate as turnOfTheLoop } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { NavetteError } from "../../errors/navette-error.ts";
import { workerArguments, workerEnvironment } from "../../pools/worker-settings.ts";
import { writeBlocks } from "./write-blocks.ts";
import type { WriterFault, WriterOrder } from "./write-worker.ts";
import { control, controlOf, type WritingJob } from "./writing-job.ts";

/** Milliseconds that this thread works before the event loop has its turn. */
const patienceMs = 8;

/**
 * Writes every block. `onBlock` is called now and then with how many blocks have their place.
 *
 * @throws NavetteError `ERR_NAVETTE_NUMBERS` for text that isn't numbers; `ERR_NAVETTE_WORKER` when a worker is lost; the
 * signals' reason when one is aborted.
 */
export async function runWriters(
  job: WritingJob,
  signals: readonly AbortSignal[],
  onBlock: (blocks: number) => void,
): Promise<void> {
  const words = controlOf(job.memory);
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  const stop = AbortSignal.any([...signals]);
  const abort = () => failure.reject(stop.reason);
  stop.addEventListener("abort", abort, { once: true });
  const first = job.isJoined ? 1 : 0;
  const workers = Array.from({ length: job.threads - first }, (_, index) => startWriter(job, first + index));
  try {
    for (const worker of workers) tellOfFailure(worker, failure.reject);
    if (job.isJoined) await work(job, words, stop, failure.promise, onBlock);
    for (let seen = 0; seen < job.blocks; seen = Atomics.load(words, control.turn)) {
      const waiting = Atomics.waitAsync(words, control.turn, seen);
      if (waiting.async) await Promise.race([waiting.value, failure.promise]);
      onBlock(Atomics.load(words, control.turn));
    }
    // Until all is written, not until all workers have ended: those that came too late needn't come at all.
    for (let seen = 0; seen < job.blocks; seen = Atomics.load(words, control.written)) {
      const waiting = Atomics.waitAsync(words, control.written, seen);
      if (waiting.async) await Promise.race([waiting.value, failure.promise]);
    }
  } finally {
    stop.removeEventListener("abort", abort);
    await Promise.all(workers.map((worker) => worker.terminate()));
    // Whoever still waits in this thread is let go.
    Atomics.notify(words, control.turn);
    Atomics.notify(words, control.segmentsDone);
    Atomics.notify(words, control.written);
  }
}

function startWriter(job: WritingJob, thread: number): Worker {
  const workerOrder: WriterOrder = { job, thread };
  return new Worker(new URL("./write-worker.ts", import.meta.url), {
    workerData: workerOrder,
    env: workerEnvironment(),
    execArgv: workerArguments,
  });
}

function tellOfFailure(worker: Worker, failed: (cause: unknown) => void): void {
  worker.once("message", ({ code, message }: WriterFault) => failed(new NavetteError(code, message)));
  worker.once("error", failed);
  worker.once("exit", (code) => {
    if (code === 0) return;
    failed(new NavetteError("ERR_NAVETTE_WORKER", `A thread that wrote factors ended with ${code}: try again`));
  });
}

async function work(
  job: WritingJob,
  words: Int32Array,
  stop: AbortSignal,
  failure: Promise<never>,
  onBlock: (blocks: number) => void,
): Promise<void> {
  let since = performance.now();
  for (const pause of writeBlocks(job, 0)) {
    if (pause !== undefined) {
      const waiting = Atomics.waitAsync(words, pause.word, pause.seen);
      if (waiting.async) await Promise.race([waiting.value, failure]);
    } else if (performance.now() - since < patienceMs) continue;
    else await Promise.race([turnOfTheLoop(), failure]);
    stop.throwIfAborted();
    onBlock(Atomics.load(words, control.turn));
    since = performance.now();
  }
}
