import { Command, Option } from "commander";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { planExport, type Solutions, solutionChoices } from "../export/export-plan.ts";
import { runExport } from "../export/run-export.ts";
import type { CommandContext } from "./main.ts";
import { requireProjectJupyter } from "./project-jupyter.ts";

interface ExportOptions {
  parameter: ReadonlyMap<string, string>;
  out?: string;
  solutions: Solutions;
}

/** `navette export`: executes notebooks and writes each as one page. */
export function exportCommand({ signal, fail }: CommandContext): Command {
  return new Command("export")
    .description("execute notebooks and write each as one self-contained HTML page")
    .argument("<notebook...>", "the notebooks")
    .option("-p, --parameter <name=value>", "give a parameter another value; may be repeated", parameter, new Map())
    .option("--out <dir>", "folder of the pages (default: beside each notebook)")
    .addOption(
      new Option("--solutions <which>", 'with "none", leave out the cells tagged "solution"')
        .choices(solutionChoices)
        .default("all"),
    )
    .addHelpText(
      "after",
      `
Parameters are the variables of the cell tagged "parameters"; the new values are put into a cell after it.
Several pages in one folder get an index.html that lists them, and links between their notebooks lead to the pages.
When a cell fails, the exit code is 1 and what ran is written to NAME.failed.html; an earlier NAME.html stays.`,
    )
    .action(async (notebooks: string[], options: ExportOptions) => {
      const plan = planExport(notebooks, options.parameter, options);
      requireProjectJupyter("navette export");
      const code = await runExport(plan, signal);
      signal.throwIfAborted();
      if (code !== 0) fail();
    });
}

function parameter(text: string, earlier: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [, name, value] = /^([^=\s]+)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return new Map([...earlier, [name, value]]);
  throw new NavetteError("ERR_NAVETTE_PARAMETER", `-p ${text}: write a parameter as name=value, as in -p workers=8.`);
}
