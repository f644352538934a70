import { oneOf } from "../errors/choice.ts";
import { interval } from "../strategies/interval.ts";

/** What stands for repeated measures: their median and range, or their mean and its 95 % confidence interval. */
export type Centre = "median" | "mean";

/**
 * Refuses another centre than these two.
 *
 * @throws NavetteError `ERR_NAVETTE_CENTRE`, naming the value.
 */
export function checkCentre(centre: Centre): void {
  oneOf("centre", centre, ["median", "mean"], "ERR_NAVETTE_CENTRE");
}

/** The middle of repeated measures and the whisker drawn about it; a single measure has no whisker. */
export interface Summary {
  readonly centre: number;
  readonly low?: number;
  readonly high?: number;
  readonly count: number;
}

/**
 * Summarises measures, in their unit.
 *
 * @throws NavetteError `ERR_NAVETTE_VALUES` when there are none.
 */
export function summary(values: readonly number[], centre: Centre): Summary {
  const { mean, low, high, count } = interval(values);
  if (centre === "mean") {
    return low === undefined || high === undefined
      ? { centre: mean, count }
      : { centre: mean, low: Math.max(0, low), high, count };
  }
  if (count === 1) return { centre: mean, count };
  return { centre: median(values), low: Math.min(...values), high: Math.max(...values), count };
}

/** The median of measures, in their unit; NaN when there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[sorted.length / 2 - 1] ?? upper) + upper) / 2;
}
