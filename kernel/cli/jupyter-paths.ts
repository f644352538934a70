import { delimiter, join } from "node:path";
import { jupyterDataFolder } from "../session/data-folder.ts";
import { projectKernels } from "../setup/kernelspec.mjs";

/**
 * Returns the folders where a Jupyter of this user looks for kernels, first found wins: those of `JUPYTER_PATH`, the
 * user's own, those of the active Python environment and of this checkout's, the machine's.
 *
 * The order is jupyter_core's, which puts an active environment first where it belongs to the user; that matters only
 * for one name in two places, which `navette doctor` shows.
 */
export function kernelFolders(env: NodeJS.ProcessEnv = process.env): string[] {
  const asked = (env.JUPYTER_PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const environment = activeEnvironment(env);
  const machine =
    process.platform === "win32"
      ? [join(env.PROGRAMDATA ?? "C:\\ProgramData", "jupyter")]
      : ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  const folders = [
    ...asked.map((folder) => join(folder, "kernels")),
    userKernels(env),
    ...(environment ? [prefixKernels(environment)] : []),
    projectKernels,
    ...machine.map((folder) => join(folder, "kernels")),
  ];
  return [...new Set(folders)];
}

/** Returns the folder of the user's own kernels, which every Jupyter of theirs finds. */
export function userKernels(env: NodeJS.ProcessEnv = process.env): string {
  return join(jupyterDataFolder(env), "kernels");
}

/** Returns the folder of kernels below an installation prefix. */
export function prefixKernels(prefix: string): string {
  return join(prefix, "share", "jupyter", "kernels");
}

/** Returns the Python environment that the shell has activated, if any. */
export function activeEnvironment(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env.VIRTUAL_ENV || env.CONDA_PREFIX || undefined;
}
