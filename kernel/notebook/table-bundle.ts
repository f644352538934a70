import { host } from "../../lib/host/host.ts";
import type { Plot } from "../../lib/plots/plot.ts";
import { textTable } from "../../lib/plots/text-table.ts";
import { chartRows } from "./chart-rows.ts";
import { tablePicture } from "./table-picture.ts";
import { type TableRows, type Tabular, tableRows } from "./table-rows.ts";

/** Rows that a table shows: of more, the first and the last. */
const mostRows = 200;

const words = {
  en: {
    label: (rows: number, columns: string) =>
      `Table of ${rows === 1 ? "one row" : `${rows} rows`}${columns && `: ${columns}`}`,
    more: (count: number) => `… ${count} more rows`,
  },
  fr: {
    label: (rows: number, columns: string) =>
      `Tableau ${rows === 1 ? "d’une ligne" : `de ${rows} lignes`}${columns && ` : ${columns}`}`,
    more: (count: number) => `… ${count} lignes de plus`,
  },
};

/** The bundle of a table, or of the numbers of a chart: a picture, which every export keeps, and text. */
export function tableBundle(source: Tabular | Plot, columns?: readonly string[]): Record<string, unknown> {
  const drawn = chartRows(source) ?? source;
  const table = isRead(drawn) ? drawn : tableRows(drawn, columns);
  const { label, more } = words[host().locale];
  const shown = shortened(table, more);
  const named = table.heading.filter((name) => name !== "").join(", ");
  return {
    "image/svg+xml": tablePicture(shown, label(table.rows.length, named)),
    "text/plain": textTable([shown.heading, ...shown.rows], mostRows + 1),
  };
}

function isRead(source: unknown): source is TableRows {
  return typeof source === "object" && source !== null && "isNumeric" in source && "heading" in source;
}

function shortened(table: TableRows, more: (count: number) => string): TableRows {
  const { rows } = table;
  if (rows.length <= mostRows) return table;
  const half = mostRows / 2;
  const gap = table.heading.map((_, at) => (at === 0 ? more(rows.length - mostRows) : ""));
  return { ...table, rows: [...rows.slice(0, half), gap, ...rows.slice(-half)] };
}
