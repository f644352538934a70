import { enableCompileCache, getCompileCacheDir } from "node:module";

/**
 * Returns the environment of a worker: this program's, and the folder where Node keeps compiled code.
 *
 * Where the program has not turned that cache on, this does: without it each new worker strips the types of what it
 * loads afresh, and starts three times as slowly.
 */
export function workerEnvironment(): Record<string, string> {
  if (getCompileCacheDir() === undefined) enableCompileCache();
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  const folder = getCompileCacheDir();
  if (folder !== undefined) env.NODE_COMPILE_CACHE = folder;
  return env;
}

/** Options of Node for a worker: none of this program's, some of which (`--eval`, `--test`) would make it fail. */
export const workerArguments = ["--disable-warning=ExperimentalWarning"];
