/** Tasks that end their own worker, or wait until the test does. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";

export interface MortalChunk {
  readonly n: number;
  /** Folder that tells the first attempt from those that follow. */
  readonly folder: string;
}

/** The first worker that gets the chunk writes its process id to `folder/pid` and hangs until it is killed. */
export function hangOnce({ n, folder }: MortalChunk): number {
  if (n === 2 && firstTime(folder)) {
    writeFileSync(join(folder, "writing"), String(process.pid));
    renameSync(join(folder, "writing"), join(folder, "pid"));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  return n;
}

/** The first worker that gets the chunk ends at once, without an answer. */
export function dieOnce({ n, folder }: MortalChunk): number {
  if (n === 2 && firstTime(folder)) die();
  return n;
}

/** Whoever gets the chunk ends at once. */
export function dieAlways({ n }: MortalChunk): number {
  if (n === 2) die();
  return n;
}

/** The first worker that gets the chunk fails outside of the task's own code. */
export async function throwLateOnce({ n, folder }: MortalChunk): Promise<number> {
  if (n !== 2 || !firstTime(folder)) return n;
  setImmediate(() => {
    throw new Error("thrown by a timer");
  });
  return await new Promise<number>(() => {});
}

/** Waits for ever, from the third chunk on: only the end of its worker ends it. */
export function hang({ n }: MortalChunk): number {
  if (n < 2) return n;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return n;
}

/** Leaves a file named after its process, then waits for ever. */
export function announceAndHang({ folder }: { folder: string }): void {
  writeFileSync(join(folder, `busy-${process.pid}`), "");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Has its process go on when it is asked to end; returns who that is. */
export function ignoreEnd(): number {
  process.on("SIGTERM", () => {});
  return process.pid;
}

function die(): void {
  if (isMainThread) process.kill(process.pid, "SIGKILL");
  else process.exit(7);
}

function firstTime(folder: string): boolean {
  try {
    mkdirSync(join(folder, "first"));
    return true;
  } catch {
    return false;
  }
}
