import { setTimeout as delay } from "node:timers/promises";
import { isAlive } from "../client/is-alive.ts";

/** Waits until processes that aren't ours to wait for have gone: the system tells only when it is asked. */
export async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await delay(20);
}
