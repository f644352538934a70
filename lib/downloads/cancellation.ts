/** A flag in memory that threads share, raised once: how a run tells its threads to stop and tidy up. */
export type Cancellation = Int32Array<SharedArrayBuffer>;

/** Returns a flag that is raised when the signal is aborted, and a function that forgets the signal. */
export function cancellationOf(signal: AbortSignal): { flag: Cancellation; forget: () => void } {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const raise = () => {
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  };
  if (signal.aborted) raise();
  signal.addEventListener("abort", raise, { once: true });
  return { flag, forget: () => signal.removeEventListener("abort", raise) };
}

/** Calls back when the flag is raised, in a thread that goes on with its work meanwhile. */
export function whenCancelled(flag: Cancellation, callback: () => void): void {
  const { async: pending, value } = Atomics.waitAsync(flag, 0, 0);
  if (pending) value.then(callback);
  else callback();
}
