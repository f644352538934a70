/**
 * The notebook as TypeScript sees it: one module per cell, each of which imports what it uses from the latest cell
 * that declares it.
 *
 *   cell 1  const fleet = […]             ─▶  …_1.ts   const fleet = […]             export { fleet }
 *   cell 2  const first = fleet[0]        ─▶  …_2.ts   import { fleet } from "…_1"   const first = …   export { first }
 *
 * A pure function of the cells in the order of their last runs: how they came to be leaves no trace.
 */
import type { CellRecord } from "./cell-record.ts";
import { exportedNames } from "./exported-names.ts";

/** Begins the names of all documents that exist for the language server only. */
export const documentPrefix = "__navette_";

export interface CellModule {
  /** Name without extension. */
  readonly name: string;
  readonly file: string;
  readonly record: CellRecord;
  /** What other cells can import. */
  readonly names: readonly string[];
  readonly uses: ReadonlySet<string>;
}

/** Lines of a document before those of the cell. */
export const linesBefore = 1;

export class NotebookModules {
  /** In the order of the last runs. */
  readonly #cells = new Map<string, CellModule>();
  readonly #numbers = new Map<string, number>();
  #last = 0;

  /** Takes a cell that runs; the same cell's earlier run is forgotten. */
  add(record: CellRecord): CellModule {
    const key = record.cellId ?? `run ${this.#last + 1}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      this.#last += 1;
      number = this.#last;
      this.#numbers.set(key, number);
    }
    const module = cellModule(`${documentPrefix}${number}`, record);
    this.#cells.delete(key);
    this.#cells.set(key, module);
    return module;
  }

  /** A module for a cell that may not run, which no other one sees; with its text. */
  trial(name: string, record: CellRecord): { module: CellModule; text: string } {
    const module = cellModule(name, record);
    return { module, text: moduleText(module, wantedBy(module, this.visible())) };
  }

  delete(cellId: string): void {
    this.#cells.delete(cellId);
  }

  clear(): void {
    this.#cells.clear();
  }

  has(module: CellModule): boolean {
    return this.byFile(module.file) === module;
  }

  byFile(file: string): CellModule | undefined {
    return this.#cells.values().find((module) => module.file === file);
  }

  /** Whether a cell other than this one has the name. */
  declares(name: string, other: CellModule): boolean {
    return this.#cells.values().some((module) => module.file !== other.file && module.names.includes(name));
  }

  /** The latest declaration of each name. */
  visible(): Map<string, CellModule> {
    const found = new Map<string, CellModule>();
    for (const module of this.#cells.values()) for (const name of module.names) found.set(name, module);
    return found;
  }

  /** Text of each document, by file name. */
  texts(): Map<string, string> {
    const texts = new Map<string, string>();
    const latest = this.visible();
    const before = new Map<string, CellModule>();
    for (const module of this.#cells.values()) {
      // A function may use what a later cell declares.
      texts.set(module.file, moduleText(module, wantedBy(module, before, latest)));
      for (const name of module.names) before.set(name, module);
    }
    return texts;
  }
}

function cellModule(name: string, record: CellRecord): CellModule {
  const names = [...new Set(record.declares.map((declaration) => declaration.name))];
  return { name, file: `${name}${extension(record)}`, record, names, uses: identifiers(record.source) };
}

/** Where a module takes each name that it uses and has not itself; the first source that has it counts. */
function wantedBy(
  { names, uses }: CellModule,
  ...sources: readonly ReadonlyMap<string, CellModule>[]
): Map<string, CellModule> {
  const own = new Set(names);
  const wanted = new Map<string, CellModule>();
  for (const name of uses) {
    const source = own.has(name) ? undefined : sources.find((modules) => modules.has(name))?.get(name);
    if (source) wanted.set(name, source);
  }
  return wanted;
}

function extension({ jsx }: CellRecord): string {
  return jsx ? ".tsx" : ".ts";
}

function moduleText({ record, names }: CellModule, wanted: ReadonlyMap<string, CellModule>): string {
  const { source, expression } = record;
  const exported = exportedNames(source);
  const exports = names.filter((name) => !exported.has(name)).join(", ");
  return `${importLine(wanted)}${expression ? ";(" : ""}\n${source}\n${expression ? ")" : ""};export { ${exports} };`;
}

/** One line that imports each name from its cell. */
export function importLine(wanted: ReadonlyMap<string, CellModule>): string {
  const byModule = new Map<string, string[]>();
  for (const [name, { name: module }] of wanted) {
    const names = byModule.get(module);
    if (names) names.push(name);
    else byModule.set(module, [name]);
  }
  return [...byModule].map(([module, names]) => `import { ${names.join(", ")} } from "./${module}";`).join("");
}

const identifier = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;

/** Everything in a source that may be a name. */
export function identifiers(source: string): Set<string> {
  return new Set(source.match(identifier));
}
