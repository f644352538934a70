import { readdirSync } from "node:fs";
import { join } from "node:path";
import { notebooks } from "../../kernel/setup/checkout.mjs";

/** The course's notebooks in both languages, by their paths in the course: `en/09-downloading-images.ipynb`. */
export const courseNotebooks: readonly string[] = ["en", "fr"].flatMap((language) =>
  readdirSync(join(notebooks, language))
    .filter((name) => name.endsWith(".ipynb"))
    .sort()
    .map((name) => `${language}/${name}`),
);
