import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { portTaken } from "../../kernel/wire/connection-info.ts";

/** The project's Python environment, which `npm start` and `npm test` make. */
const folder = fileURLToPath(new URL("../../.navette/python/", import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Path of a program of the project's Python environment. */
export function pythonProgram(name: string): string {
  const path = `${folder}${process.platform === "win32" ? "Scripts" : "bin"}/${name}`;
  if (!existsSync(path)) throw new Error(`${path} is missing: npm test makes the environment that this test needs`);
  return path;
}

interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string;
}

/**
 * Runs a program of the project's Python environment to its end, with `input` on its stdin; again, where somebody else has
 * taken a port that Jupyter's client had found free for its kernel.
 */
export async function runPython(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  for (let attempt = 1; ; attempt += 1) {
    const ended = await runOnce(program, args, options);
    if (ended.code === 0 || attempt === 3 || !ended.stderr.includes(portTaken)) return ended;
  }
}

function runOnce(program: string, args: readonly string[], { cwd, env, input }: RunOptions): Promise<Ended> {
  const child = spawn(pythonProgram(program), args, { cwd, env: { ...process.env, ...env }, stdio: "pipe" });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdin.end(input ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}
