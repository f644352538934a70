import type { FactorArray } from "./trial-division.ts";

/** The divisors to try, by the steps from each to the next: 2, then each step once, then those from `cycle` on again. */
export interface Steps {
  readonly steps: Uint8Array;
  readonly cycle: number;
}

/** Every number, the odd ones, those of the form 6k ± 1. */
export const stepsByAll: Steps = { steps: Uint8Array.of(1), cycle: 0 };
export const stepsByOdd: Steps = { steps: Uint8Array.of(1, 2), cycle: 1 };
export const stepsByWheel: Steps = { steps: Uint8Array.of(1, 2, 2, 4), cycle: 2 };

/** From prime to prime, and by odd numbers after the last; below 4 · 10⁸ no step needs more than a byte. */
export function stepsByPrimes(primes: Uint32Array): Steps {
  const steps = new Uint8Array(primes.length);
  for (let i = 1; i < primes.length; i++) steps[i - 1] = (primes[i] ?? 0) - (primes[i - 1] ?? 0);
  steps[primes.length - 1] = 2;
  return { steps, cycle: primes.length - 1 };
}

/**
 * Trial division of a number from `smallLimit` to 2⁵³, in doubles; the rest as in `trial-division.ts`.
 *
 * "d divides n" is asked as "n / d is whole", which takes a third of the time of `n % d` and is exact: where it is not
 * whole, n / d lies at least 1 / d from a whole number, and rounding moves it by less.
 */
export function divideGreater(n: number, out: FactorArray, at: number, { steps, cycle }: Steps): number {
  let rest = n;
  let next = at;
  let d = 2;
  let step = 0;
  while (d * d <= rest) {
    const quotient = rest / d;
    if (quotient === Math.floor(quotient)) {
      out[next++] = d;
      rest = quotient;
    } else {
      d += steps[step] ?? 1;
      if (++step === steps.length) step = cycle;
    }
  }
  if (rest > 1) out[next++] = rest;
  return next;
}
