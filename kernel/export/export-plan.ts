import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { injection } from "./injection.ts";
import { readCells } from "./notebook-file.ts";

/** One notebook to be executed and written: what `export.py` is told. */
export interface ExportJob {
  notebook: string;
  /** The page of a notebook that ran to its end. */
  page: string;
  /** The page of a notebook that stopped at a failing cell: it shows how far it came. */
  failedPage: string;
  injectAfter: number;
  /** Source of the cell to inject, if any. */
  injected: string | null;
}

/** All that `export.py` is told, but of the machine. */
export interface ExportPlan {
  jobs: ExportJob[];
  /** The page that lists the others, in every folder that gets several. */
  indexes: string[];
  /** `none` leaves out the cells tagged `solution`. */
  solutions: Solutions;
}

export const solutionChoices = ["all", "none"] as const;
export type Solutions = (typeof solutionChoices)[number];

/** How the page that lists the others is known from one that is somebody else's. */
const ownMark = '<meta name="generator" content="Navette">';

/**
 * Checks everything that can be checked before a cell runs.
 *
 * @param notebooks paths as given
 * @param values parameters as they stand on the command line, by name
 * @param options.out folder of the pages; without it, each is written beside its notebook
 * @param options.solutions whether the cells tagged `solution` are left out
 * @throws NavetteError for a notebook, a parameter or a folder that won't do
 */
export function planExport(
  notebooks: readonly string[],
  values: ReadonlyMap<string, string>,
  { out, solutions = "all" }: { out?: string | undefined; solutions?: Solutions | undefined } = {},
): ExportPlan {
  const jobs = notebooks.map((name): ExportJob => {
    const notebook = resolve(name);
    const cells = readCells(notebook);
    const injected = values.size > 0 ? injection(name, cells, values) : undefined;
    const page = join(out === undefined ? dirname(notebook) : resolve(out), basename(notebook, ".ipynb"));
    return {
      notebook,
      page: `${page}.html`,
      failedPage: `${page}.failed.html`,
      injectAfter: injected?.after ?? -1,
      injected: injected?.source ?? null,
    };
  });
  refuseSamePage(jobs);
  const folders = Map.groupBy(jobs, ({ page }) => dirname(page));
  for (const folder of folders.keys()) prepareFolder(folder);
  const indexes = [...folders].filter(([, own]) => own.length > 1).map(([folder]) => join(folder, "index.html"));
  for (const index of indexes) refuseOverwriting(index, jobs);
  return { jobs, indexes, solutions };
}

/** The index takes the place of an earlier index, and of nothing else. */
function refuseOverwriting(index: string, jobs: readonly ExportJob[]): void {
  const notebook = jobs.find(({ page }) => page === index)?.notebook;
  const isForeign = existsSync(index) && !readFileSync(index, "utf8").includes(ownMark);
  if (notebook === undefined && !isForeign) return;
  const what = notebook === undefined ? "a page that Navette hasn't made" : `the page of ${notebook}`;
  const nextStep = notebook === undefined ? "Name another folder with --out DIR" : "Rename or leave out that notebook";
  throw new NavetteError(
    "ERR_NAVETTE_SAME_PAGE",
    `The index of the pages would be written to ${index}, which is ${what}. ${nextStep}. Nothing was run.`,
  );
}

function refuseSamePage(jobs: readonly ExportJob[]): void {
  for (const [i, job] of jobs.entries()) {
    const other = jobs.slice(0, i).find(({ page }) => page === job.page);
    if (!other) continue;
    throw new NavetteError(
      "ERR_NAVETTE_SAME_PAGE",
      `${other.notebook} and ${job.notebook} would both be written to ${job.page}. Export them to different folders.`,
    );
  }
}

function prepareFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new NavetteError(
      "ERR_NAVETTE_UNWRITABLE",
      `Pages can't be written to ${folder} (${error instanceof Error ? error.message : error}). ` +
        "Name another folder with --out DIR. Nothing was run.",
      { cause: error },
    );
  }
}

/** Makes a folder and those above it; Node's own recursive `mkdir` never returns below `/proc`. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return void readdirSync(folder);
  makeFolder(dirname(folder));
  mkdirSync(folder);
}
