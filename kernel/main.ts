/**
 * The control process of the kernel, from its start to its end.
 *
 * Ends on a shutdown request, on SIGTERM and SIGHUP, and when the process that started it is gone; the user process
 * goes with it in each case.
 */

import type { SpawnedUserProcess } from "./cells/spawn-user-process.ts";
import { completeBundle, disposeRenderer, prewarmRenderer } from "./display/index.ts";
import { openKernel } from "./session/kernel.ts";
import type { BoundSockets } from "./wire/bind-sockets.ts";

/** Milliseconds between two looks at the parent process. */
const parentInterval = 1000;

/** What was begun before the rest of the kernel was loaded. */
export interface Begun {
  readonly user: SpawnedUserProcess;
  /** The sockets, or why they could not be bound. */
  readonly bound: BoundSockets | Error;
}

/**
 * Runs the kernel to its end; a failure to start is told on stderr and ends the process with exit code 1.
 *
 * @param begun - undefined where no connection file was named
 */
export async function main(begun: Begun | undefined): Promise<void> {
  try {
    if (!begun) throw new Error("usage: node kernel/main.mjs CONNECTION_FILE");
    if (begun.bound instanceof Error) throw begun.bound;
    await run(begun.user, begun.bound);
  } catch (error) {
    process.stderr.write(`navette: ${error instanceof Error ? error.message : String(error)}\n`);
    // The user process sees its pipes close, and ends by itself.
    process.exit(1);
  }
}

async function run(user: SpawnedUserProcess, bound: BoundSockets): Promise<void> {
  process.on("uncaughtException", tellDefect);
  process.on("unhandledRejection", tellDefect);
  const kernel = openKernel({
    ...bound,
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

/** A defect of ours costs what was being done, never the session: the reader's variables are in another process. */
function tellDefect(error: unknown): void {
  // Nobody reads what is told.
  if (error instanceof Error && "code" in error && error.code === "EPIPE") return;
  process.stderr.write(`navette: a defect of the kernel: ${error instanceof Error ? error.stack : error}\n`);
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
