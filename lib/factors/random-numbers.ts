import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { checkOptions } from "../errors/check-options.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { wholeNumber } from "../errors/number-argument.ts";

/** Which numbers to draw; the defaults are the course's: 10,000 of [20,000; 100,000,000]. */
export interface RandomNumbersOptions {
  /** How many: from 1 to 100,000,000; 10,000 unless told. */
  readonly count?: number;
  /** The least and the greatest number that may be drawn, both included and both from 0 to 2⁵³ − 1. */
  readonly min?: number;
  readonly max?: number;
  /** A whole number of 32 bits; the same seed gives the same numbers. */
  readonly seed?: number;
}

/**
 * Draws whole numbers, each as likely as any other, from a seed, so that every strategy has the same work.
 *
 * The generator is xoroshiro128+ (D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM
 * TOMS 47, 2021), as the package pure-rand makes it. O(count) time, 8 bytes a number.
 *
 * @throws NavetteError `ERR_NAVETTE_COUNT`, `ERR_NAVETTE_RANGE` (also where `min` is above `max`) or
 * `ERR_NAVETTE_SEED`.
 *
 * @example
 * randomNumbers({ count: 3, min: 1, max: 6, seed: 7 }).length; // 3: the same three dice at each run
 */
export function randomNumbers(options: RandomNumbersOptions = {}): number[] {
  checkOptions(options);
  const { count = 10_000, min = 20_000, max = 100_000_000, seed = 1 } = options;
  wholeNumber("count", count, { min: 1, max: 100_000_000, code: "ERR_NAVETTE_COUNT" });
  const range = { min: 0, max: Number.MAX_SAFE_INTEGER, code: "ERR_NAVETTE_RANGE" };
  wholeNumber("min", min, range);
  wholeNumber("max", max, range);
  wholeNumber("seed", seed, { min: -(2 ** 31), max: 2 ** 32 - 1, code: "ERR_NAVETTE_SEED" });
  if (min > max) throw new NavetteError("ERR_NAVETTE_RANGE", `min is ${min} and max is ${max}: give a min up to max`);
  const generator = xoroshiro128plus(seed);
  return Array.from({ length: count }, () => uniformInt(generator, min, max));
}
