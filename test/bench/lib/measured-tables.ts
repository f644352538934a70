import type { Reported } from "../tables/report.ts";
import type { Cell, Row, Table } from "../tables/table.ts";

/** The tables of one run, by their identifiers. */
export class MeasuredTables {
  readonly #tables = new Map<string, Table>();
  readonly absent: readonly string[];
  readonly machine: string;

  constructor(reported: readonly Reported[]) {
    const absent: string[] = [];
    let machine = "";
    for (const line of reported) {
      if ("absent" in line) absent.push(line.absent);
      else {
        this.#tables.set(line.table.id, line.table);
        machine = line.machine;
      }
    }
    this.absent = absent;
    this.machine = machine;
  }

  get all(): readonly Table[] {
    return [...this.#tables.values()];
  }

  table(id: string): Table | undefined {
    return this.#tables.get(id);
  }

  /** A row by its key, in which a star may stand for what depends on the machine: `speed-up of * threads`. */
  row(id: string, key: string): Row | undefined {
    const rows = this.#tables.get(id)?.rows ?? [];
    const [start = "", end] = key.split("*");
    return rows.find((row) =>
      end === undefined ? row.key === key : row.key.startsWith(start) && row.key.endsWith(end),
    );
  }

  cell(id: string, key: string, column: string): Cell {
    return this.row(id, key)?.cells[column];
  }
}

/** A figure in another unit: so many times as much. */
export function scaled(cell: Cell, factor: number): Cell {
  if (cell === undefined || typeof cell === "string") return cell;
  return { median: cell.median * factor, low: cell.low * factor, high: cell.high * factor };
}
