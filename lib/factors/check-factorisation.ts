import { inspect } from "node:util";
import { briefly } from "../errors/briefly.ts";
import { isList } from "../errors/is-list.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";
import type { Factorisations } from "./factorisations.ts";
import { isPrime } from "./is-prime.ts";
import { primesUpTo } from "./primes-up-to.ts";

/**
 * Checks that factors are those of a number, by other means than those that found them: their product is the number,
 * they ascend, and each passes a test of primality: up to 10⁸, division by primes, O(√n / ln n); above, Miller–Rabin,
 * O(log³ n).
 *
 * @throws NavetteError `ERR_NAVETTE_FACTORS`, naming the number and what is wrong.
 *
 * @example
 * checkFactorisation(12, [2, 2, 3]); // undefined: they are right
 */
export function checkFactorisation(n: number, factors: readonly number[] | undefined): void {
  const fault = factors === undefined ? "they were not computed" : faultOf(n, factors);
  if (fault === undefined) return;
  const listed = (isList(factors) ? factors.map(written).join(" × ") : inspect(factors)) || "none";
  throw new NavetteError("ERR_NAVETTE_FACTORS", `The factors found for ${written(n)} are ${listed}: ${fault}`);
}

function written(value: unknown): string {
  return typeof value === "number" ? String(value) : briefly(value);
}

function faultOf(n: number, factors: readonly number[]): string | undefined {
  if (!isList(factors)) return "give a list of numbers";
  let product = 1;
  let last = 0;
  for (const factor of factors) {
    if (!Number.isSafeInteger(factor)) return `${written(factor)} is no whole number`;
    if (factor < last) return `${factor} comes after ${last}`;
    if (factor !== last && !primality(factor)) return `${factor} is not prime`;
    product *= factor;
    last = factor;
  }
  // Zero is the product of no primes at all.
  return n === 0
    ? factors.length > 0
      ? "0 has none"
      : undefined
    : product === n
      ? undefined
      : `their product is ${product}`;
}

/**
 * Checks every factorisation of a run, in order: about 1 µs a number of eight digits.
 *
 * @throws NavetteError `ERR_NAVETTE_FACTORS` at the first that is wrong, `ERR_NAVETTE_RUNS` for what aren't
 * factorisations, such as the run that has them.
 *
 * @example
 * checkFactorisations((await factoriseAll([12, 97], { strategy: "sequential" })).results);
 */
export function checkFactorisations(factorisations: Factorisations): void {
  if (isRevoked(factorisations) || typeof factorisations?.at !== "function" || factorisations.numbers === undefined) {
    const said = briefly(factorisations);
    const next = "give the results of factoriseAll, such as run.results";
    throw new NavetteError("ERR_NAVETTE_RUNS", `factorisations is ${said}: ${next}`);
  }
  let index = 0;
  for (const factors of factorisations) checkFactorisation(factorisations.numbers[index++] ?? 0, factors);
}

const greatestByDivision = 10_000 ** 2;
const primes = primesUpTo(10_000);
const smallPrimes = new Set(primes);

function primality(n: number): boolean {
  if (n <= 10_000) return smallPrimes.has(n);
  if (n > greatestByDivision) return isPrime(BigInt(n));
  for (const prime of primes) {
    if (prime * prime > n) return true;
    if (n % prime === 0) return false;
  }
  return true;
}
