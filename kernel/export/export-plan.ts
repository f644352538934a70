import { accessSync, constants, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { findNotebooks } from "./find-notebooks.ts";
import { readGallery, type StoredPicture } from "./gallery-list.ts";
import { readNotebook } from "./notebook-file.ts";
import { giveParameters } from "./parameter-values.ts";

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
  /** The page that lists the others, in every folder that gets several, and above the folders. */
  indexes: string[];
  /** `none` leaves out the cells tagged `solution`. */
  solutions: Solutions;
  /** How many notebooks may run at once. */
  atOnce: number;
  /** Whether the notebooks are taken as they were saved, outputs and all, and nothing runs. */
  asSaved: boolean;
  /** Pictures for a page of their own beside every index of a language. */
  gallery: StoredPicture[];
}

/** A plan, and what is to be said before it is carried out. */
export interface PlannedExport {
  plan: ExportPlan;
  notices: readonly string[];
}

export const solutionChoices = ["all", "none"] as const;
export type Solutions = (typeof solutionChoices)[number];

/** How a page of several notebooks is known from one that is somebody else's. */
const ownMark = '<meta name="generator" content="Navette">';

/** The page of the gallery, beside an index. */
const galleryPage = "gallery.html";

/** How an export is to be made. */
export interface ExportWishes {
  /** Folder of the pages; without it, each is written beside its notebook. */
  out?: string | undefined;
  /** Whether the cells tagged `solution` are left out. */
  solutions?: Solutions | undefined;
  /** How many notebooks may run at once. */
  atOnce?: number | undefined;
  /** Whether the notebooks are taken as they were saved, and nothing runs. */
  asSaved?: boolean | undefined;
  /** A JSON list of pictures for a page of their own. */
  gallery?: string | undefined;
}

/**
 * Checks everything that can be checked before a cell runs.
 *
 * @param paths notebooks and folders as given
 * @param values parameters as they stand on the command line, by name
 * @throws NavetteError for a notebook, a parameter or a folder that won't do
 */
export function planExport(
  paths: readonly string[],
  values: ReadonlyMap<string, string>,
  { out, solutions = "all", atOnce = 1, asSaved = false, gallery }: ExportWishes = {},
): PlannedExport {
  if (asSaved && values.size > 0) {
    const message = "--as-saved runs nothing, so that no parameter can have another value: leave -p or --as-saved out.";
    throw new NavetteError("ERR_NAVETTE_PARAMETER", message);
  }
  const { found, root } = findNotebooks(paths);
  const { injections, notices } = giveParameters(
    found.map(({ name, notebook }) => ({ name, ...readNotebook(notebook) })),
    values,
  );
  const jobs = found.map(({ notebook, within }, i): ExportJob => {
    const folder = out === undefined ? dirname(notebook) : resolve(out, within);
    const page = join(folder, basename(notebook, ".ipynb"));
    return {
      notebook,
      page: `${page}.html`,
      failedPage: `${page}.failed.html`,
      injectAfter: injections[i]?.after ?? -1,
      injected: injections[i]?.source ?? null,
    };
  });
  refuseSamePage(jobs);
  const pictures = gallery === undefined ? [] : readGallery(gallery);
  const folders = Map.groupBy(jobs, ({ page }) => dirname(page));
  for (const folder of folders.keys()) prepareFolder(folder);
  const listing = [...folders].filter(([, own]) => own.length > 1).map(([folder]) => folder);
  const above = out === undefined ? root : resolve(out);
  if (above !== undefined && folders.size > 1 && !listing.includes(above)) listing.push(above);
  const indexes = listing.map((folder) => join(folder, "index.html"));
  const galleries = pictures.length > 0 ? listing.map((folder) => join(folder, galleryPage)) : [];
  for (const page of [...indexes, ...galleries]) refuseOverwriting(page, jobs);
  return { plan: { jobs, indexes, solutions, atOnce, asSaved, gallery: pictures }, notices };
}

/** A page of several notebooks takes the place of an earlier one, and of nothing else. */
function refuseOverwriting(page: string, jobs: readonly ExportJob[]): void {
  const notebook = jobs.find((job) => job.page === page)?.notebook;
  const isForeign = existsSync(page) && !readFileSync(page, "utf8").includes(ownMark);
  if (notebook === undefined && !isForeign) return;
  const what = notebook === undefined ? "a page that Navette hasn't made" : `the page of ${notebook}`;
  const nextStep = notebook === undefined ? "Name another folder with --out DIR" : "Rename or leave out that notebook";
  throw new NavetteError(
    "ERR_NAVETTE_SAME_PAGE",
    `The ${basename(page) === galleryPage ? "gallery" : "index of the pages"} would be written to ${page}, which is ` +
      `${what}. ${nextStep}. Nothing was run.`,
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
