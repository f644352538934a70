/**
 * How much memory the user process may hold, and the watch that ends it before the operating system would kill at
 * random.
 *
 * `NAVETTE_MEMORY` (MiB) sets the limit; by default it is three quarters of what the machine, or the control group,
 * has.
 */
import { totalmem } from "node:os";
import { getHeapStatistics } from "node:v8";
import { residentBytes } from "../processes/process-table.ts";

const mebibyte = 2 ** 20;

/** Milliseconds between two looks at the process. */
const interval = 250;

export interface MemoryLimit {
  /** Resident memory of the process. */
  readonly processMiB: number;
  /** V8's heap, by its own default where nothing is set. */
  readonly heapMiB: number;
  readonly nodeOptions: readonly string[];
}

export function memoryLimit(env: NodeJS.ProcessEnv = process.env): MemoryLimit {
  const wanted = Number(env.NAVETTE_MEMORY);
  const defaultHeapMiB = Math.floor(getHeapStatistics().heap_size_limit / mebibyte);
  if (Number.isFinite(wanted) && wanted >= 64) {
    const heapMiB = Math.floor(wanted);
    return { processMiB: heapMiB + 256, heapMiB, nodeOptions: [`--max-old-space-size=${heapMiB}`] };
  }
  const constrained = process.constrainedMemory();
  const available = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return { processMiB: Math.floor((available * 0.75) / mebibyte), heapMiB: defaultHeapMiB, nodeOptions: [] };
}

/** Calls back once when the process holds more than the limit; returns the function that stops watching. */
export function watchMemory(pid: number | undefined, limitMiB: number, exceeded: () => void): () => void {
  if (pid === undefined) return () => {};
  const timer = setInterval(() => {
    const bytes = residentBytes(pid);
    if (bytes === undefined || bytes <= limitMiB * mebibyte) return;
    clearInterval(timer);
    exceeded();
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
