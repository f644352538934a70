/**
 * Blocks this thread for so many milliseconds: a train on its way, a philosopher who thinks. Terminating the thread ends
 * it at once. Not for waiting on others: that is what `Memory.wait` is for.
 */
export function pause(ms: number): void {
  if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
