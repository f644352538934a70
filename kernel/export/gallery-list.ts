import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { NavetteError } from "../../lib/errors/navette-error.ts";

/** A stored picture of a plot, as the gallery shows it. */
export interface StoredPicture {
  /** The function that draws such plots: the gallery names the notebooks whose code calls it. */
  readonly draws: string;
  /** By language: `{ "en": "Timing bars" }`. */
  readonly title: Readonly<Record<string, string>>;
  /** By language, SVG files; one language's stands in where another has none. */
  readonly files: Readonly<Record<string, readonly string[]>>;
}

/**
 * Reads a JSON list of pictures; its files' names are relative to it.
 *
 * @throws NavetteError `ERR_NAVETTE_GALLERY` when it can't be read, or names a file that isn't there
 */
export function readGallery(list: string): StoredPicture[] {
  const stored = parse(list);
  if (!Array.isArray(stored)) throw wrong(list, "it is no list");
  return stored.map((entry) => {
    const draws = field(entry, "draws");
    const title = textsOf(field(entry, "title"));
    const files = filesOf(field(entry, "files"), dirname(resolve(list)));
    if (typeof draws !== "string" || Object.keys(title).length === 0 || Object.keys(files).length === 0) {
      throw wrong(list, `this is no picture with "draws", "title" and "files": ${JSON.stringify(entry)}`);
    }
    const missing = Object.values(files)
      .flat()
      .find((file) => !existsSync(file));
    if (missing !== undefined) throw wrong(list, `there is no file ${missing}`);
    return { draws, title, files };
  });
}

function parse(list: string): unknown {
  try {
    return JSON.parse(readFileSync(list, "utf8"));
  } catch (error) {
    throw wrong(list, error instanceof Error ? error.message : String(error), error);
  }
}

function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(Object(value)).map(([language, text]) => [language, String(text)]));
}

function filesOf(value: unknown, folder: string): Record<string, string[]> {
  const entries = Object.entries(Object(value)).map(([language, files]): [string, string[]] => [
    language,
    [files].flat().map((file) => resolve(folder, String(file))),
  ]);
  return Object.fromEntries(entries);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function wrong(list: string, reason: string, cause?: unknown): NavetteError {
  const message = `The gallery ${list} can't be read: ${reason}. Nothing was run.`;
  return new NavetteError("ERR_NAVETTE_GALLERY", message, { cause });
}
