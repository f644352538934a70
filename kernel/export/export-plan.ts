import { accessSync, constants, existsSync, mkdirSync, readdirSync } from "node:fs";
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

/**
 * Checks everything that can be checked before a cell runs.
 *
 * @param notebooks paths as given
 * @param values parameters as they stand on the command line, by name
 * @param out folder of the pages; without it, each is written beside its notebook
 * @throws NavetteError for a notebook, a parameter or a folder that won't do
 */
export function planExport(
  notebooks: readonly string[],
  values: ReadonlyMap<string, string>,
  out?: string,
): ExportJob[] {
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
  for (const folder of new Set(jobs.map(({ page }) => dirname(page)))) prepareFolder(folder);
  return jobs;
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
