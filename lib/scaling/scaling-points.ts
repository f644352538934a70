import { NavetteError } from "../errors/navette-error.ts";
import type { MeasuredRun } from "../plots/run-memory.ts";
import { median } from "../plots/summary.ts";
import type { Strategy } from "../strategies/strategy.ts";
import type { ScalingMeasure } from "./least-squares.ts";

/** The measures of one strategy, each run a measure of its own. */
export interface ScalingSeries {
  readonly strategy: Strategy;
  readonly measures: readonly ScalingMeasure[];
  /** Whether the work grew with the workers, and speed-up counts work per time. */
  readonly grows: boolean;
  /** The share of the work, from 0 to 1, that was kept serial on purpose, where the runs tell. */
  readonly keptSerial: number | undefined;
  /** Cores of the machine that ran it. */
  readonly cores: number;
}

/** The median time of the sequential runs, in ms: what a speed-up of 1 is. */
export function sequentialTime(runs: readonly MeasuredRun[]): number {
  const times = runs.filter(({ strategy }) => strategy === "sequential").map(({ wallMs }) => wallMs);
  if (times.length > 0) return median(times);
  throw new NavetteError("ERR_NAVETTE_BASELINE", "No run is sequential: add one of the same work to compare with");
}

/**
 * Sorts runs into one series for each strategy of several workers, each measure a speed-up against the sequential runs.
 *
 * @throws NavetteError `ERR_NAVETTE_BASELINE` when no run is sequential, `ERR_NAVETTE_RUNS` when all are.
 */
export function scalingSeries(runs: readonly MeasuredRun[]): ScalingSeries[] {
  const base = sequentialTime(runs);
  const others = runs.filter(({ strategy }) => strategy !== "sequential");
  if (others.length === 0) {
    throw new NavetteError("ERR_NAVETTE_RUNS", "All runs are sequential: add some on several workers");
  }
  return [...Map.groupBy(others, ({ strategy }) => strategy)].map(([strategy, own]) => {
    const { serialPercent, grows } = own[0]?.parameters ?? {};
    return {
      strategy,
      measures: own.map((run) => ({ workers: run.workers, speedUp: (base * workOf(run)) / run.wallMs })),
      grows: grows === true,
      keptSerial: typeof serialPercent === "number" ? serialPercent / 100 : undefined,
      cores: own[0]?.machine.cores ?? 1,
    };
  });
}

/** How many times the sequential work a run did. */
function workOf({ workers, parameters: { grows, serialPercent } }: MeasuredRun): number {
  const serial = typeof serialPercent === "number" ? serialPercent / 100 : 0;
  return grows === true ? serial + (1 - serial) * workers : 1;
}
