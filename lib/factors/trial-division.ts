/**
 * Trial division, from the course's own loop to what a little arithmetic saves.
 *
 * Each function writes the prime factors of `n`, a whole number below `smallLimit`, into `out` from `at` on, smallest
 * first, and returns the index after the last. Complexity: √n divisions at worst, then a half, a third and about
 * 1 / ln √n of them.
 *
 * All stays within 31 bits, where V8 divides in 2 to 3 ns, and the `| 0` make sure that it knows; on doubles `%` takes
 * 15 ns (see `divideGreater`). The loops are written out, not shared: a call for each divisor would cost as much as
 * the division.
 */

/** 46,340²: below it, the square of the first divisor that is too great still fits in 31 bits. */
export const smallLimit = 46_340 ** 2;

/** Where factors are written: 32 bits are enough for those of numbers below 2³². */
export type FactorArray = Uint32Array | Float64Array;

/** The course's algorithm: every d = 2, 3, 4 … while d·d ≤ n. */
export function divideByAll(n: number, out: FactorArray, at: number): number {
  let rest = n | 0;
  let next = at | 0;
  let d = 2;
  while (d * d <= rest) {
    if (rest % d === 0) {
      out[next++] = d;
      rest = (rest / d) | 0;
    } else d++;
  }
  if (rest > 1) out[next++] = rest;
  return next;
}

/** Half of the divisions: by 2, then by odd numbers. */
export function divideByOdd(n: number, out: FactorArray, at: number): number {
  let rest = n | 0;
  let next = at | 0;
  let d = 2;
  while (d * d <= rest) {
    if (rest % d === 0) {
      out[next++] = d;
      rest = (rest / d) | 0;
    } else d += d === 2 ? 1 : 2;
  }
  if (rest > 1) out[next++] = rest;
  return next;
}

/** A third of the divisions: by 2 and 3, then by 6k − 1 and 6k + 1, where every other prime lies. */
export function divideByWheel(n: number, out: FactorArray, at: number): number {
  let rest = n | 0;
  let next = at | 0;
  let d = 2;
  let step = 1;
  while (d * d <= rest) {
    if (rest % d === 0) {
      out[next++] = d;
      rest = (rest / d) | 0;
    } else {
      d += step;
      step = d < 7 ? 2 : 6 - step;
    }
  }
  if (rest > 1) out[next++] = rest;
  return next;
}

/** Only the divisors that matter: a table of primes, which reaches the square root of `n`. */
export function divideByPrimes(n: number, out: FactorArray, at: number, primes: Uint32Array): number {
  let rest = n | 0;
  let next = at | 0;
  let d = 2;
  let index = 0;
  while (d * d <= rest) {
    if (rest % d === 0) {
      out[next++] = d;
      rest = (rest / d) | 0;
    } else d = (primes[++index] ?? smallLimit) | 0;
  }
  if (rest > 1) out[next++] = rest;
  return next;
}
