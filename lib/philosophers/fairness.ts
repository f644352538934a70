import { checkValues } from "../errors/check-list.ts";

/**
 * Returns Jain's fairness index of shares, which are 0 or more: 1 where all are equal, 1/n where one has everything; 1
 * for nothing at all.
 *
 * (Σx)² ÷ (n · Σx²). O(n). Source: R. Jain, D.-M. Chiu and W. Hawe, "A Quantitative Measure of Fairness and
 * Discrimination", DEC-TR-301, 1984.
 *
 * @throws NavetteError `ERR_NAVETTE_VALUES` for anything but a list of numbers that are 0 or more.
 * @example
 * fairness([3, 3, 3]); // 1
 * fairness([9, 0, 0]); // 0.333…
 */
export function fairness(shares: readonly number[]): number {
  checkValues("shares", shares, 0);
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share ** 2, 0);
  return squares === 0 ? 1 : sum ** 2 / (shares.length * squares);
}
