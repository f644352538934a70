import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import type { TestContext } from "node:test";

/** The checkout that is tested. */
export const checkout = resolve(import.meta.dirname, "../..");

/** How a command ended and what it printed. */
export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Makes a folder that is removed when the test ends. */
export function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "navette-install-"));
  t.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Returns the environment of a user who has nothing but the machine's programs. */
export function freshEnvironment(home: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(JUPYTER|XDG_|NAVETTE_|VIRTUAL_ENV|CONDA_|npm_|NODE_|INIT_CWD|BROWSER|DISPLAY)/.test(name),
  );
  return { ...Object.fromEntries(kept), HOME: home, ...more };
}

/** Runs a program to its end. */
export async function run(program: string, args: readonly string[], options: { cwd?: string; env: NodeJS.ProcessEnv }) {
  return outcome(spawn(program, args, { cwd: checkout, stdio: ["ignore", "pipe", "pipe"], ...options }));
}

/** Runs the `navette` command as its own program, under the Node that it finds by itself. */
export function navette(args: readonly string[], options: { cwd?: string; env: NodeJS.ProcessEnv }): Promise<Outcome> {
  return run(join(checkout, "kernel/cli/navette.mjs"), args, options);
}

/** Waits until a child has ended. */
export async function outcome(child: ChildProcess): Promise<Outcome> {
  const ended = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const read = (stream: NodeJS.ReadableStream | null) => (stream ? text(stream) : "");
  const [code, stdout, stderr] = await Promise.all([ended, read(child.stdout), read(child.stderr)]);
  return { code, stdout, stderr };
}
