import type { Median } from "./median.ts";

/** A figure measured in several rounds, a word in its place, or nothing where it wasn't measured. */
export type Cell = Median | string | undefined;

/** A column; its title tells the unit. */
export interface Column {
  readonly key: string;
  readonly title: string;
}

/** One way of doing the work. Its key stays the same from run to run, while its name may bear a version. */
export interface Row {
  readonly key: string;
  readonly name: string;
  readonly cells: Readonly<Record<string, Cell>>;
}

/** What every benchmark of the experiments reports: figures of one run beside those of its peers. */
export interface Table {
  readonly id: string;
  readonly title: string;
  readonly rounds: number;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}
