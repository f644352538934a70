// Keeps the course's notebooks as they came, for `navette reset`. Runs under Node 20.
import fs from "node:fs";
import path from "node:path";
import { made, notebooks } from "./checkout.mjs";
import { writeWhole } from "./files.mjs";

/** The notebooks as they were at the first set-up. */
const originals = path.join(made, "originals");

/**
 * Tells the name of a notebook that `navette reset` has put aside.
 *
 * @param {string} name
 */
export function isKeptNotebook(name) {
  return /-kept-\d+\.ipynb$/.test(name);
}

/** The notebooks of the course, by their paths inside `notebooks/`: `en/09-downloading-images.ipynb`. */
export function courseNotebooks() {
  return notebooksBelow(notebooks).filter((notebook) => !isKeptNotebook(notebook));
}

/** The notebooks of which the first set-up has kept a copy, by the same paths. */
export function keptOriginals() {
  return notebooksBelow(originals);
}

/**
 * @param {string} folder with a folder for each language
 * @returns {string[]}
 */
function notebooksBelow(folder) {
  return ["en", "fr"].flatMap((language) => {
    const inside = path.join(folder, language);
    const names = fs.existsSync(inside) ? fs.readdirSync(inside).sort() : [];
    return names.filter((name) => name.endsWith(".ipynb")).map((name) => path.join(language, name));
  });
}

/** Keeps a copy of each notebook that has none yet: nobody has opened it before the first set-up. */
export function keepOriginals() {
  for (const notebook of courseNotebooks()) {
    const copy = path.join(originals, notebook);
    if (!fs.existsSync(copy)) writeWhole(copy, fs.readFileSync(path.join(notebooks, notebook)));
  }
}

/**
 * Returns the copy that the first set-up has kept.
 *
 * @param {string} notebook its path inside `notebooks/`
 */
export function keptOriginal(notebook) {
  const copy = path.join(originals, notebook);
  return fs.existsSync(copy) ? fs.readFileSync(copy) : undefined;
}
