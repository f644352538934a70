import type { TableRows, Tabular } from "./table-rows.ts";

/** What a plot of lib/ has, and a chart of vega-lite-api. */
interface Chart {
  readonly table?: unknown;
  toSpec?(): unknown;
}

/** The numbers that a chart draws: those that a plot of lib/ tells, or the rows in a Vega-Lite specification. */
export function chartRows(source: unknown): TableRows | Tabular | undefined {
  if (typeof source !== "object" || source === null) return undefined;
  const { table, toSpec }: Chart = source;
  if (isTextTable(table) && "spec" in source) {
    const [heading = [], ...rows] = table;
    return { heading, rows, isNumeric: heading.map((_, at) => at > 0) };
  }
  const spec = typeof toSpec === "function" ? toSpec.call(source) : source;
  return typeof spec === "object" && spec !== null ? rowsOfSpec(spec) : undefined;
}

function isTextTable(table: unknown): table is readonly (readonly string[])[] {
  return Array.isArray(table) && table.every(Array.isArray);
}

/** The rows of the first view that has rows of its own. */
function rowsOfSpec(spec: object): Tabular | undefined {
  const views = ["mark", "layer", "hconcat", "vconcat", "concat", "spec"].filter((name) => name in spec);
  if (views.length === 0) return undefined;
  const data: unknown = Reflect.get(spec, "data");
  const values: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "values") : undefined;
  if (Array.isArray(values)) return values;
  for (const name of views) {
    const inner: unknown = Reflect.get(spec, name);
    for (const view of Array.isArray(inner) ? inner : [inner]) {
      const rows = typeof view === "object" && view !== null ? rowsOfSpec(view) : undefined;
      if (rows !== undefined) return rows;
    }
  }
  return undefined;
}
