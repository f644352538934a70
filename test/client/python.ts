import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

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

/** Runs a program of the project's Python environment to its end, with `input` on its stdin. */
export function runPython(
  program: string,
  args: readonly string[],
  { cwd, env, input }: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string } = {},
): Promise<Ended> {
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
