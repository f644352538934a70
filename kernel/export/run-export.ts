import { basename, delimiter, join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { machine } from "../../lib/machine/machine.ts";
import { projectPython, pythonFolder } from "../setup/checkout.mjs";
import { writeExportTemplate } from "../setup/export-template.mjs";
import { kernelName, projectKernels, writeKernelspec } from "../setup/kernelspec.mjs";
import { pythonEnvironment } from "../setup/python-programs.mjs";
import { runForeground } from "../setup/run-foreground.mjs";
import type { ExportPlan } from "./export-plan.ts";

/** How long a told-to-stop export may take to end its kernel, in ms. */
const graceMs = 15_000;

/** What `export.py` tells, one JSON object a line. */
type ExportEvent =
  | { event: "start"; notebook: string; count: number }
  | { event: "cell"; number: number; count: number; seconds: number; line: string }
  | { event: "done"; notebook: string; page: string }
  | {
      event: "failed";
      notebook: string;
      page: string;
      number: number;
      count: number;
      source: string;
      traceback: string;
    }
  | { event: "broken"; notebook: string; reason: string }
  | { event: "index"; page: string; count: number };

/**
 * Executes notebooks one after the other and writes their pages.
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
  return runForeground(projectPython, [join(import.meta.dirname, "export.py"), JSON.stringify(told)], {
    env,
    leash: true,
    graceMs,
    signal,
    onLine(line) {
      const event: ExportEvent = JSON.parse(line);
      if (event.event === "failed" || event.event === "broken") console.error(describe(event));
      else console.log(describe(event));
    },
  });
}

function describe(event: ExportEvent): string {
  switch (event.event) {
    case "start":
      return `${nameOf(event.notebook)}: ${event.count} code cells`;
    case "cell":
      return `  ${progress(event)}  ${event.seconds.toFixed(1)} s  ${event.line.slice(0, 60)}`;
    case "done":
      return `${nameOf(event.notebook)}: written to ${fromHere(event.page)}`;
    case "failed": {
      const traceback = process.stderr.isTTY ? event.traceback : stripVTControlCharacters(event.traceback);
      return [
        `\n${nameOf(event.notebook)}: cell ${event.number} of ${event.count} failed:`,
        traceback.trim(),
        `What ran before is in ${fromHere(event.page)}. Correct the cell, then export again.`,
      ].join("\n");
    }
    case "index":
      return `${event.count} pages are listed in ${fromHere(event.page)}`;
    case "broken":
      return `\n${nameOf(event.notebook)}: could not be exported: ${event.reason}\nRun "navette doctor" to see what is wrong.`;
  }
}

function progress({ number, count }: { number: number; count: number }): string {
  return `[${String(number).padStart(String(count).length)}/${count}]`;
}

function nameOf(notebook: string): string {
  return basename(notebook);
}

function fromHere(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith("..") ? file : path;
}
