/**
 * Prints the names that cells of a notebook's folder can import, as JSON: a program of its own, for what it takes to
 * read them, tens of MiB, goes with it.
 *
 *     importable-list.ts FOLDER
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { declaredExports } from "./declared-exports.ts";
import { exportRecord } from "./export-record.ts";
import type { ImportableName } from "./importable-names.ts";
import { nodeExports } from "./node-exports.ts";
import { declarationsOf, folderOf } from "./package-files.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const own = [
  ["navette", join(root, "kernel/notebook/index.ts")],
  ["navette/lib", join(root, "lib/index.ts")],
] as const;

/** All names that cells of a folder can import, the likeliest modules first. */
async function importableNames(folder: string): Promise<ImportableName[]> {
  const found: ImportableName[] = [];
  for (const [module, file] of own) {
    for (const [name, { isType }] of exportRecord(readFileSync(file, "utf8")).names) {
      found.push({ name, module, isType, isDefault: false });
    }
  }
  found.push(...nodeExports());
  for (const module of packagesFor(folder)) {
    // A package that can't be read has nothing to offer.
    found.push(...(await exportsOfPackage(module, folder).catch(() => [])));
  }
  return found;
}

async function exportsOfPackage(module: string, folder: string): Promise<ImportableName[]> {
  const place = folderOf(module, folder) ?? folderOf(module, root);
  const types = folderOf(`@types/${module.replace(/^@/, "").replace("/", "__")}`, place ?? folder);
  const file = (place && declarationsOf(place)) ?? (types && declarationsOf(types));
  if (!place || file === undefined) return [];
  const { names, defaultName } = await declaredExports(file);
  const found = [...names].map(([name, isType]) => ({ name, module, isType, isDefault: false }));
  if (defaultName === undefined || defaultName.startsWith("_") || names.has(defaultName)) return found;
  return [...found, { name: defaultName, module, isType: false, isDefault: true }];
}

/** Packages that the notebook's folder names, then Navette's. */
function packagesFor(folder: string): Set<string> {
  const { own, development } = packagesAbove(folder);
  const all = [...own, ...development, ...packagesAbove(root).own];
  return new Set(all.filter((name) => !name.startsWith("@types/")));
}

/** Packages of the nearest `package.json`. */
function packagesAbove(folder: string): { own: readonly string[]; development: readonly string[] } {
  for (let place = folder; ; place = dirname(place)) {
    try {
      const { dependencies, devDependencies } = JSON.parse(readFileSync(join(place, "package.json"), "utf8"));
      return { own: Object.keys(dependencies ?? {}), development: Object.keys(devDependencies ?? {}) };
    } catch {
      // Not here, or nothing that can be read: the next one above counts.
    }
    if (place === dirname(place)) return { own: [], development: [] };
  }
}

process.stdout.write(JSON.stringify(await importableNames(process.argv[2] ?? process.cwd())));
