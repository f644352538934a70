/**
 * The control process of the kernel, from its start to its end.
 *
 * Ends on a shutdown request, on SIGTERM and SIGHUP, and when the process that started it is gone; the user process
 * goes with it in each case.
 */

import type { SpawnedUserProcess } from "./cells/spawn-user-process.ts";
import { completeBundle, disposeRenderer, prewarmRenderer } from "./display/index.ts";
import { openKernel } from "./session/kernel.ts";
import { readConnectionInfo } from "./wire/connection-info.ts";

/** Milliseconds between two looks at the parent process. */
const parentInterval = 1000;

/** Runs the kernel to its end; a failure to start is told on stderr and ends the process with exit code 1. */
export async function main(connectionFile: string | undefined, user: SpawnedUserProcess | undefined): Promise<void> {
  try {
    if (connectionFile === undefined || !user) throw new Error("usage: node kernel/main.mjs CONNECTION_FILE");
    await run(connectionFile, user);
  } catch (error) {
    process.stderr.write(`navette: ${error instanceof Error ? error.message : String(error)}\n`);
    // The user process sees its pipes close, and ends by itself.
    process.exit(1);
  }
}

async function run(connectionFile: string, user: SpawnedUserProcess): Promise<void> {
  const kernel = await openKernel({
    connection: readConnectionInfo(connectionFile),
    folder: process.cwd(),
    user,
    completeBundle,
    prewarmPlots: () => void prewarmRenderer().catch(() => {}),
  });
  process.on("SIGINT", () => kernel.interrupt());
  // Node would open a debug port.
  process.on("SIGUSR1", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => void kernel.close());
  watchParent(() => void kernel.close());
  await kernel.closed;
  await disposeRenderer();
  process.exit(0);
}

/** Calls back once when the process that Jupyter names as ours is gone. */
function watchParent(gone: () => void): void {
  const parent = Number(process.env.JPY_PARENT_PID);
  if (!Number.isInteger(parent) || parent <= 1) return;
  const isChild = process.ppid === parent;
  const timer = setInterval(() => {
    if (isChild ? process.ppid === parent : isAlive(parent)) return;
    clearInterval(timer);
    gone();
  }, parentInterval);
  timer.unref();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
