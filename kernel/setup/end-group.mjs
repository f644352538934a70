// Ends a child process and everything in its process group. Runs under Node 20.

/** How long a group may take to end by itself before it is killed, in ms. */
const graceMs = 10_000;

/**
 * Asks the group of a detached child to end, and kills it when it takes longer than the grace.
 *
 * Returns at once; the child's own "close" event tells when it has gone.
 *
 * @param {import("node:child_process").ChildProcess} child spawned with `detached` (on Windows only the child is ended)
 * @param {number} [grace] in ms
 * @param {NodeJS.Signals} [signal] how it is asked
 */
export function endGroup(child, grace = graceMs, signal = "SIGTERM") {
  signalGroup(child, signal);
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), grace);
  child.once("close", () => clearTimeout(timer));
}

/**
 * Sends a signal to the group of a detached child; a group that has gone already is no error.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
  }
}
