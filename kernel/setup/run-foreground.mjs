// Runs the program that a command is about, with the person's terminal as its output. Runs under Node 20.
//
// The program gets a session of its own, so that Ctrl-C in the terminal reaches only us. This process owns it and all
// that it starts: when the signal aborts, its group is asked to end, and what is left once it has gone is killed.
import { spawn } from "node:child_process";
import readline from "node:readline";
import { endGroup, signalGroup } from "./end-group.mjs";
import { Stopped } from "./main-program.mjs";
import { descendants, killSurvivors } from "./process-tree.mjs";

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {object} options
 * @param {AbortSignal} options.signal
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @param {boolean} [options.leash] keep its standard input open, silent, until this process ends
 * @param {boolean} [options.forward] ask it to end by the very signal that this process got, not always by SIGTERM
 * @param {(line: string) => void} [options.onLine] takes its standard output, line by line
 * @param {number} [options.graceMs] how long it may take to end before everything is killed
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export async function runForeground(
  program,
  args,
  { signal, env, cwd, leash = false, forward = false, onLine, graceMs = 10_000 },
) {
  signal.throwIfAborted();
  const child = spawn(program, args, {
    cwd,
    env: env ?? process.env,
    stdio: [leash ? "pipe" : "ignore", onLine ? "pipe" : "inherit", "inherit"],
    detached: process.platform !== "win32",
  });
  if (onLine && child.stdout) readline.createInterface({ input: child.stdout }).on("line", onLine);
  /** @type {Set<number>} */
  const started = new Set();
  const remember = () => {
    for (const pid of child.pid === undefined ? [] : descendants(child.pid)) started.add(pid);
  };
  const stop = () => {
    remember();
    endGroup(child, graceMs, forward && signal.reason instanceof Stopped ? signal.reason.signal : "SIGTERM");
  };
  const stopAtOnce = () => {
    if (!signal.aborted) return;
    remember();
    signalGroup(child, "SIGKILL");
  };
  // The second Ctrl-C of an impatient person; it is registered before the first has aborted the signal.
  let interrupts = 0;
  const onInterrupt = () => ++interrupts > 1 && stopAtOnce();
  signal.addEventListener("abort", stop, { once: true });
  process.on("SIGINT", onInterrupt);
  try {
    /** @type {number | null} */
    const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    return code ?? 1;
  } finally {
    signal.removeEventListener("abort", stop);
    process.off("SIGINT", onInterrupt);
    killSurvivors([...started]);
  }
}
