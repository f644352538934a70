import type { Worker } from "node:worker_threads";

/** How many times as long it may take in all: a thread that only waits is not waited for without end. */
const mostTimes = 6;

/** Milliseconds between two looks at the least. */
const shortestMs = 20;

/**
 * Calls `over`, once, when the thread has computed for `ms` of its own CPU from now on: on a machine that is busy, what it
 * needs is a core rather than to be given up. Waiting for one it may take six times as long. Returns what calls it off.
 */
export function afterCpu(worker: Pick<Worker, "cpuUsage">, ms: number, over: () => void): () => void {
  const before = usedBy(worker);
  let look = setTimeout(lookAtIt, ms);
  const longest = setTimeout(end, mostTimes * ms);
  let isOff = false;

  function callOff(): void {
    isOff = true;
    clearTimeout(look);
    clearTimeout(longest);
  }
  function end(): void {
    callOff();
    over();
  }
  async function lookAtIt(): Promise<void> {
    const left = ms - ((await usedBy(worker)) - (await before));
    if (isOff) return;
    if (left > 0) look = setTimeout(lookAtIt, Math.max(left, shortestMs));
    else end();
  }
  return callOff;
}

/** Milliseconds of CPU that a thread has used; 0 of one that has ended, which is noticed by its end. */
async function usedBy(worker: Pick<Worker, "cpuUsage">): Promise<number> {
  try {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1000;
  } catch {
    return 0;
  }
}
