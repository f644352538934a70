/**
 * The notebook as TypeScript sees it: one module per cell, each of which imports what it uses from the latest cell
 * that declares it.
 *
 *   cell 1  const fleet = […]             ─▶  …_1.ts   const fleet = […]   export { fleet }
 *   cell 2  const first = fleet[0]        ─▶  …_2.ts   import { fleet$1 as fleet }   const first = …   export { first }
 *
 * `scope-module.ts` tells from where.
 *
 * The texts are a function of the cells in the order of their last runs: how they came to be leaves no trace. A cell
 * that is new changes its own text, and those of cells that use a name which nobody had declared before. A cell that
 * gives a type to the name of an earlier value (`type User = z.infer<typeof User>`) imports that and passes both on.
 */
import { type CellModule, cellModule, moduleText } from "./cell-module.ts";
import type { CellRecord } from "./cell-record.ts";
import { type Meaning, staying, value } from "./meaning.ts";
import { scopeFile, scopeText } from "./scope-module.ts";

interface Placed {
  readonly module: CellModule;
  /** Names that an earlier cell declares. */
  readonly earlier: Map<string, CellModule>;
  /** Names that only a later cell declares: a function may use them all the same. */
  readonly later: Map<string, CellModule>;
}

export class NotebookModules {
  /** In the order of the last runs. */
  readonly #cells = new Map<string, Placed>();
  readonly #files = new Map<string, CellModule>();
  readonly #numbers = new Map<string, number>();
  /** Numbers of cells that were deleted, whose documents are taken for others. */
  readonly #free: number[] = [];
  #last = 0;
  #runs = 0;
  /** The latest declaration of each name. */
  #latest = new Map<string, CellModule>();
  /** What each of them means, with what stays of the declarations before. */
  #meanings = new Map<string, Meaning>();
  /** The latest declaration of each value. */
  #values = new Map<string, CellModule>();
  /** The cell whose value each name has, be it there or not. */
  readonly #ran = new Map<string, CellModule>();
  /** Who uses each name without declaring it. */
  #users = new Map<string, Set<Placed>>();
  #texts = new Map<string, string>();
  #changed = new Set<string>();
  /** Whether the scope's text is that of these cells. */
  #isScopeWritten = false;

  /** Takes a cell that runs; the same cell's earlier run is forgotten. */
  add(record: CellRecord): CellModule {
    this.#runs += 1;
    const key = record.cellId ?? `run ${this.#runs}`;
    const number = this.#numbers.get(key) ?? this.#free.pop() ?? this.#last + 1;
    this.#numbers.set(key, number);
    this.#last = Math.max(this.#last, number);
    const module = cellModule(number, record);
    if (this.#cells.delete(key)) this.#rebuild();
    this.#place(key, module);
    for (const [name, meaning] of module.meanings) if (meaning & value) this.#ran.set(name, module);
    return module;
  }

  delete(cellId: string): void {
    if (!this.#cells.delete(cellId)) return;
    const number = this.#numbers.get(cellId);
    this.#numbers.delete(cellId);
    if (number !== undefined) this.#free.push(number);
    this.#rebuild();
  }

  clear(): void {
    this.#cells.clear();
    this.#numbers.clear();
    this.#free.length = 0;
    this.#last = 0;
    this.#ran.clear();
    this.#rebuild();
  }

  has(module: CellModule): boolean {
    return this.#files.get(module.file) === module;
  }

  byFile(file: string): CellModule | undefined {
    return this.#files.get(file);
  }

  /** The latest declaration of each name. */
  visible(): ReadonlyMap<string, CellModule> {
    return this.#latest;
  }

  /** What a name means to a cell that follows; 0 where no cell declares it. */
  #meaning(name: string): Meaning {
    return this.#meanings.get(name) ?? 0;
  }

  /** Whether the value that a name has is that of a cell which was edited or deleted since: a ghost. */
  isGhost(name: string): boolean {
    return this.#values.get(name) !== this.#ran.get(name);
  }

  /** What a cell that follows all these takes from them. */
  wantedBy({ uses, meanings }: CellModule): Map<string, CellModule> {
    const wanted = new Map<string, CellModule>();
    for (const name of uses) {
      const source = this.#latest.get(name);
      const own = meanings.get(name);
      if (source && (own === undefined || staying(this.#meaning(name), own) !== 0)) wanted.set(name, source);
    }
    return wanted;
  }

  /** Text of each document, by file name. */
  texts(): ReadonlyMap<string, string> {
    this.#writeScope();
    return this.#texts;
  }

  /** The highest number that a cell has had. */
  get last(): number {
    return this.#last;
  }

  /** Documents that have changed since this was asked last; without a text, they are gone. */
  takeChanges(): Map<string, string | undefined> {
    this.#writeScope();
    const changes = new Map([...this.#changed].map((file) => [file, this.#texts.get(file)]));
    this.#changed.clear();
    return changes;
  }

  #place(key: string, module: CellModule): void {
    const placed: Placed = { module, earlier: this.wantedBy(module), later: new Map() };
    this.#cells.set(key, placed);
    this.#isScopeWritten = false;
    this.#files.set(module.file, module);
    this.#write(placed);
    const changed = new Set<Placed>();
    for (const name of module.names) {
      for (const user of this.#users.get(name) ?? []) {
        if (user.earlier.has(name)) continue;
        user.later.set(name, module);
        changed.add(user);
      }
    }
    for (const user of changed) this.#write(user);
    for (const name of module.uses) {
      if (module.meanings.has(name)) continue;
      const users = this.#users.get(name);
      if (users) users.add(placed);
      else this.#users.set(name, new Set([placed]));
    }
    for (const [name, meaning] of module.meanings) {
      this.#latest.set(name, module);
      if (meaning & value) this.#values.set(name, module);
      this.#meanings.set(name, meaning | staying(this.#meaning(name), meaning));
    }
  }

  #write({ module, earlier, later }: Placed): void {
    this.#set(module.file, moduleText(module, new Map([...earlier, ...later])));
  }

  #writeScope(): void {
    if (this.#isScopeWritten) return;
    this.#isScopeWritten = true;
    const modules = [...this.#cells.values()].map(({ module }) => module);
    this.#set(scopeFile, scopeText(modules, this.#last));
  }

  #set(file: string, text: string): void {
    if (this.#texts.get(file) === text) return;
    this.#texts.set(file, text);
    this.#changed.add(file);
  }

  #rebuild(): void {
    const cells = [...this.#cells];
    const before = this.#texts;
    const changedBefore = this.#changed;
    this.#cells.clear();
    this.#files.clear();
    this.#latest = new Map();
    this.#meanings = new Map();
    this.#values = new Map();
    this.#users = new Map();
    this.#texts = new Map();
    this.#changed = new Set();
    this.#isScopeWritten = false;
    for (const [key, { module }] of cells) this.#place(key, module);
    this.#writeScope();
    for (const [file, text] of this.#texts) if (before.get(file) === text) this.#changed.delete(file);
    for (const file of before.keys()) if (!this.#texts.has(file)) this.#changed.add(file);
    for (const file of changedBefore) this.#changed.add(file);
  }
}
