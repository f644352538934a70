import { inspect } from "node:util";
import { checkList } from "../errors/check-list.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { formulas, peakWorkers } from "./laws.ts";
import { estimate, type FittedValue, type ParameterisedLaw, type ScalingMeasure } from "./least-squares.ts";

/** The laws that can be fitted, as plots and messages name them. */
export type LawName = "amdahl" | "gustafson" | "usl";

/** A law with the parameters that suit the measures best. */
export interface FittedLaw {
  /** Which law it is. */
  readonly law: LawName;
  /** The share that isn't shared out, from 0 to 1: serial in Amdahl's and Gustafson's laws, contention in the USL. */
  readonly serial: FittedValue;
  /** What each pair of workers costs, from 0 to 1; of the Universal Scalability Law only. */
  readonly coherency?: FittedValue;
  /** How many times as fast as one worker so many are, by the law; any number of workers from 1 on. */
  speedUp(workers: number): number;
  /** The fastest that the law allows with any number of workers; Infinity where there is no limit. */
  readonly most: number;
  /** With how many workers it is reached; Infinity where more are always faster. */
  readonly peak: number;
  /** Root of the mean square of what the law and the measures differ by, in times as fast. */
  readonly error: number;
  /** The worker counts that it was fitted to, in ascending order. */
  readonly fittedTo: readonly number[];
}

/**
 * Fits Amdahl's law to measures of the same work on more and more workers. O(measures). Its source: see `amdahl`.
 *
 * Least squares by the method of Levenberg and Marquardt. Source: D. W. Marquardt, "An Algorithm for Least-Squares
 * Estimation of Nonlinear Parameters", Journal of the SIAM 11(2), 1963. Intervals, where measures were repeated, are
 * those of 100 resamplings. Source: B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter
 * 13.
 *
 * @throws NavetteError `ERR_NAVETTE_SCALING` unless some measure has more than one worker, and all are positive.
 * @example
 * fitAmdahl([{ workers: 1, speedUp: 1 }, { workers: 4, speedUp: 2.5 }]).serial.value; // 0.2
 */
export function fitAmdahl(measures: readonly ScalingMeasure[]): FittedLaw {
  const [serial = { value: 0 }] = fit(
    measures,
    ([share = 0]) =>
      (workers) =>
        formulas.amdahl(workers, share),
    [0.1],
    1,
  );
  const law = (workers: number) => formulas.amdahl(workers, serial.value);
  return { law: "amdahl", serial, most: 1 / serial.value, peak: Infinity, ...told(measures, law) };
}

/**
 * Fits Gustafson's law to measures whose work grows with the workers: `speedUp` is how many times the work of one worker
 * was done in its time. O(measures). Sources: `gustafson` for the law, `fitAmdahl` for the method.
 *
 * @throws NavetteError `ERR_NAVETTE_SCALING` unless some measure has more than one worker, and all are positive.
 * @example
 * fitGustafson([{ workers: 4, speedUp: 3.4 }]).serial.value; // 0.2
 */
export function fitGustafson(measures: readonly ScalingMeasure[]): FittedLaw {
  const [serial = { value: 0 }] = fit(
    measures,
    ([share = 0]) =>
      (workers) =>
        formulas.gustafson(workers, share),
    [0.1],
    1,
  );
  const law = (workers: number) => formulas.gustafson(workers, serial.value);
  const most = serial.value < 1 ? Infinity : 1;
  return { law: "gustafson", serial, most, peak: Infinity, ...told(measures, law) };
}

/**
 * Fits the Universal Scalability Law to measures of the same work on more and more workers. O(measures). Sources:
 * `universalScalability` for the law, `fitAmdahl` for the method.
 *
 * @throws NavetteError `ERR_NAVETTE_SCALING` unless there are two worker counts above one, and all are positive.
 * @example
 * const law = fitUsl([1, 2, 4, 8].map((workers) => ({ workers, speedUp: universalScalability(workers, 0.05, 0.01) })));
 * law.peak; // 9.75
 */
export function fitUsl(measures: readonly ScalingMeasure[]): FittedLaw {
  const model: ParameterisedLaw =
    ([contention = 0, coherency = 0]) =>
    (workers) =>
      formulas.universalScalability(workers, contention, coherency);
  const [serial = { value: 0 }, coherency = { value: 0 }] = fit(measures, model, [0.05, 0.005], 2);
  const law = (workers: number) => formulas.universalScalability(workers, serial.value, coherency.value);
  const peak = peakWorkers(serial.value, coherency.value);
  const most = Number.isFinite(peak) ? law(peak) : 1 / serial.value;
  return { law: "usl", serial, coherency, most, peak, ...told(measures, law) };
}

/** `least` is how many worker counts above one the law needs. */
function fit(measures: readonly ScalingMeasure[], law: ParameterisedLaw, initial: readonly number[], least: number) {
  checkList("measures", measures, "[{ workers: 2, speedUp: 1.9 }]", "ERR_NAVETTE_SCALING");
  const isRight = (one: ScalingMeasure) => one?.workers >= 1 && one.speedUp > 0 && Number.isFinite(one.speedUp);
  const wrong = measures.findIndex((measure) => !isRight(measure));
  if (wrong >= 0) {
    throw new NavetteError(
      "ERR_NAVETTE_SCALING",
      `A measure is ${inspect(measures[wrong])}: give workers from 1 on and a speed-up above 0`,
    );
  }
  const counts = new Set(measures.map(({ workers }) => workers).filter((workers) => workers > 1));
  if (counts.size < least) {
    const given = inspect([...new Set(measures.map(({ workers }) => workers))]);
    throw new NavetteError(
      "ERR_NAVETTE_SCALING",
      `The worker counts are ${given}: the law needs measures of at least ${least} above 1`,
    );
  }
  return estimate(measures, law, initial);
}

function told(measures: readonly ScalingMeasure[], law: (workers: number) => number) {
  const squares = measures.reduce((sum, { workers, speedUp }) => sum + (speedUp - law(workers)) ** 2, 0);
  const fittedTo = [...new Set(measures.map(({ workers }) => workers))].sort((a, b) => a - b);
  return { speedUp: law, error: Math.sqrt(squares / measures.length), fittedTo };
}
