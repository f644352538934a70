import type { BakeryOptions } from "./bakery-options.ts";

/** How a day at the bakery went; all times in ms. */
export interface BakeryDay {
  /** Whether workers served for real, or the day was computed. */
  readonly kind: "simulated" | "real";
  /** What the day was asked to be, completed. */
  readonly options: Required<BakeryOptions>;
  /** How long each customer waited before being served, in the order in which they came. */
  readonly waits: Float64Array;
  /** Mean of the waits, without those of the first tenth, who came to an empty shop, where there are a thousand or more. */
  readonly meanWaitMs: number;
  /** The wait that 95 of 100 customers don't exceed. */
  readonly wait95Ms: number;
  /** From the opening to the last customer served. */
  readonly openMs: number;
  /** Part of that time in which each server served, from 0 to 1. */
  readonly busy: readonly number[];
}

/** Customers from which on the first tenth is left out of the mean. */
const many = 1000;

/** Sums up a day: O(n log n). */
export function dayOf(
  kind: BakeryDay["kind"],
  options: Required<BakeryOptions>,
  waits: Float64Array,
  openMs: number,
  busyMs: readonly number[],
): BakeryDay {
  const counted = waits.length < many ? waits : waits.subarray(Math.floor(waits.length / 10));
  const sorted = counted.toSorted();
  return {
    kind,
    options,
    waits,
    meanWaitMs: counted.reduce((sum, wait) => sum + wait, 0) / counted.length,
    wait95Ms: sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? 0,
    openMs,
    busy: busyMs.map((ms) => (openMs === 0 ? 0 : ms / openMs)),
  };
}

/** What sets days apart beside the number of servers, which is that of a run's workers. */
export function parametersOf({ servers: _, ...others }: Required<BakeryOptions>): Readonly<Record<string, unknown>> {
  return others;
}
