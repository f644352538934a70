// Runs JupyterLab of the project's Python environment until it ends or is stopped. Runs under Node 20.
//
//   this process ──leash──▶ lab.py, a session of its own ──▶ kernels and terminals, a session each
//
// Stopped, JupyterLab ends its kernels itself. Should this process be killed, the leash ends, and JupyterLab stops.
import path from "node:path";
import { made, projectPython } from "./checkout.mjs";
import { labArguments } from "./lab-arguments.mjs";
import { pythonEnvironment } from "./python-programs.mjs";
import { runForeground } from "./run-foreground.mjs";

/** How long JupyterLab may take to end its kernels before everything is killed, in ms. */
const graceMs = 15_000;

/**
 * Runs JupyterLab.
 *
 * @param {string[]} given JupyterLab's own arguments
 * @param {import("./lab-arguments.mjs").Opening} opening what it opens when the arguments don't say
 * @param {AbortSignal} signal stops it
 * @param {string} [folder] where the person stands: paths in their arguments are relative to it
 * @returns {Promise<number>} its exit code; 0 when the signal stopped it, since that is how it is meant to end
 * @throws {import("./failure.mjs").Failure} when the port asked for can't be had
 */
export async function runLab(given, opening, signal, folder = process.cwd()) {
  const args = await labArguments(given, opening, folder);
  const code = await runForeground(projectPython, [path.join(import.meta.dirname, "jupyter", "lab.py"), ...args], {
    cwd: folder,
    // Open tabs are remembered per checkout, not mixed with those of the person's other JupyterLabs.
    env: { JUPYTERLAB_WORKSPACES_DIR: path.join(made, "workspaces"), ...pythonEnvironment() },
    leash: true,
    graceMs,
    signal,
  });
  return signal.aborted ? 0 : code;
}
