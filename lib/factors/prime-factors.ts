import { inspect } from "node:util";
import { NavetteError } from "../errors/navette-error.ts";
import { isPrime } from "./is-prime.ts";
import { divisorOf } from "./pollard-brent.ts";
import { primesUpTo } from "./primes-up-to.ts";

/** Divided out first: they are the most frequent factors, and rho needs an odd number. */
const smallPrimes = Array.from(primesUpTo(1000), BigInt);

/**
 * Returns the prime factors of a whole number, smallest first: `primeFactors(12)` is `[2n, 2n, 3n]`.
 *
 * Neither 0 nor 1 has any. Small factors are divided out; what is left is split by Pollard's rho, and what Miller and
 * Rabin's test calls prime is (exact up to 2⁸¹). A number of 64 bits takes some milliseconds at most;
 * expected O(p^½ · log² n), where p is the second greatest prime factor.
 *
 * Source: J. M. Pollard, "A Monte Carlo method for factorization", BIT 15, 1975; R. P. Brent, "An improved Monte Carlo
 * factorization algorithm", BIT 20, 1980.
 *
 * @throws NavetteError `ERR_NAVETTE_NUMBER` for anything but a whole number of at least 0, and for a `number` above
 * 2⁵³ − 1, which may not be the one that was meant: write it as a bigint.
 *
 * @example
 * primeFactors(12); // [2n, 2n, 3n]
 * primeFactors(2n ** 64n - 1n).length; // 7
 */
export function primeFactors(n: number | bigint): bigint[] {
  const factors: bigint[] = [];
  let rest = checked(n);
  if (rest < 2n) return factors;
  for (const prime of smallPrimes) {
    while (rest % prime === 0n) {
      factors.push(prime);
      rest /= prime;
    }
  }
  split(rest, factors);
  return factors.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function split(n: bigint, factors: bigint[]): void {
  if (n === 1n) return;
  if (isPrime(n)) {
    factors.push(n);
    return;
  }
  const divisor = divisorOf(n);
  split(divisor, factors);
  split(n / divisor, factors);
}

function checked(n: unknown): bigint {
  if (typeof n === "bigint" && n >= 0n) return n;
  if (typeof n === "number" && Number.isSafeInteger(n) && n >= 0) return BigInt(n);
  const advice =
    typeof n === "number" && n > Number.MAX_SAFE_INTEGER ? "write it as a bigint, with an n at its end" : "";
  throw new NavetteError("ERR_NAVETTE_NUMBER", `n is ${inspect(n)}: ${advice || "give a whole number of at least 0"}`);
}
