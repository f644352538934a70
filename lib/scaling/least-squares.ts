import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { mlLevenbergMarquardt } from "../packages/large-packages.ts";

/** One measure: so many workers were so many times as fast as one. */
export interface ScalingMeasure {
  /** How many there were. */
  readonly workers: number;
  /** 2 is twice as fast as one worker. */
  readonly speedUp: number;
}

/** A fitted value, and the interval that holds the true one with 95 % confidence where measures were repeated. */
export interface FittedValue {
  readonly value: number;
  /** The bounds; absent where no measure was repeated. */
  readonly low?: number;
  readonly high?: number;
}

/** A law whose parameters, each from 0 to 1, are to be found. */
export type ParameterisedLaw = (parameters: readonly number[]) => (workers: number) => number;

/** Fits of resampled measures from which an interval is made. */
const resamplings = 100;

/**
 * Finds the parameters, each from 0 to 1, with which a law is nearest to the measures: the least sum of squares, by the
 * method of Levenberg and Marquardt. O(measures) a step.
 */
export function leastSquares(
  measures: readonly ScalingMeasure[],
  law: ParameterisedLaw,
  initial: readonly number[],
  maxIterations = 40,
): number[] {
  // The library wants three points; the same ones again change nothing of where the minimum is.
  const points = measures.length > 2 ? measures : [measures, measures, measures].flat();
  const { parameterValues } = mlLevenbergMarquardt().levenbergMarquardt(
    { x: points.map(({ workers }) => workers), y: points.map(({ speedUp }) => speedUp) },
    law,
    {
      initialValues: [...initial],
      minValues: initial.map(() => 0),
      maxValues: initial.map(() => 1),
      gradientDifference: 1e-6,
      centralDifference: true,
      maxIterations,
      // The library takes an improvement below this one for none.
      errorTolerance: 1e-14,
    },
  );
  return parameterValues;
}

/**
 * Fits a law, and gives each parameter the interval of the middle 95 % of fits to measures drawn again, with
 * replacement, among those of the same worker count; none where no measure was repeated.
 *
 * Source: B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap", Chapman & Hall, 1993, chapter 13.
 */
export function estimate(
  measures: readonly ScalingMeasure[],
  law: ParameterisedLaw,
  initial: readonly number[],
): FittedValue[] {
  const best = leastSquares(measures, law, initial);
  const strata = [...Map.groupBy(measures, ({ workers }) => workers).values()];
  if (strata.every(({ length }) => length === 1)) return best.map((value) => ({ value }));
  const generator = xoroshiro128plus(1);
  const fits = Array.from({ length: resamplings }, () =>
    leastSquares(
      strata.flatMap((same) => same.flatMap(() => same[uniformInt(generator, 0, same.length - 1)] ?? [])),
      law,
      // The minimum is near that of all measures, and found from there in few steps.
      best.map((value) => Math.min(0.999, Math.max(1e-4, value))),
      12,
    ),
  );
  return best.map((value, at) => {
    const sorted = fits.map((fit) => fit[at] ?? value).sort((a, b) => a - b);
    const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? value;
    return { value, low: Math.min(value, quantile(0.025)), high: Math.max(value, quantile(0.975)) };
  });
}
