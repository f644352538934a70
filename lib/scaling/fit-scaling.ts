import { measuredRuns, type Runs } from "../plots/run-memory.ts";
import { type FittedLaw, fitAmdahl, fitGustafson, fitUsl, type LawName } from "./fit-laws.ts";
import { type ScalingSeries, scalingSeries } from "./scaling-points.ts";

/** The laws fitted to one strategy's runs; those that its measures are too few for are left out. */
export interface ScalingFit extends ScalingSeries {
  /** Amdahl's, then the Universal Scalability Law; or Gustafson's alone. */
  readonly laws: readonly FittedLaw[];
}

/**
 * Fits the laws of scaling to runs, for each strategy: Amdahl's and the Universal Scalability Law where the work stays
 * the same, Gustafson's where it grows with the workers.
 *
 * Amdahl's and Gustafson's laws know nothing of cores, so they are fitted to the counts that have a core for each worker,
 * where there are any above one. The Universal Scalability Law is about queueing for what is scarce; cores are, so it is
 * fitted to all counts. O(runs). Sources: see `amdahl`, `universalScalability` and `gustafson`.
 *
 * @throws NavetteError `ERR_NAVETTE_BASELINE` when no run is sequential, `ERR_NAVETTE_RUNS` when all are.
 * @example
 * const [threads] = fitScaling(await measureScaling({ strategies: ["threads"], count: 5000 }));
 * threads?.laws.find(({ law }) => law === "usl")?.speedUp(10_000);
 */
export function fitScaling(runs: Runs): ScalingFit[] {
  return scalingSeries(measuredRuns(runs)).map((series) => ({ ...series, laws: lawsOf(series) }));
}

const fits: Readonly<Record<LawName, typeof fitUsl>> = { amdahl: fitAmdahl, gustafson: fitGustafson, usl: fitUsl };

function lawsOf({ measures, grows, cores }: ScalingSeries): FittedLaw[] {
  const onCores = measures.filter(({ workers }) => workers <= cores);
  const alone = onCores.some(({ workers }) => workers > 1) ? onCores : measures;
  const counts = new Set(measures.map(({ workers }) => workers).filter((workers) => workers > 1)).size;
  if (counts === 0) return [];
  if (grows) return [fits.gustafson(alone)];
  return [fits.amdahl(alone), ...(counts > 1 ? [fits.usl(measures)] : [])];
}
