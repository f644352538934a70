/**
 * The ES module of a widget's front end, from what a cell gives for it: its text, a file of it, or its functions, whose
 * own text it is made of.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Initialize, Render } from "@anywidget/types";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { eraseTypes } from "../../lib/trace/erase-types.ts";

/**
 * A front end as functions, which run in the page and know nothing of the cell: what they need they make themselves, or
 * get from the model.
 */
export interface FrontEnd<S extends object> {
  /** Draws a view into `el`, and may return what is to be done when it goes. */
  readonly render?: Render<{ [Name in keyof S]: S[Name] }>;
  /** Runs once for each model and page, before its first view. */
  readonly initialize?: Initialize<{ [Name in keyof S]: S[Name] }>;
}

/** What compiled cells call in place of `await`, `for await` and `import()`, as far as a page needs it. */
const shim =
  "const __navette = { race: (value) => value, iterate: (source) => source, dynamicImport: (name) => import(name) };";

/** The module's source. */
export function frontEndSource<S extends object>(esm: string | URL | FrontEnd<S>): string {
  if (esm instanceof URL) {
    const path = fileURLToPath(esm);
    const source = readFileSync(path, "utf8");
    return /\.m?tsx?$/.test(path) ? eraseTypes(source) : source;
  }
  if (typeof esm === "string" && esm.trim() !== "") return esm;
  if (typeof esm === "object" && esm !== null) {
    const { render, initialize } = esm;
    const members = Object.entries({ initialize, render }).flatMap(([name, member]) =>
      typeof member === "function" ? [memberSource(name, String(member))] : [],
    );
    if (members.length > 0) return `${shim}\nexport default {\n${members.join(",\n")}\n};\n`;
  }
  const says = "widget: give as `esm` the source of an ES module, its file's URL, or { render({ model, el }) { … } }.";
  throw new NavetteError("ERR_NAVETTE_WIDGET", says);
}

/** A method is written with its name already; a function is given it. */
function memberSource(name: string, source: string): string {
  try {
    new Function(`({ ${source} })`);
    return source;
  } catch {
    return `${name}: ${source}`;
  }
}
