import { existsSync, readFileSync, renameSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { notebooks } from "../setup/checkout.mjs";
import { writeWhole } from "../setup/files.mjs";
import { courseNotebooks, keptOriginals } from "../setup/originals.mjs";
import { originalNotebook } from "./original-notebook.ts";

interface ResetOptions {
  language?: string;
}

/** `navette reset`: gives a fresh copy of a chapter and keeps the reader's. */
export function resetCommand(): Command {
  return new Command("reset")
    .description("get a fresh copy of a chapter; yours is kept beside it")
    .argument("<chapter>", "its number, such as 09, or its notebook")
    .addOption(new Option("--language <language>", "one language only").choices(["fr", "en"]))
    .addHelpText(
      "after",
      `
Your notebook is kept as NAME-kept-1.ipynb, then NAME-kept-2.ipynb and so on. What is as it came is left alone.
A number or a name means the course's own notebooks; the path of a copy that lies elsewhere means that copy.
Close the notebook in JupyterLab first, or choose File > Reload Notebook from Disk afterwards.`,
    )
    .action(reset);
}

/** @throws NavetteError `ERR_NAVETTE_CHAPTER`, `ERR_NAVETTE_NO_ORIGINAL`, `ERR_NAVETTE_UNWRITABLE` */
async function reset(chapter: string, { language }: ResetOptions): Promise<void> {
  for (const { notebook, file } of chosen(chapter, language)) {
    const original = await originalNotebook(notebook);
    if (original === undefined) {
      throw new NavetteError(
        "ERR_NAVETTE_NO_ORIGINAL",
        `No original of ${notebook} is left on this machine. Nothing was changed; get the course afresh.`,
      );
    }
    if (existsSync(file) && readFileSync(file).equals(original)) {
      console.log(`${file} is as it came`);
      continue;
    }
    try {
      const kept = existsSync(file) ? putAside(file) : undefined;
      writeWhole(file, original);
      console.log(`${file} is fresh again${kept ? `; yours is ${kept}` : ""}`);
    } catch (error) {
      throw new NavetteError(
        "ERR_NAVETTE_UNWRITABLE",
        `${file} can't be written (${error instanceof Error ? error.message : error}). Make its folder writable.`,
        { cause: error },
      );
    }
  }
}

function putAside(file: string): string {
  for (let number = 1; ; number++) {
    const kept = file.replace(/\.ipynb$/, `-kept-${number}.ipynb`);
    if (existsSync(kept)) continue;
    renameSync(file, kept);
    return kept;
  }
}

/** A notebook of the course, by its path inside `notebooks/`, and the file to make fresh. */
interface Target {
  readonly notebook: string;
  readonly file: string;
}

/** What a number, a name or a path means: notebooks of the course, or a copy of one that lies elsewhere. */
function chosen(chapter: string, language: string | undefined): Target[] {
  const all = [...new Set([...courseNotebooks(), ...keptOriginals()])].sort();
  const inLanguage = (notebook: string) => language === undefined || notebook.startsWith(language);
  const number = /^\d{1,2}$/.test(chapter) ? chapter.padStart(2, "0") : undefined;
  const file = resolve(chapter);
  const named = all.filter((notebook) => {
    const name = basename(notebook, ".ipynb");
    const isMeant = number === undefined ? name === basename(chapter, ".ipynb") : name.startsWith(`${number}-`);
    return isMeant && inLanguage(notebook);
  });
  // Two languages may have the same name for a chapter: a path means one of them.
  const exact = named.find((notebook) => join(notebooks, notebook) === file);
  if (exact !== undefined) return [{ notebook: exact, file }];
  const [first, ...more] = named;
  if (first !== undefined && chapter.endsWith(".ipynb") && existsSync(file)) {
    if (more.length === 0) return [{ notebook: first, file }];
    throw new NavetteError(
      "ERR_NAVETTE_CHAPTER",
      `${file} has the name of a chapter in both languages. Add --language en or --language fr.`,
    );
  }
  if (named.length > 0) return named.map((notebook) => ({ notebook, file: join(notebooks, notebook) }));
  const names = all.filter((notebook) => notebook.startsWith(language ?? "en")).map((name) => basename(name, ".ipynb"));
  throw new NavetteError(
    "ERR_NAVETTE_CHAPTER",
    `There is no chapter ${JSON.stringify(chapter)}. Name one by its number or its notebook: ${names.join(", ")}.`,
  );
}
