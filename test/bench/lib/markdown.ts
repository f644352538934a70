import { cellText } from "../tables/cell-text.ts";
import { confidence } from "../tables/median.ts";
import type { Table } from "../tables/table.ts";
import type { MeasuredTables } from "./measured-tables.ts";

/** A table of Markdown; the first row is its head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`.replace(/^\| {2}\|/, "| |");
  return [line(head), `|${"---|".repeat(head.length)}`, ...body.map(line)].join("\n");
}

/** Everything that was measured, as a page of Markdown. */
export function measuredPage(tables: MeasuredTables): string {
  const lines = [
    "# What the experiments reach",
    "",
    `${tables.machine}. Figures are medians of the rounds that stand in each title, with the interval of the confidence told.`,
    ...tables.absent.map((what) => `\nAbsent: ${what}.`),
    ...tables.all.map((table) => `\n## ${table.title}\n\n${roundsOf(table)}\n\n${asMarkdown(table)}`),
  ];
  return `${lines.join("\n")}\n`;
}

function roundsOf({ rounds }: Table): string {
  return rounds === 1 ? "One round." : `${rounds} rounds, intervals of ${confidence(rounds)}.`;
}

function asMarkdown({ columns, rows }: Table): string {
  return markdownTable([
    ["", ...columns.map(({ title }) => title)],
    ...rows.map(({ name, cells }) => [name, ...columns.map(({ key }) => cellText(cells[key]))]),
  ]);
}
