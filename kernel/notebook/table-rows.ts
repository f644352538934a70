import { inspect } from "node:util";
import { NavetteError } from "../../lib/errors/navette-error.ts";

/** What a table is made of: rows that are objects, lists or single values; or an object or a Map of such rows. */
export type Tabular =
  | Iterable<unknown>
  | ReadonlyMap<unknown, unknown>
  | Readonly<Record<string, unknown>>
  | readonly unknown[];

/** A table's cells as text, and which columns hold numbers. */
export interface TableRows {
  readonly heading: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of each column: whether all that it holds is numbers, which are aligned right. */
  readonly isNumeric: readonly boolean[];
}

/** Characters of one cell that are shown. */
const longestCell = 120;

/**
 * Reads rows into the cells of a table. Columns are those of all rows, in the order in which they first appear.
 *
 * @param columns - the columns wanted, in their order; all unless told
 * @throws NavetteError `ERR_NAVETTE_TABLE` for what has no rows
 */
export function tableRows(source: object, columns?: readonly string[]): TableRows {
  const { names, values } = rowsOf(source);
  const known = new Set<string>();
  let hasSingles = false;
  for (const value of values) {
    if (isRow(value)) for (const name of Object.keys(value)) known.add(name);
    else hasSingles = true;
  }
  const shown = columns ? columns.map(String) : [...known];
  const singles = hasSingles && columns === undefined ? [""] : [];
  const heading = [...(names ? [""] : []), ...shown, ...singles];
  const cells = values.map((value, at): unknown[] => [
    ...(names ? [names[at]] : []),
    ...shown.map((name) => (isRow(value) ? Reflect.get(value, name) : undefined)),
    ...singles.map(() => (isRow(value) ? undefined : value)),
  ]);
  return {
    heading,
    rows: cells.map((row) => row.map(cellText)),
    isNumeric: heading.map((_, at) => {
      const given = cells.map((row) => row[at]).filter((cell) => cell !== undefined && cell !== null);
      return given.length > 0 && given.every((cell) => typeof cell === "number" || typeof cell === "bigint");
    }),
  };
}

function rowsOf(source: object): { names?: readonly unknown[]; values: readonly unknown[] } {
  if (source instanceof Map) return { names: [...source.keys()], values: [...source.values()] };
  if (typeof source === "object" && source !== null) {
    if (isIterable(source)) return { values: [...source] };
    return { names: Object.keys(source), values: Object.values(source) };
  }
  throw new NavetteError(
    "ERR_NAVETTE_TABLE",
    `display.table takes a list of rows, such as [{ a: 1 }, { a: 2 }], not ${inspect(source)}.`,
  );
}

function isIterable(source: object): source is Iterable<unknown> {
  return typeof Reflect.get(source, Symbol.iterator) === "function";
}

/** What has columns of its own: a list or an object, unless it is shown as one value. */
function isRow(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Date) && !(value instanceof Error);
}

/** One line, without the characters that XML doesn't have. */
function cellText(value: unknown): string {
  const line = textOf(value).replaceAll(/\s+/g, " ").trim();
  const text = line.toWellFormed().replaceAll(/[\0-\x1f\ufffe\uffff]/g, "\ufffd");
  return text.length <= longestCell ? text : `${text.slice(0, longestCell - 1)}…`;
}

function textOf(value: unknown): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  if (typeof value === "object" && value !== null) {
    return inspect(value, {
      breakLength: Number.POSITIVE_INFINITY,
      depth: 1,
      maxArrayLength: 10,
      maxStringLength: 100,
    });
  }
  return String(value);
}
