// Lays the template of exported pages where nbconvert, and so JupyterLab's menu, finds it. Runs under Node 20.
//
// The template's own files come from kernel/export/template; what it inlines comes from npm packages.
import fs from "node:fs";
import path from "node:path";
import { checkout, pythonFolder } from "./checkout.mjs";
import { writeWhole } from "./files.mjs";

const source = path.join(checkout, "kernel", "export", "template");
const target = path.join(pythonFolder, "share", "jupyter", "nbconvert", "templates", "navette");
const temml = path.join(checkout, "node_modules", "temml", "dist");

/** Copies the template into the project's Python environment; what is right already is left alone. */
export function writeExportTemplate() {
  for (const name of fs.readdirSync(source, { recursive: true, encoding: "utf8" })) {
    const file = path.join(source, name);
    if (fs.statSync(file).isFile()) writeWhole(path.join(target, name), fs.readFileSync(file));
  }
  writeWhole(path.join(target, "static", "temml.min.js"), fs.readFileSync(path.join(temml, "temml.min.js")));
  writeWhole(path.join(target, "static", "temml.css"), formulaStyles());
}

/** Returns Temml's styles with the one font that they load inside them. */
function formulaStyles() {
  const font = fs.readFileSync(path.join(temml, "Temml.woff2")).toString("base64");
  const styles = fs.readFileSync(path.join(temml, "Temml-Local.css"), "utf8");
  return styles.replace(/url\(['"]?Temml\.woff2['"]?\)/g, `url("data:font/woff2;base64,${font}")`);
}
