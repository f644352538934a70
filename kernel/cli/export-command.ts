import { availableParallelism } from "node:os";
import { Command, InvalidArgumentError, Option } from "commander";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { planExport, type Solutions, solutionChoices } from "../export/export-plan.ts";
import { runExport } from "../export/run-export.ts";
import type { CommandContext } from "./main.ts";
import { requireProjectJupyter } from "./project-jupyter.ts";

interface ExportOptions {
  parameter: ReadonlyMap<string, string>;
  out?: string;
  solutions: Solutions;
  atOnce: number;
  asSaved?: boolean;
  gallery?: string;
}

/** More kernels at once than this fill a machine's memory before they fill its cores. */
const mostAtOnce = 8;

/** `navette export`: executes notebooks and writes each as one page. */
export function exportCommand({ signal, fail }: CommandContext): Command {
  return new Command("export")
    .description("execute notebooks and write each as one self-contained HTML page")
    .argument("<notebook...>", "the notebooks, or folders of them")
    .option("-p, --parameter <name=value>", "give a parameter another value; may be repeated", parameter, new Map())
    .option("--out <dir>", "folder of the pages (default: beside each notebook)")
    .addOption(
      new Option("--solutions <which>", 'with "none", leave out the cells tagged "solution"')
        .choices(solutionChoices)
        .default("all"),
    )
    .addOption(
      new Option("--at-once <n>", "how many notebooks run at once")
        .argParser(count)
        .default(Math.min(availableParallelism(), mostAtOnce), "as many as there are cores, at most 8"),
    )
    .option("--as-saved", "run nothing: write the notebooks with the outputs that they were saved with")
    .option("--gallery <list>", "a JSON list of stored pictures, for a page of their own")
    .addHelpText(
      "after",
      `
Parameters are the variables of the cell tagged "parameters"; the new values are put into a cell after it. Of several
notebooks, those that have a parameter get its value; a name that none of them has is an error.
Several pages in one folder get an index.html that lists them; each leads to the one before, the one after and the same
chapter in the other language, and links between their notebooks lead to the pages. They work from the disk, offline.
Cells tagged "experiment" run while no other notebook's cell does; for measurements that nothing else disturbs: --at-once 1.
When a cell fails, the exit code is 1 and what ran is written to NAME.failed.html; an earlier NAME.html stays.`,
    )
    .action(async (paths: string[], options: ExportOptions) => {
      const { plan, notices } = planExport(paths, options.parameter, options);
      requireProjectJupyter("navette export");
      for (const notice of notices) console.log(notice);
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

function count(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It takes a whole number from 1 to 999.");
}
