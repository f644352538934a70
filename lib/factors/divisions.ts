import { divideGreater, type Steps, stepsByAll, stepsByOdd, stepsByPrimes, stepsByWheel } from "./divide-greater.ts";
import { primesUpTo } from "./primes-up-to.ts";
import {
  divideByAll,
  divideByOdd,
  divideByPrimes,
  divideByWheel,
  type FactorArray,
  smallLimit,
} from "./trial-division.ts";

/**
 * The ways to choose divisors: all of them (the course's), odd ones, those of the form 6k ± 1, primes of a table, and
 * eight primes of a table at a time, by WebAssembly's SIMD (see `wasm/`).
 */
export const algorithms = ["naive", "odd", "wheel", "primes", "simd"] as const;

/**
 * How trial division chooses its divisors:
 *
 * - `"naive"`: all numbers from 2 on, as the course does: √n divisions at worst;
 * - `"odd"`: 2, then odd numbers: half as many;
 * - `"wheel"`: 2 and 3, then numbers of the form 6k ± 1: a third as many;
 * - `"primes"`: primes of a table: about 2√n / ln n;
 * - `"simd"`: eight primes of a table at a time, by WebAssembly's SIMD.
 */
export type Algorithm = (typeof algorithms)[number];

/** Those that divide one number after the other, in TypeScript. */
export type Division = Exclude<Algorithm, "simd">;

/** Writes the factors of `n` into `out` from `at` on; returns the index after the last. */
export type Divide = (n: number, out: FactorArray, at: number) => number;

/** Made once: V8 compiles a loop again when it meets another function to call in it, were it made of the same code. */
const divisions = {
  naive: bySize(divideByAll, stepsByAll),
  odd: bySize(divideByOdd, stepsByOdd),
  wheel: bySize(divideByWheel, stepsByWheel),
};

/** Returns the division of an algorithm, for numbers up to `greatest`. */
export function divisionOf(algorithm: Division, greatest: number): Divide {
  if (algorithm !== "primes") return divisions[algorithm];
  return tableUpTo(Math.min(Math.ceil(Math.sqrt(greatest)), greatestInTable)).divide;
}

function bySize(small: Divide, steps: Steps): Divide {
  return (n, out, at) => (n < smallLimit ? small(n, out, at) : divideGreater(n, out, at, steps));
}

/** 82,025 primes, found in some milliseconds: enough for numbers up to 2⁴⁰. */
const greatestInTable = 2 ** 20;

interface Table {
  readonly limit: number;
  readonly divide: Divide;
}

/** The last table, which the next chunk needs as well. */
let table: Table | undefined;

function tableUpTo(limit: number): Table {
  if (table === undefined || table.limit < limit) {
    const primes = primesUpTo(Math.max(3, limit));
    const small: Divide = (n, out, at) => divideByPrimes(n, out, at, primes);
    table = { limit, divide: bySize(small, stepsByPrimes(primes)) };
  }
  return table;
}
