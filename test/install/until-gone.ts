import { setTimeout as delay } from "node:timers/promises";

/** Waits until processes that aren't ours to wait for have gone: the system tells only when it is asked. */
export async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(lives)) await delay(20);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
