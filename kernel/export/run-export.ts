import { delimiter, join } from "node:path";
import { machine } from "../../lib/machine/machine.ts";
import { projectPython, pythonFolder } from "../setup/checkout.mjs";
import { writeExportTemplate } from "../setup/export-template.mjs";
import { kernelName, projectKernels, writeKernelspec } from "../setup/kernelspec.mjs";
import { pythonEnvironment } from "../setup/python-programs.mjs";
import { runForeground } from "../setup/run-foreground.mjs";
import type { ExportEvent } from "./export-event.ts";
import type { ExportPlan } from "./export-plan.ts";
import { ExportProgress } from "./export-progress.ts";

/** How long a told-to-stop export may take to end its kernels, in ms. */
const graceMs = 15_000;

/**
 * Executes notebooks, as many at once as the plan says, and writes their pages.
 *
 * A Python process owns the kernels; this process owns it, and ends it when the signal aborts.
 *
 * @returns 0 when every cell of every notebook ran, another exit code otherwise
 */
export async function runExport(plan: ExportPlan, signal: AbortSignal): Promise<number> {
  writeKernelspec(join(projectKernels, kernelName));
  writeExportTemplate();
  const env = pythonEnvironment();
  // The notebook is run by this checkout's kernel, even if the user has installed another under its name.
  env.JUPYTER_PATH = [join(pythonFolder, "share", "jupyter"), env.JUPYTER_PATH].filter(Boolean).join(delimiter);
  const told = { ...plan, machine: machine() };
  const progress = new ExportProgress(
    plan.jobs.map(({ notebook }) => notebook),
    { screen: process.stdout, errors: process.stderr },
  );
  try {
    return await runForeground(projectPython, [join(import.meta.dirname, "export.py"), JSON.stringify(told)], {
      env,
      leash: true,
      graceMs,
      signal,
      onLine(line) {
        const event: ExportEvent = JSON.parse(line);
        progress.take(event);
      },
    });
  } finally {
    progress.end();
  }
}
