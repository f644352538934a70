/**
 * Child processes of user code: each knows its cell by its environment, and one that would inherit standard output or
 * error gets a pipe instead, so that what it prints finds the cell that started it.
 */
import { AsyncResource } from "node:async_hooks";
import { ChildProcess } from "node:child_process";
import process from "node:process";
import type { Readable } from "node:stream";
import { isMainThread } from "node:worker_threads";
import { sessionVariable } from "../processes/session-variable.ts";
import { spawnSyncBinding } from "../processes/spawn-sync-binding.ts";
import { refuseIfClosed, runningCell } from "./cell.ts";

/** Environment variable by which a child knows the number of the cell that started it. */
export const cellVariable = "NAVETTE_CELL";

interface SpawnOptions {
  envPairs?: string[];
  stdio?: unknown;
}

type Spawn = (this: ChildProcess, options: SpawnOptions) => number;

/** By this the kernel finds its descendants, also those that are given an environment of their own. */
const session = process.env[sessionVariable];

export function adoptChildren(): void {
  const prototype = ChildProcess.prototype as unknown as { spawn: Spawn };
  const { spawn } = prototype;
  prototype.spawn = function (options) {
    refuseIfClosed();
    const envPairs = withOrigin(options.envPairs);
    const { stdio, piped } = withoutInheritance(options.stdio);
    const result = spawn.call(this, { ...options, ...(envPairs && { envPairs }), stdio });
    for (const { index, stream } of piped) forward(this, index, stream);
    return result;
  };
  const binding = spawnSyncBinding();
  if (!binding) return;
  const { spawn: spawnSync } = binding;
  binding.spawn = (options) => {
    refuseIfClosed();
    const envPairs = withOrigin(options.envPairs);
    return spawnSync.call(binding, { ...options, ...(envPairs && { envPairs }) });
  };
}

/** The environment of a child, with its cell and its session in it. */
function withOrigin(given: readonly string[] | undefined): string[] | undefined {
  // A thread's children are those of the cell that has started the thread.
  const cell = isMainThread ? runningCell()?.number : process.env[cellVariable];
  const envPairs = given?.filter((pair) => !pair.startsWith(`${cellVariable}=`));
  if (cell !== undefined) envPairs?.push(`${cellVariable}=${cell}`);
  if (session !== undefined && !envPairs?.includes(`${sessionVariable}=${session}`)) {
    envPairs?.push(`${sessionVariable}=${session}`);
  }
  return envPairs;
}

/** Node's names for a child's standard streams, with 1 and 2 replaced by pipes where they are ours to inherit. */
function withoutInheritance(stdio: unknown): {
  stdio: unknown;
  piped: { index: number; stream: "stdout" | "stderr" }[];
} {
  const list: unknown[] | undefined = Array.isArray(stdio)
    ? [...stdio]
    : stdio === "inherit"
      ? ["inherit", "inherit", "inherit"]
      : undefined;
  if (!list) return { stdio, piped: [] };
  const piped: { index: number; stream: "stdout" | "stderr" }[] = [];
  for (const index of [1, 2]) {
    const target = inherited(list[index], index);
    if (!target) continue;
    list[index] = "pipe";
    piped.push({ index, stream: target });
  }
  return { stdio: list, piped };
}

function inherited(entry: unknown, index: number): "stdout" | "stderr" | undefined {
  if (entry === "inherit") return index === 1 ? "stdout" : "stderr";
  if (entry === 1 || entry === process.stdout) return "stdout";
  if (entry === 2 || entry === process.stderr) return "stderr";
  return undefined;
}

/** Hands a child's output on; to the user's code the child has no such stream, as if it had inherited ours. */
function forward(child: ChildProcess, index: number, stream: "stdout" | "stderr"): void {
  const source = child.stdio[index] as Readable | null;
  if (!source) return;
  source.on(
    "data",
    AsyncResource.bind((chunk: Buffer) => void process[stream].write(chunk)),
  );
  Object.defineProperty(child, index === 1 ? "stdout" : "stderr", { value: null, writable: true, configurable: true });
  (child.stdio as (Readable | null)[])[index] = null;
}
