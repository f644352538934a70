/**
 * Names that cells can import: from Navette, from Node, and from the packages of the notebook's folder and of Navette.
 *
 * They are read from declarations, once, in the background. The language server could offer them too, but then keeps
 * an index beside each program, which costs every answer more time, and more memory than all its other work.
 */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { declaredExports } from "./declared-exports.ts";
import { exportRecord } from "./export-record.ts";
import { nodeExports } from "./node-exports.ts";
import { declarationsOf, folderOf } from "./package-files.ts";

/** A name that a cell can import. */
export interface ImportableName {
  readonly name: string;
  readonly module: string;
  readonly isType: boolean;
  readonly isDefault: boolean;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const own = [
  ["navette", join(root, "kernel/notebook/index.ts")],
  ["navette/lib", join(root, "lib/index.ts")],
] as const;

export class ImportableNames {
  readonly #folder: string;
  #found: ImportableName[] = [];
  #reading: Promise<void> | undefined;

  /** @param folder - the notebook's */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Settles when all names are there; reads them unless that has begun. */
  ready(): Promise<void> {
    this.#reading ??= this.#read([]);
    return this.#reading;
  }

  /** Reads everything again: the packages are others now. */
  refresh(): Promise<void> {
    this.#reading = this.#read([]);
    return this.#reading;
  }

  /** Those that begin with a word, be it written large or small, as far as they have been read. */
  startingWith(word: string): ImportableName[] {
    const wanted = word.toLowerCase();
    return this.#found.filter(({ name }) => name.toLowerCase().startsWith(wanted));
  }

  /** Modules that export a name. */
  named(name: string): ImportableName[] {
    return this.#found.filter((one) => one.name === name);
  }

  async #read(found: ImportableName[]): Promise<void> {
    for (const [module, file] of own) {
      for (const [name, { isType }] of exportRecord(readFileSync(file, "utf8")).names) {
        found.push({ name, module, isType, isDefault: false });
      }
    }
    this.#found = this.#found.length > 0 ? this.#found : found;
    for await (const one of nodeExports()) found.push(one);
    for (const module of packagesFor(this.#folder)) {
      await setImmediate();
      found.push(...(await exportsOfPackage(module, this.#folder).catch(() => [])));
    }
    this.#found = found;
  }
}

/** The line that imports a name. */
export function importOf({ name, module, isType, isDefault }: ImportableName): string {
  return `import ${isType ? "type " : ""}${isDefault ? name : `{ ${name} }`} from "${module}";`;
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
