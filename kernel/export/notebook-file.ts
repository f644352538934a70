import { readFileSync } from "node:fs";
import { NavetteError } from "../../lib/errors/navette-error.ts";

/** A cell, as far as the export looks at it. */
export interface NotebookCell {
  readonly type: string;
  readonly source: string;
  readonly tags: readonly string[];
}

/** A notebook, as far as the export looks at it before it runs. */
export interface NotebookFile {
  readonly cells: readonly NotebookCell[];
  /** Its language, such as `fr`, where its metadata names one. */
  readonly language: string | undefined;
}

/**
 * Reads a notebook file.
 *
 * @throws NavetteError `ERR_NAVETTE_NOTEBOOK` when there is no such file or it is no notebook
 */
export function readNotebook(file: string): NotebookFile {
  const notebook = parse(file);
  const cells = field(notebook, "cells");
  if (!Array.isArray(cells)) throw notANotebook(file, "it has no list of cells, as notebooks of format 4 have");
  const language = field(field(notebook, "metadata"), "language");
  return { cells: cells.map(toCell), language: typeof language === "string" ? language : undefined };
}

function parse(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new NavetteError(
      "ERR_NAVETTE_NOTEBOOK",
      `There is no notebook ${file} that can be read (${error instanceof Error ? error.message : error}). ` +
        "Check the path, or list the course with: ls notebooks/en",
      { cause: error },
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw notANotebook(file, error instanceof Error ? error.message : String(error));
  }
}

function notANotebook(file: string, reason: string): NavetteError {
  return new NavetteError("ERR_NAVETTE_NOTEBOOK", `${file} is not a notebook: ${reason}. Name an .ipynb file.`);
}

function toCell(cell: unknown): NotebookCell {
  const source = field(cell, "source");
  const tags = field(field(cell, "metadata"), "tags");
  return {
    type: String(field(cell, "cell_type")),
    source: Array.isArray(source) ? source.join("") : String(source ?? ""),
    tags: Array.isArray(tags) ? tags.map(String) : [],
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
