// Runs one program of a set-up step. Runs under Node 20.
//
// The program gets a process group of its own and no standard input; this module owns it until it ends. When the
// signal aborts, the whole group is told to end, and the promise rejects only once the program has gone.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { logs } from "./checkout.mjs";
import { endGroup } from "./end-group.mjs";
import { Failure } from "./failure.mjs";

/** How many lines of a failed program's output are shown. */
const shownLines = 12;

/**
 * Runs a program to its end with its output in a log file.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {object} options
 * @param {string} options.log name of the log file, without folder or extension
 * @param {string} options.failure what to say when it fails, such as "installing npm packages failed"
 * @param {string} options.nextStep what to do then
 * @param {AbortSignal} options.signal
 * @param {"start" | "end"} [options.telling] which part of its output tells why it failed
 * @param {(line: string) => void} [options.onLine]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @throws {Failure} with a part of the output, when the program can't be started or exits with another code than 0
 */
export async function runProgram(program, args, options) {
  const { signal, onLine, telling = "end" } = options;
  signal.throwIfAborted();
  fs.mkdirSync(logs, { recursive: true });
  const file = path.join(logs, `${options.log}.log`);
  const log = fs.openSync(file, "w");
  /** @type {string[]} */
  const shown = [];
  const take = (/** @type {string} */ line) => {
    fs.writeSync(log, `${line}\n`);
    if (line.trim() === "") return;
    if (telling === "end" || shown.length < shownLines) shown.push(line);
    if (shown.length > shownLines) shown.shift();
    onLine?.(line.trim());
  };
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    shell: process.platform === "win32" && program.endsWith(".cmd"),
  });
  const stop = () => endGroup(child);
  signal.addEventListener("abort", stop, { once: true });
  for (const stream of [child.stdout, child.stderr]) readline.createInterface({ input: stream }).on("line", take);
  try {
    /** @type {number | null} */
    const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    signal.throwIfAborted();
    if (code === 0) return;
    throw new Error(`${path.basename(program)} exited with ${code ?? "a signal"}`);
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    const output = shown.map((line) => `\n    ${line}`).join("");
    throw new Failure(
      `${options.failure} (${reason})${output}`,
      `${options.nextStep} (the whole output is in ${file})`,
      { cause: error },
    );
  } finally {
    signal.removeEventListener("abort", stop);
    fs.closeSync(log);
  }
}
