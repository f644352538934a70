/**
 * The earlier runs of each experiment, which plots show beside the last ones.
 *
 * Owner: the session, that is this module for as long as the program lives. Results and timelines aren't kept: a run
 * weighs less than a kilobyte here.
 */

import { checkRun } from "../errors/check-run.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";
import type { Run } from "../strategies/strategy.ts";

/** What plots need of a run: all but its results and its spans. */
export type MeasuredRun = Pick<Run<unknown>, "strategy" | "workers" | "wallMs" | "parameters" | "machine">;

/** Runs, alone or in lists of any depth: `[sequential, threads, repeat…]`. */
export type Runs = Run<unknown> | readonly Runs[];

/** The runs that one plot was given. */
export interface RunSet {
  /** 1 for the first set of the experiment in this session. */
  readonly number: number;
  readonly runs: readonly MeasuredRun[];
}

/** Sets kept for an experiment, the last one included; experiments kept. */
const mostSets = 5;
const mostExperiments = 100;

const memory = new Map<string, RunSet[]>();
const measured = new WeakMap<Run<unknown>, MeasuredRun>();

/**
 * Returns what is kept of each run; the same object each time for the same run.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no run, such as the promise of one.
 */
export function measuredRuns(runs: Runs): MeasuredRun[] {
  if (isList(runs)) return runs.flatMap(measuredRuns);
  checkRun("runs", runs);
  const { strategy, workers, wallMs, parameters, machine } = runs;
  const kept = measured.get(runs) ?? { strategy, workers, wallMs, parameters, machine };
  measured.set(runs, kept);
  return [kept];
}

/**
 * Returns the name under which runs are remembered unless told: the kind of their first task.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs, or what is none.
 */
export function experimentOf(runs: Runs): string {
  const first = firstRun(runs);
  if (first === undefined) throw new NavetteError("ERR_NAVETTE_RUNS", "runs is []: give at least one run to draw");
  return first.timeline.spans[0]?.kind ?? "experiment";
}

/**
 * Adds runs to an experiment's memory and returns its sets, the oldest first, these runs the last.
 *
 * Runs that were the last set, or part of it, or that contain it, are the same set still: drawing twice, or one run
 * more, makes no earlier run.
 */
export function rememberRuns(experiment: string, runs: readonly MeasuredRun[]): readonly RunSet[] {
  const sets = memory.get(experiment) ?? [];
  const last = sets.at(-1);
  if (last === undefined) sets.push({ number: 1, runs });
  else if (contains(runs, last.runs)) sets.splice(-1, 1, { number: last.number, runs });
  else if (!contains(last.runs, runs)) sets.push({ number: last.number + 1, runs });
  if (sets.length > mostSets) sets.shift();
  memory.delete(experiment);
  memory.set(experiment, sets);
  for (const oldest of memory.keys()) {
    if (memory.size <= mostExperiments) break;
    memory.delete(oldest);
  }
  return [...sets.slice(0, -1), { number: sets.at(-1)?.number ?? 1, runs }];
}

/**
 * Forgets the earlier runs of an experiment, or of all, that `timingBars` and `speedUp` have drawn. Unless called, the
 * last five sets of each are kept, for the last hundred experiments.
 *
 * @example
 * forgetRuns("downloads"); // undefined: its next plot begins anew
 */
export function forgetRuns(experiment?: string): void {
  if (experiment === undefined) memory.clear();
  else memory.delete(experiment);
}

function firstRun(runs: Runs): Run<unknown> | undefined {
  if (!isList(runs)) {
    checkRun("runs", runs);
    return runs;
  }
  for (const part of runs) {
    const first = firstRun(part);
    if (first !== undefined) return first;
  }
  return undefined;
}

function contains(runs: readonly MeasuredRun[], others: readonly MeasuredRun[]): boolean {
  return others.every((run) => runs.includes(run));
}

function isList(runs: Runs): runs is readonly Runs[] {
  return !isRevoked(runs) && Array.isArray(runs);
}
