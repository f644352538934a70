import type { Strategy } from "../strategies/strategy.ts";
import { strategyOrder } from "./palette.ts";
import type { MeasuredRun } from "./run-memory.ts";

/** A parameter in which runs of the same strategy and worker count differ. */
export interface Difference {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** Values of parameters, by name. */
export type RunParameters = Readonly<Record<string, Difference["value"]>>;

/** Repetitions: runs of one strategy, worker count and set of parameters. */
export interface RunGroup {
  readonly key: string;
  readonly strategy: Strategy;
  readonly workers: number;
  /** What sets these runs apart from others of the same strategy and worker count. */
  readonly differences: readonly Difference[];
  readonly runs: readonly MeasuredRun[];
}

/** Follow from others, so they never set runs apart: the worker count asked for, and what the list was cut into. */
const derived = new Set(["workers", "chunks"]);

/**
 * Sorts runs into repetitions, in the order of plots: by strategy, worker count, then as they came.
 *
 * `among` are all the runs of the plot: what differs between any of them is told in each group.
 */
export function groupRuns(runs: readonly MeasuredRun[], among: readonly MeasuredRun[] = runs): RunGroup[] {
  const varying = new Map<string, readonly string[]>();
  for (const [place, alike] of Map.groupBy(among, placeOf)) varying.set(place, varyingParameters(alike));
  const groups = new Map<string, { group: Omit<RunGroup, "runs">; runs: MeasuredRun[] }>();
  for (const run of runs) {
    const differences = (varying.get(placeOf(run)) ?? []).flatMap((name): Difference[] => {
      const value = scalar(run.parameters[name]);
      return value === undefined ? [] : [{ name, value }];
    });
    const key = `${placeOf(run)} ${JSON.stringify(differences)}`;
    const { strategy, workers } = run;
    const group = groups.get(key) ?? { group: { key, strategy, workers, differences }, runs: [] };
    group.runs.push(run);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ group, runs }) => ({ ...group, runs })).sort(byPlace);
}

/** Lists parameters as differences; none for what is no object. */
export function differencesOf(parameters: RunParameters | undefined | null): Difference[] {
  return Object.entries(parameters ?? {}).map(([name, value]) => ({ name, value }));
}

/** Orders groups, or anything else with a strategy and a worker count, as plots do. */
export function byPlace(a: Pick<RunGroup, "strategy" | "workers">, b: Pick<RunGroup, "strategy" | "workers">): number {
  return strategyOrder.indexOf(a.strategy) - strategyOrder.indexOf(b.strategy) || a.workers - b.workers;
}

function placeOf({ strategy, workers }: MeasuredRun): string {
  return `${strategy} ${workers}`;
}

/** Names of the parameters in which runs differ; a chunk size, often derived from others, only where it is alone. */
function varyingParameters(runs: readonly MeasuredRun[]): string[] {
  const names = new Set(runs.flatMap(({ parameters }) => Object.keys(parameters)));
  const varying = [...names].filter((name) => {
    if (derived.has(name)) return false;
    const values = runs.map(({ parameters }) => scalar(parameters[name]));
    return values.some((value) => value !== values[0]);
  });
  return varying.length > 1 ? varying.filter((name) => name !== "chunk") : varying;
}

function scalar(value: unknown): Difference["value"] | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}
