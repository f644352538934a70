import { setImmediate, setTimeout as sleep } from "node:timers/promises";

/** One task of the experiment on concurrency and parallelism. */
export interface TaskOfWork {
  readonly work: Work;
  /** Milliseconds of waiting, or of this thread's processor time. */
  readonly ms: number;
}

/** Whether a task waits, as for a server, or computes. */
export type Work = "wait" | "compute";

/** Milliseconds of computing after which a task lets others on its thread go on. */
const sliceMs = 5;

/** Does a task: waits, or computes in slices of 5 ms between which other tasks of the same thread get their turn. */
export async function doTask({ work, ms }: TaskOfWork): Promise<void> {
  if (work === "wait") {
    await sleep(ms);
    return;
  }
  for (let left = ms; left > 0; ) {
    left -= compute(Math.min(sliceMs, left));
    await setImmediate();
  }
}

/** Keeps the processor busy; returns the milliseconds of this thread's processor time that it took. */
function compute(ms: number): number {
  const before = process.threadCpuUsage();
  for (;;) {
    const { user, system } = process.threadCpuUsage(before);
    const spent = (user + system) / 1000;
    if (spent >= ms) return spent;
  }
}
