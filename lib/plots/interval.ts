/** What a bar shows of its repetitions: their median and range, or their mean and the interval of that mean. */
export type Centre = "median" | "mean";

/** The middle of a sample, and the interval drawn about it; `low` and `high` are absent for a single value. */
export interface Interval {
  readonly centre: number;
  readonly low?: number;
  readonly high?: number;
}

/**
 * Summarises repetitions: median with minimum and maximum, or mean with its 95 % confidence interval (Student's t).
 */
export function interval(values: readonly number[], centre: Centre): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[0] ?? 0;
  const high = sorted[sorted.length - 1] ?? low;
  if (centre === "median") {
    const middle = median(sorted);
    return sorted.length < 2 ? { centre: middle } : { centre: middle, low, high };
  }
  const mean = sum(sorted) / sorted.length;
  if (sorted.length < 2) return { centre: mean };
  const variance = sum(sorted.map((value) => (value - mean) ** 2)) / (sorted.length - 1);
  const half = studentQuantile(sorted.length - 1) * Math.sqrt(variance / sorted.length);
  return { centre: mean, low: mean - half, high: mean + half };
}

/** The median of sorted values. */
export function median(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

/** Writes the bounds of an interval, `2.38 s – 2.47 s`; nothing for a single value. */
export function writeInterval({ low, high }: Interval, write: (value: number) => string): string {
  return low === undefined || high === undefined ? "" : `${write(low)} – ${write(high)}`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * The 97.5 % quantiles of Student's t for 1 to 30 degrees of freedom (NIST/SEMATECH e-Handbook, §1.3.6.7.2). Beyond 30,
 * 1.96 + 2.4 / degrees is right to 0.01.
 */
const studentQuantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

function studentQuantile(degrees: number): number {
  return studentQuantiles[degrees - 1] ?? 1.96 + 2.4 / degrees;
}
