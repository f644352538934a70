import assert from "node:assert/strict";
import type { Timeline } from "../../lib/timeline/timeline.ts";
import { isAlive } from "../client/is-alive.ts";

/** How long what ends by itself may take, in ms: a guard. */
const limitMs = 30_000;

/**
 * Checks, when it is disposed of, that what ran since holds neither a process nor a handle of Node's.
 *
 * Handles of a stream that writes are counted by Node until the write is done, and so are a package's timers of a second or
 * less: the check takes turns of the event loop until they are gone, and only what stays fails it.
 */
export function leavesNothing(timeline: Timeline): AsyncDisposable {
  const before = handles();
  return {
    async [Symbol.asyncDispose]() {
      let left = difference(handles(), before);
      for (const end = performance.now() + limitMs; left.length > 0 && performance.now() < end; ) {
        await new Promise((resolve) => setImmediate(resolve));
        left = difference(handles(), before);
      }
      assert.deepEqual(left, []);
      for (const { pid } of timeline.lanes()) if (pid !== process.pid) assertGone(pid);
    },
  };
}

/** Checks that no process with this id runs any more. */
export function assertGone(pid: number): void {
  assert.equal(isAlive(pid), false, `process ${pid} still runs`);
}

/** Waits until no process with this id runs any more; the test's own limit ends a wait for one that stays. */
export async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve));
}

function handles(): string[] {
  return process.getActiveResourcesInfo().filter((name) => name !== "Immediate");
}

function difference(now: readonly string[], before: readonly string[]): string[] {
  const rest = [...before];
  return now.filter((name) => {
    const index = rest.indexOf(name);
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
}
