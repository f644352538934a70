/**
 * Where the benchmarks of the experiments tell what they measured: printed, and, when `npm run bench lib` runs them, written
 * to the file that it names in the environment, a line of JSON for each table.
 */
import { appendFileSync } from "node:fs";
import { machine } from "../../../lib/machine/machine.ts";
import { cellText } from "./cell-text.ts";
import { confidence } from "./median.ts";
import { printTable } from "./print-table.ts";
import { clearProgress } from "./progress.ts";
import type { Table } from "./table.ts";

/** Environment variable that names the file. */
export const reportVariable = "NAVETTE_BENCH_REPORT";

/** A line of the file. */
export type Reported = { readonly table: Table; readonly machine: string } | { readonly absent: string };

/** This machine, in words. */
export function machineText(): string {
  const { cpu, cores, node, platform } = machine();
  return `${cpu}, ${cores} core${cores === 1 ? "" : "s"}, Node ${node}, ${platform}`;
}

/** Tells what was measured. */
export function report(table: Table): void {
  clearProgress();
  const { title, rounds, columns, rows } = table;
  const how = rounds === 1 ? "one round" : `${rounds} rounds; median [${confidence(rounds)} interval]`;
  console.log(`\n${title}; ${how}`);
  printTable([
    ["", ...columns.map((column) => column.title)],
    ...rows.map(({ name, cells }) => [name, ...columns.map(({ key }) => cellText(cells[key]))]),
  ]);
  note({ table, machine: machineText() });
}

/** Names something that could not be compared with. */
export function absent(what: string): void {
  clearProgress();
  console.log(`absent: ${what}`);
  note({ absent: what });
}

function note(line: Reported): void {
  const file = process.env[reportVariable];
  if (file) appendFileSync(file, `${JSON.stringify(line)}\n`);
}
