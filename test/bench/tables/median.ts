/** The middle of repeated measures, and the interval in which the true median lies. */
export interface Median {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Returns the median of measures and its interval of at least 95 % confidence, between two of the measures themselves.
 *
 * The number of measures below the true median is binomial (n, ½); below six measures the interval can only be the whole
 * range, with 1 − 2^(1−n) confidence.  Source: David and Nagaraja, "Order Statistics", 7.1.
 */
export function median(values: readonly number[]): Median {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (rank: number) => sorted[rank] ?? Number.NaN;
  const half = (sorted.length - 1) / 2;
  const out = ranksOutside(sorted.length);
  return { median: (at(Math.floor(half)) + at(Math.ceil(half))) / 2, low: at(out), high: at(sorted.length - 1 - out) };
}

/** How sure it is that the interval of so many measures holds the true median: 95 % at least from six on. */
export function confidence(count: number): string {
  return `${Math.min(95, Math.round(100 * (1 - 2 ** (1 - count))))} %`;
}

/** How many measures may be left out at each end. */
function ranksOutside(count: number): number {
  let probability = 0.5 ** count;
  let below = probability;
  let ranks = 0;
  while (below <= 0.025) {
    ranks++;
    probability *= (count - ranks + 1) / ranks;
    below += probability;
  }
  return Math.max(0, ranks - 1);
}
