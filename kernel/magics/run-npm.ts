/**
 * Runs npm in a notebook's folder, in a process group of its own.
 *
 * Owner: the magic that calls it. When the signal aborts, the whole group is told to end, then killed; the promise
 * settles only once npm has gone.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { endGroup } from "../setup/end-group.mjs";
import { npmFailure } from "./npm-failure.ts";
import { npmEnvironment, npmProgram } from "./npm-program.ts";

/** Milliseconds that npm has for taking back what it has begun. */
const grace = 2_000;

/** Lines of npm's that are kept, for its failure. */
const kept = 200;

export interface NpmOptions {
  readonly folder: string;
  readonly signal: AbortSignal;
  /** A line of npm's report of what it does. */
  line(text: string): void;
}

/**
 * Runs `npm ARGUMENTS`.
 *
 * @throws NavetteError `ERR_NAVETTE_NO_NPM` without an npm, `ERR_NAVETTE_INSTALL` with what npm says when it fails;
 *   the signal's reason.
 */
export async function runNpm(args: readonly string[], { folder, signal, line }: NpmOptions): Promise<void> {
  signal.throwIfAborted();
  const [program, ...first] = npmProgram();
  const child = spawn(program, [...first, ...args], {
    cwd: folder,
    env: npmEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
    detached: process.platform !== "win32",
  });
  const stop = () => endGroup(child, grace, "SIGINT");
  signal.addEventListener("abort", stop, { once: true });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on("line", (text) => {
    said.push(text);
    if (said.length > kept) said.shift();
    line(text);
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
    signal.throwIfAborted();
    if (code !== 0) throw npmFailure(said, code);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
