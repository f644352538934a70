/** One cell as a module: what it declares, what it may use, and its text. */
import type { CellRecord } from "./cell-record.ts";
import { exportedNames } from "./exported-names.ts";
import { type Meaning, meaningOf } from "./meaning.ts";

/** Begins the names of all documents that exist for the language server only. */
export const documentPrefix = "__navette_";

/** Lines of a document before those of the cell. */
export const linesBefore = 1;

export interface CellModule {
  /** Name without extension. */
  readonly name: string;
  readonly file: string;
  readonly record: CellRecord;
  /** What other cells can import. */
  readonly names: readonly string[];
  /** What each of them means. */
  readonly meanings: ReadonlyMap<string, Meaning>;
  /** Everything in the source that may be a name of another cell. */
  readonly uses: ReadonlySet<string>;
  /** What follows the source. */
  readonly ending: string;
}

export function cellModule(name: string, record: CellRecord): CellModule {
  const { source, declares, jsx, expression } = record;
  const meanings = new Map<string, Meaning>();
  for (const { name, kind } of declares) meanings.set(name, (meanings.get(name) ?? 0) | meaningOf(kind));
  const names = [...meanings.keys()];
  const uses = new Set(source.match(identifier));
  const exported = exportedNames(source);
  const exports = names.filter((one) => !exported.has(one)).join(", ");
  const ending = `${expression ? ")" : ""};export { ${exports} };`;
  return { name, file: `${name}${jsx ? ".tsx" : ".ts"}`, record, names, meanings, uses, ending };
}

/** Whether other cells can't tell that the cell has run. */
export function leavesNothing({ declares, imports, source }: CellRecord): boolean {
  return declares.length === 0 && imports.length === 0 && !/\bdeclare\b/.test(source);
}

export function moduleText({ record, ending }: CellModule, wanted: ReadonlyMap<string, CellModule>): string {
  const { source, expression } = record;
  return `${importLine(wanted)}${expression ? ";(" : ""}\n${source}\n${ending}`;
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
