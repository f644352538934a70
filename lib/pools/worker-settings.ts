import { getCompileCacheDir } from "node:module";

/** The environment of a worker: this program's, and the folder, if any, where it keeps compiled code. */
export function workerEnvironment(): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  const folder = getCompileCacheDir();
  if (folder !== undefined) env.NODE_COMPILE_CACHE = folder;
  return env;
}

/** Options of Node for a worker: none of this program's, some of which (`--eval`, `--test`) would make it fail. */
export const workerArguments = ["--disable-warning=ExperimentalWarning"];
