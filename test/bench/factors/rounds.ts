import { median } from "../tables/median.ts";
import { progress } from "../tables/progress.ts";
import type { Table } from "../tables/table.ts";
import { type Measure, quietly } from "./quiet.ts";

/** One way of doing the work, and what it took. */
export interface Contestant {
  readonly name: string;
  /** What stays the same when the name bears a version; the name unless told. */
  readonly key?: string;
  /** Does the work; returns milliseconds of wall time, and of CPU where they are known. */
  run(): Promise<Measure>;
}

export interface Race {
  readonly id: string;
  readonly title: string;
  readonly contestants: readonly Contestant[];
  readonly rounds: number;
  /** Names what a contestant is compared with; the first one unless told. */
  readonly against?: (name: string) => string;
}

/**
 * Runs every contestant once per round, and returns a table: medians of time and of the ratio to the reference, taken
 * within each round so that the machine's moods cancel out.
 */
export async function race({ id, title, contestants, rounds, against }: Race): Promise<Table> {
  const reference = against ?? (() => contestants[0]?.name ?? "");
  const measured = new Map<string, Measure[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) {
      progress(`${title}: round ${round + 1} of ${rounds}, ${contestant.name}`);
      measured.get(contestant.name)?.push(await quietly(() => contestant.run()));
    }
  }
  return {
    id,
    title,
    rounds,
    columns: [
      { key: "ms", title: "ms" },
      { key: "cpuMs", title: "CPU ms" },
      { key: "others", title: "others' share, %" },
      { key: "times", title: "times faster" },
      { key: "than", title: "than" },
    ],
    rows: contestants.map(({ name, key = name }) => {
      const measures = measured.get(name) ?? [];
      const compared = measured.get(reference(name)) ?? [];
      return {
        key,
        name,
        cells: {
          ms: middle(measures.map(({ ms }) => ms)),
          cpuMs: middle(measures.map(({ cpuMs }) => cpuMs)),
          others: middle(measures.map(({ others }) => others && 100 * others)),
          times: middle(measures.map(({ ms }, round) => (compared[round]?.ms ?? Number.NaN) / ms)),
          than: reference(name),
        },
      };
    }),
  };
}

function middle(measured: readonly (number | undefined)[]) {
  const values = measured.filter((value) => value !== undefined);
  return values.length === 0 ? undefined : median(values);
}
