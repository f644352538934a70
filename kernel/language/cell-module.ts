/** One cell as a module: what it declares, what it may use, and its text. */
import { ambientNames } from "./ambient-names.ts";
import type { CellRecord } from "./cell-record.ts";
import { directivesOf } from "./directives.ts";
import { exportedNames } from "./exported-names.ts";
import { type Meaning, meaningOf } from "./meaning.ts";

/** Begins the names of all documents that exist for the language server only. */
export const documentPrefix = "__navette_";

/** Lines of a document before those of the cell. */
export const linesBefore = 1;

export interface CellModule {
  /** Tells it from all other cells. */
  readonly number: number;
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

export function cellModule(number: number, record: CellRecord): CellModule {
  const { source, declares, jsx, expression } = record;
  const meanings = new Map<string, Meaning>();
  const ambient = ambientNames(source, jsx ? "tsx" : "ts");
  for (const { name, kind } of [...declares, ...ambient])
    meanings.set(name, (meanings.get(name) ?? 0) | meaningOf(kind));
  const names = [...meanings.keys()];
  const uses = namesIn(source);
  const exported = exportedNames(source);
  const exports = names.filter((one) => !exported.has(one)).join(", ");
  const ending = `${expression ? ")" : ""};export { ${exports} };`;
  return { number, file: cellFile(number, jsx), record, names, meanings, uses, ending };
}

/** Stands for the number of a cell that no other one sees. */
export const trialNumber = -1;

/** The document of a cell; one with JSX has a name of its own, for other modules name it without the extension. */
export function cellFile(number: number, jsx: boolean): string {
  return `${documentPrefix}${number === trialNumber ? "trial" : number}${jsx ? "_jsx.tsx" : ".ts"}`;
}

/** Whether other cells can't tell that the cell has run. */
export function leavesNothing({ declares, imports, source }: CellRecord): boolean {
  return declares.length === 0 && imports.length === 0 && !/\bdeclare\b/.test(source);
}

export function moduleText({ record, ending }: CellModule, wanted: ReadonlyMap<string, CellModule>): string {
  const { source, expression } = record;
  return `${directivesOf(source)}${importLine(wanted)}${expression ? ";(" : ""}\n${withoutInterpreter(source)}\n${ending}`;
}

/** A text whose first line names no interpreter: TypeScript takes `#!` for that at the top of a file only. */
export function withoutInterpreter(source: string): string {
  return source.replace(/^#!/, "//");
}

/** The module through which cells get the names of others, and what stands for a cell that isn't there. */
export const scopeName = `${documentPrefix}scope`;

/** One line that imports each name from its cell. */
export function importLine(wanted: ReadonlyMap<string, CellModule>): string {
  const names = [...wanted].map(([name, { number }]) => `${scopedName(name, number)} as ${name}`);
  return `import { ${names.join(", ")} } from "./${scopeName}";`;
}

/** A name of one cell, as the module of all of them exports it. */
export function scopedName(name: string, number: number): string {
  return `${name}$${number}`;
}

/** Everything in a text that may be a name. */
export function namesIn(source: string): Set<string> {
  return new Set(source.match(identifier));
}

const identifier = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;
