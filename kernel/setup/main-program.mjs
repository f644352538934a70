// The frame of every script: stop signals, failures and exit codes in one place. Runs under Node 20.
//
//   SIGINT, SIGTERM, SIGHUP ──▶ abort(signal) ──▶ the body ends what it started and returns or throws ──▶ exit code
//
// The body owns its child processes and ends them when the signal aborts; this module only tells it to.
import fs from "node:fs";
import os from "node:os";
import { printFailure } from "./failure.mjs";
import { parentOf } from "./process-tree.mjs";

/** Names the process that a script shouldn't outlive. */
export const parentVariable = "NAVETTE_PARENT";

/** The reason of an aborted signal: the stop signal that this process received. */
export class Stopped extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`stopped by ${signal}`);
    this.name = "Stopped";
    this.signal = signal;
    /** What a shell reports for a program that this signal ended. */
    this.exitCode = 128 + os.constants.signals[signal];
  }
}

/**
 * Runs `body` to its end and exits with the code that it returns, 1 when it throws, 128 + n when signal n stopped it.
 *
 * @param {(signal: AbortSignal) => Promise<number>} body
 */
export async function runMain(body) {
  const controller = new AbortController();
  for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(name, () => controller.abort(new Stopped(name)));
  }
  if (process.env.npm_lifecycle_event || process.env[parentVariable] === String(process.ppid)) watchParent(controller);
  process.exit(await exitCode(body, controller.signal));
}

/**
 * Stops when whoever started this script has gone: it may be killed, and an npm that is told to end may do so without
 * a word to the script that it runs.
 *
 * @param {AbortController} controller
 */
function watchParent(controller) {
  const ancestors = startingProcesses();
  const timer = setInterval(() => {
    if (ancestors.every((pid, i) => pid === startingProcesses()[i])) return;
    clearInterval(timer);
    controller.abort(new Stopped("SIGHUP"));
  }, 500);
  timer.unref();
}

/** Returns the parent and, where that is the shell in which npm runs a script, the npm above it. */
function startingProcesses() {
  const parent = process.ppid;
  if (process.platform !== "linux") return [parent];
  try {
    const shell = fs.readFileSync(`/proc/${parent}/cmdline`, "utf8").startsWith("sh\0-c\0");
    return shell ? [parent, parentOf(parent)] : [parent];
  } catch {
    return [parent];
  }
}

/**
 * @param {(signal: AbortSignal) => Promise<number>} body
 * @param {AbortSignal} signal
 */
async function exitCode(body, signal) {
  try {
    return await body(signal);
  } catch (error) {
    if (signal.reason instanceof Stopped) return signal.reason.exitCode;
    printFailure(error);
    return 1;
  }
}
