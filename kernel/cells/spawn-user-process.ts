/**
 * Spawns the user process, and no more: the kernel does so before it loads anything else, so that both processes start
 * side by side.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomInt, randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { frameKey, useFrameKey } from "../pipe/frame-key.ts";
import { sessionVariable } from "../processes/session-variable.ts";
import { type MemoryLimit, memoryLimit } from "./memory-limit.ts";
import { outputFolder } from "./output-folder.ts";

export interface SpawnedUserProcess {
  readonly child: ChildProcess;
  /** Settles only where it could not be started. */
  readonly startFailure: Promise<Error>;
  /** Begins the end markers in its raw output. */
  readonly token: string;
  /** Value of the environment variable that all of its descendants inherit. */
  readonly session: string;
  readonly limit: MemoryLimit;
}

const entry = fileURLToPath(new URL("../user/main.mjs", import.meta.url));

const nodeOptions = [
  // A termination unwinds callbacks without Node's bookkeeping of them, which it would otherwise take for corruption.
  "--no-force-async-hooks-checks",
  "--disable-warning=ExperimentalWarning",
  "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
  "--experimental-import-meta-resolve",
];

useFrameKey(randomInt(1, 2 ** 32));

/** The folder of the bundle that user processes run, "" for none. */
let bundle = "";

/** @param url - the URL of its folder, which ends with a slash; "" for the sources as they are */
export function useBundle(url: string): void {
  bundle = url;
}

/** Spawns a user process, in a process group of its own, whose cells import and run in `folder`. */
export function spawnUserProcess(folder: string): SpawnedUserProcess {
  const token = randomUUID();
  const session = randomUUID();
  const limit = memoryLimit();
  const child = spawn(
    process.execPath,
    [...nodeOptions, ...limit.nodeOptions, entry, token, outputFolder, String(frameKey()), bundle],
    {
      cwd: folder,
      detached: true,
      // Who asks for a line there is told at once that none comes, rather than to wait for ever; questions go to the client.
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
      env: { ...process.env, [sessionVariable]: session },
    },
  );
  // Heard from the first moment: whoever takes charge of the process may come later.
  const startFailure = new Promise<Error>((resolve) => child.once("error", resolve));
  return { child, startFailure, token, session, limit };
}
