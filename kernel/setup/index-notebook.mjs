// Finds the notebook that JupyterLab opens on. Runs under Node 20.
import fs from "node:fs";
import path from "node:path";
import { notebooks } from "./checkout.mjs";

/**
 * Returns the first notebook of the course in the machine's language, by its path inside `notebooks/`; nothing while
 * there is none.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function indexNotebook(env = process.env) {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  const languages = /^fr\b|^fr[_-]/i.test(locale) ? ["fr", "en"] : ["en", "fr"];
  for (const language of languages) {
    const folder = path.join(notebooks, language);
    const names = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => name.endsWith(".ipynb")) : [];
    const [first] = names.sort();
    if (first) return path.join(language, first);
  }
  return undefined;
}
