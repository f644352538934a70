/**
 * Worker threads of user code: each knows its cell by its environment, and the output of the child processes that it
 * starts takes the way of its own.
 *
 * A thread that is given options of Node or streams of its own is as its owner wants it.
 */
import { syncBuiltinESMExports } from "node:module";
import { fileURLToPath } from "node:url";
import threads, { type WorkerOptions } from "node:worker_threads";
import { sessionVariable } from "../processes/session-variable.ts";
import { refuseIfClosed, runningCell } from "./cell.ts";
import { cellVariable } from "./child-processes.ts";

/** Of this session; taken before a cell can change it. */
const origin = { [sessionVariable]: process.env[sessionVariable] };

const preload = fileURLToPath(new URL("./thread-preload.cjs", import.meta.url));

export function adoptThreads(): void {
  const { Worker } = threads;
  const adopted = new Proxy(Worker, {
    construct(target, [file, options, ...others], newTarget) {
      refuseIfClosed();
      return Reflect.construct(target, [file, withCell(options), ...others], newTarget);
    },
  });
  Object.assign(threads, { Worker: adopted });
  syncBuiltinESMExports();
}

function withCell(options: WorkerOptions = {}): WorkerOptions {
  const { execArgv, stdout, stderr, env } = options;
  const isPlain = execArgv === undefined && stdout !== true && stderr !== true;
  const cell = runningCell();
  // Once later cells run, the environment names the latest one.
  const isLate = env === undefined && cell !== undefined && process.env[cellVariable] !== String(cell.number);
  const isGiven = typeof env === "object" && env !== null;
  return {
    ...options,
    ...(isPlain && { execArgv: [...inherited(), "--require", preload] }),
    ...(isLate && { env: { ...process.env, [cellVariable]: String(cell.number) } }),
    // By these the processes are found that the thread will have started.
    ...(isGiven && { env: { ...env, ...origin, ...(cell && { [cellVariable]: String(cell.number) }) } }),
  };
}

/** Options of V8, which a memory limit sets, hold for all threads, and are refused for a single one. */
function inherited(): string[] {
  return process.execArgv.filter((option) => !option.startsWith("--max-"));
}
