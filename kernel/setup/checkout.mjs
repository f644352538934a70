// Where things lie in a checkout of Navette. Runs under Node 20.
import path from "node:path";

/** The checkout's own folder. */
export const checkout = path.resolve(import.meta.dirname, "../..");

/** Everything that the scripts make: git-ignored, safe to delete. */
export const made = path.join(checkout, ".navette");

/** Logs of the last set-up, one per step. */
export const logs = path.join(made, "logs");

/** The project's Python environment. */
export const pythonFolder = path.join(made, "python");

/** The interpreter of the project's Python environment; it may not exist yet. */
export const projectPython =
  process.platform === "win32"
    ? path.join(pythonFolder, "Scripts", "python.exe")
    : path.join(pythonFolder, "bin", "python");

/** The course. */
export const notebooks = path.join(checkout, "notebooks");

/** The kernel's entry. */
export const kernelEntry = path.join(checkout, "kernel", "main.mjs");
