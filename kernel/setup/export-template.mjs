// Lays the template of exported pages where nbconvert, and so JupyterLab's menu, finds it. Runs under Node 20.
//
//   kernel/export/template ──copied──▶ share/jupyter/nbconvert/templates/navette
//   kernel/export/page     ──esbuild─▶                                 …/static      what the page inlines, npm packages and all
//   kernel/export/python   ──named in─▶ site-packages/navette.pth                    what the template calls
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { checkout, pythonFolder } from "./checkout.mjs";
import { writeWhole } from "./files.mjs";

const room = path.join(checkout, "kernel", "export");
const target = path.join(pythonFolder, "share", "jupyter", "nbconvert", "templates", "navette");
const packages = path.join(checkout, "node_modules");
const temml = path.join(packages, "temml", "dist");
const turtleView = path.join(checkout, "kernel", "turtle", "turtle-view.mjs");

/** The page's scripts: each is bundled by itself, as not every page needs all. */
const scripts = ["page", "charts", "formulas", "widgets"];

/** npm packages that are inside them. */
const inlined = ["esbuild", "temml", "vega", "vega-embed", "vega-interpreter", "vega-lite"];

/** Brings the template in the project's Python environment up to date; what is right already is left alone. */
export function writeExportTemplate() {
  const template = path.join(room, "template");
  for (const name of fs.readdirSync(template, { recursive: true, encoding: "utf8" })) {
    const file = path.join(template, name);
    if (fs.statSync(file).isFile()) writeWhole(path.join(target, name), fs.readFileSync(file));
  }
  writeWhole(path.join(target, "static", "temml.css"), formulaStyles());
  writeWhole(path.join(target, "static", "turtle-view.mjs"), fs.readFileSync(turtleView));
  writeScripts();
  for (const folder of sitePackages()) writeWhole(path.join(folder, "navette.pth"), `${path.join(room, "python")}\n`);
}

/** Bundles the page's scripts, if what they are made of has changed: the plots' takes a second. */
function writeScripts() {
  const folder = path.join(target, "static");
  // Not imported above: the set-up reads this module before it has installed any package.
  const esbuild = /** @type {typeof import("esbuild")} */ (createRequire(import.meta.url)("esbuild"));
  const stamp = path.join(folder, "scripts.sha256");
  const made = sourcesHash();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === made) return;
  for (const name of scripts) {
    const { outputFiles } = esbuild.buildSync({
      entryPoints: [path.join(room, "page", `${name}.ts`)],
      bundle: true,
      minify: true,
      format: "iife",
      target: "es2022",
      // The page's bytes are hashed by its policy, and none of them may be taken for markup.
      charset: "ascii",
      legalComments: "none",
      write: false,
    });
    writeWhole(path.join(folder, `${name}.js`), outputFiles[0]?.text.trim() ?? "");
  }
  writeWhole(stamp, made);
}

/** What the scripts are made of: our sources, and the packages' versions. */
function sourcesHash() {
  const hash = createHash("sha256");
  const folder = path.join(room, "page");
  for (const name of fs.readdirSync(folder).sort()) hash.update(fs.readFileSync(path.join(folder, name)));
  for (const file of [turtleView, import.meta.filename]) hash.update(fs.readFileSync(file));
  for (const name of inlined) hash.update(fs.readFileSync(path.join(packages, name, "package.json")));
  return hash.digest("hex");
}

/** The folders that the environment's Python imports from. */
function sitePackages() {
  const lib = path.join(pythonFolder, process.platform === "win32" ? "Lib" : "lib");
  if (!fs.existsSync(lib)) return [];
  const parents = process.platform === "win32" ? [lib] : fs.readdirSync(lib).map((name) => path.join(lib, name));
  return parents.map((parent) => path.join(parent, "site-packages")).filter((folder) => fs.existsSync(folder));
}

/** Returns Temml's styles with the one font that they load inside them. */
function formulaStyles() {
  const font = fs.readFileSync(path.join(temml, "Temml.woff2")).toString("base64");
  const styles = fs.readFileSync(path.join(temml, "Temml-Local.css"), "utf8");
  return styles.replace(/url\(['"]?Temml\.woff2['"]?\)/g, `url("data:font/woff2;base64,${font}")`);
}
