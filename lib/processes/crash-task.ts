/** What a worker of `crashOne` does: counts primes, and in the middle of it fails in the way it was told to. */
import { countPrimesChunk } from "../scaling/count-primes-chunk.ts";

/** How a worker fails: an exception that nobody catches, `process.exit`, or a signal as a bug in native code gets it. */
export type CrashCause = "exception" | "exit" | "signal";

/** What a worker is asked to do. */
export interface CrashOrder {
  readonly worker: number;
  readonly from: number;
  readonly to: number;
  readonly cause?: CrashCause;
}

/** Counts the primes of the range; with a cause, fails after a tenth of it. */
export function countAndCrash({ from, to, cause }: CrashOrder): number {
  const early = from + Math.ceil((to - from) / 10);
  const primes = countPrimesChunk({ from, to: cause === undefined ? to : early });
  if (cause === "exception") throw new Error("crashed on purpose");
  if (cause === "exit") process.exit(3);
  if (cause === "signal") {
    try {
      process.kill(process.pid, "SIGSEGV");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5000);
    } finally {
      // Windows has no such signal.
      process.kill(process.pid, "SIGKILL");
    }
  }
  return primes;
}
