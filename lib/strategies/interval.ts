import { checkValues } from "../errors/check-list.ts";
import { NavetteError } from "../errors/navette-error.ts";

/** A mean and the interval in which the true one lies, with 95 % confidence, in the measures' unit. */
export interface Interval {
  readonly mean: number;
  /** The bounds; absent for a single value. */
  readonly low?: number;
  readonly high?: number;
  /** How many measures there are. */
  readonly count: number;
}

/**
 * Returns the mean of repeated measures and its 95 % confidence interval, mean ± t · s / √n with n − 1 degrees of
 * freedom, in the measures' unit. O(n).
 *
 * Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.2 "Confidence limits for the mean"; t from its
 * table 1.3.6.7.2 up to 30 degrees of freedom.
 *
 * @throws NavetteError `ERR_NAVETTE_VALUES` when there are no values, or one that is no finite number.
 *
 * @example
 * interval([9, 10, 11]).mean; // 10
 * (interval([9, 10, 11]).high ?? 0).toFixed(2); // "12.48"
 */
export function interval(values: readonly number[]): Interval {
  checkValues("values", values);
  const count = values.length;
  if (count === 0) throw new NavetteError("ERR_NAVETTE_VALUES", "values is []: give at least one measure");
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1) return { mean, count };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = student(count - 1) * Math.sqrt(variance / count);
  return { mean, low: mean - half, high: mean + half, count };
}

/**
 * 97.5 % quantiles of Student's distribution for 1 to 30 degrees of freedom.
 *
 * Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2.
 */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Beyond the table, the first terms of Cornish and Fisher's expansion, right to three decimals from 31 on. */
function student(freedom: number): number {
  const z = 1.959964;
  const first = (z ** 3 + z) / (4 * freedom);
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
  return quantiles[freedom - 1] ?? z + first + second;
}
