import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { isKeptNotebook } from "../setup/originals.mjs";

/** A notebook to be exported. */
export interface FoundNotebook {
  /** How it was named, or its path inside the folder that was, for messages. */
  readonly name: string;
  readonly notebook: string;
  /** Where its page lies in the pages' folder: empty unless several folders are exported together. */
  readonly within: string;
}

/** All that is exported together. */
export interface FoundNotebooks {
  readonly found: readonly FoundNotebook[];
  /** What the named folders have in common: the site's own folder, unless another one is asked for. */
  readonly root: string | undefined;
}

/**
 * Finds the notebooks that the arguments name: files as they are, of folders all that is in them and below.
 *
 * Left out of folders: hidden ones and `node_modules`, and what `navette reset` has put aside. A notebook that is named
 * twice is taken once.
 *
 * @throws NavetteError `ERR_NAVETTE_NOTEBOOK` for a folder without a notebook
 */
export function findNotebooks(paths: readonly string[]): FoundNotebooks {
  const folders = paths.filter(isFolder).map((path) => resolve(path));
  const root = commonFolder(folders);
  const found = new Map<string, FoundNotebook>();
  const add = (name: string, notebook: string, within: string) => {
    if (!found.has(notebook)) found.set(notebook, { name, notebook, within });
  };
  for (const path of paths) {
    if (!isFolder(path)) {
      add(path, resolve(path), "");
      continue;
    }
    const inside = notebooksIn(path);
    if (inside.length === 0) throw empty(path);
    for (const name of inside) {
      const notebook = resolve(path, name);
      add(join(path, name), notebook, root === undefined ? "" : relative(root, dirname(notebook)));
    }
  }
  return { found: [...found.values()], root };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Paths inside the folder, in the order of their names. */
function notebooksIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    if (entry.isDirectory()) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") return [];
      return notebooksIn(join(folder, entry.name)).map((name) => join(entry.name, name));
    }
    return entry.name.endsWith(".ipynb") && !isKeptNotebook(entry.name) ? [entry.name] : [];
  });
}

/** The deepest folder that holds all of these, or is the only one. */
function commonFolder(folders: readonly string[]): string | undefined {
  const [first, ...others] = folders;
  if (first === undefined) return undefined;
  const holds = (folder: string) =>
    others.every((other) => other === folder || other.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  let common = first;
  while (!holds(common) && dirname(common) !== common) common = dirname(common);
  return common;
}

function empty(folder: string): NavetteError {
  return new NavetteError(
    "ERR_NAVETTE_NOTEBOOK",
    `There is no notebook in ${folder} (nor below it). Name a folder with .ipynb files, such as notebooks/en. ` +
      `Nothing was run.`,
  );
}

/** A notebook's name as short as it can be told from the others. */
export function shortNames(notebooks: readonly string[]): (notebook: string) => string {
  const isOneFolder = new Set(notebooks.map((notebook) => dirname(notebook))).size <= 1;
  return (notebook) => (isOneFolder ? basename(notebook) : join(basename(dirname(notebook)), basename(notebook)));
}
