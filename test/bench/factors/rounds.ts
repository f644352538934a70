import { median } from "../downloads/median.ts";
import { type Measure, quietly } from "./quiet.ts";

/** One way of doing the work, and what it took. */
export interface Contestant {
  readonly name: string;
  /** Does the work; returns milliseconds of wall time, and of CPU where they are known. */
  run(): Promise<Measure>;
}

/**
 * Runs every contestant once per round, and prints a table: medians of time and of the ratio to the reference (the
 * first contestant, or the one that `against` names), taken within each round so that the machine's moods cancel out.
 */
export async function race(
  title: string,
  contestants: readonly Contestant[],
  rounds: number,
  against: (name: string) => string = () => contestants[0]?.name ?? "",
): Promise<void> {
  const measured = new Map<string, Measure[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) {
      measured.get(contestant.name)?.push(await quietly(() => contestant.run()));
    }
  }
  const rows = [...measured].map(([name, measures]) => {
    const reference = measured.get(against(name)) ?? [];
    const ratios = measures.map(({ ms }, round) => (reference[round]?.ms ?? Number.NaN) / ms);
    return [
      name,
      written(
        measures.map(({ ms }) => ms),
        1,
      ),
      written(
        measures.map(({ cpuMs }) => cpuMs),
        0,
      ),
      written(
        measures.map(({ others }) => others && 100 * others),
        1,
      ),
      written(ratios, 2),
      against(name),
    ];
  });
  console.log(`\n${title}; ${rounds} rounds; median [95 % interval]`);
  print([["", "ms", "CPU ms", "others' share, %", "times faster", "than"], ...rows]);
}

function written(measured: readonly (number | undefined)[], digits: number): string {
  const values = measured.filter((value) => value !== undefined);
  if (values.length === 0) return "";
  const { median: middle, low, high } = median(values);
  return `${middle.toFixed(digits)} [${low.toFixed(digits)}–${high.toFixed(digits)}]`;
}

function print(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}
