import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { checkFactorisation } from "../../lib/factors/check-factorisation.ts";
import { algorithms } from "../../lib/factors/divisions.ts";
import { Factorisations } from "../../lib/factors/factorisations.ts";
import { factoriseChunk } from "../../lib/factors/factorise-chunk.ts";
import { isPrime } from "../../lib/factors/is-prime.ts";
import { primeFactors } from "../../lib/factors/prime-factors.ts";
import { primesUpTo } from "../../lib/factors/primes-up-to.ts";
import { shareNumbers } from "../../lib/factors/whole-numbers.ts";

/** The samples that the course prints. */
export const samples: readonly (readonly [number, readonly number[]])[] = [
  [37016767, [73, 507079]],
  [66177718, [2, 3623, 9133]],
  [15042428, [2, 2, 811, 4637]],
  [59639200, [2, 2, 2, 2, 2, 5, 5, 127, 587]],
  [10271140, [2, 2, 5, 11, 46687]],
  [30917369, [7, 643, 6869]],
  [87089, [73, 1193]],
  [77469870, [2, 3, 5, 2582329]],
  [41286402, [2, 3, 3, 3, 764563]],
  [29020301, [29020301]],
  [95560538, [2, 19, 23, 31, 3527]],
  [8703773, [13, 607, 1103]],
  [65542457, [19, 3449603]],
  [22495699, [401, 56099]],
];

/** Where trial division goes wrong if it does: the ends of ranges, squares of primes, powers, neighbours. */
const edges = [
  0,
  1,
  2,
  3,
  4,
  ...[5, 7, 46_337, 46_339, 46_349, 65_521].flatMap((n) => [n, n ** 2 - 1, n ** 2, n ** 2 + 1]),
  ...[8, 16, 30, 31, 32, 33, 40].flatMap((power) => [2 ** power - 1, 2 ** power, 2 ** power + 1]),
  46_340 ** 2 - 1,
  46_340 ** 2,
  3 ** 20,
  1_000_003 ** 2,
  2 ** 52,
];

function factorsBy(algorithm: (typeof algorithms)[number], numbers: readonly number[]): (number[] | undefined)[] {
  const shared = shareNumbers(numbers);
  return [...new Factorisations(shared, numbers.length, [factoriseChunk({ numbers: shared, algorithm })])];
}

/** A number below 2^53 whose prime factors aren't too great for trial division. */
const smooth = fc
  .array(fc.constantFrom(...primesUpTo(2000)), { maxLength: 12 })
  .map((primes) => primes.reduce((product, p) => (product * p <= Number.MAX_SAFE_INTEGER ? product * p : product), 1));

for (const algorithm of algorithms) {
  describe(`trial division, ${algorithm}`, () => {
    it("finds the factors that the course prints", () => {
      assert.deepEqual(
        factorsBy(
          algorithm,
          samples.map(([n]) => n),
        ),
        samples.map(([, factors]) => factors),
      );
    });

    it("is right at the edges", () => {
      for (const [index, factors] of factorsBy(algorithm, edges).entries())
        checkFactorisation(edges[index] ?? 0, factors);
    });

    it("agrees with Pollard's rho on any number of 31 bits, and on greater ones with small factors", () => {
      const below = fc.nat(2 ** 31 - 1);
      fc.assert(
        fc.property(fc.array(fc.oneof(below, smooth), { minLength: 1, maxLength: 40 }), (numbers) => {
          assert.deepEqual(
            factorsBy(algorithm, numbers),
            numbers.map((n) => primeFactors(n).map(Number)),
          );
        }),
      );
    });
  });
}

describe("primeFactors", () => {
  it("finds the factors that the course prints", () => {
    for (const [n, factors] of samples) assert.deepEqual(primeFactors(n), factors.map(BigInt));
  });

  it("finds primes, in ascending order, whose product is the number, up to 2^64", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 2n ** 64n - 1n), (n) => {
        const factors = primeFactors(n);
        assert.equal(
          factors.reduce((product, factor) => product * factor, 1n),
          n,
        );
        assert.ok(factors.every(isPrime));
        assert.deepEqual(
          factors,
          factors.toSorted((a, b) => Number(a - b)),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("finds again the primes that a number was made of", () => {
    const primes = fc.array(fc.constantFrom(2n, 3n, 1009n, 65537n, 1000003n, 4294967291n), { maxLength: 5 });
    fc.assert(
      fc.property(primes, (chosen) => {
        const n = chosen.reduce((product, prime) => product * prime, 1n);
        assert.deepEqual(
          primeFactors(n),
          chosen.toSorted((a, b) => Number(a - b)),
        );
      }),
    );
  });

  it("is right on the numbers that fool simpler methods", () => {
    const cases: [number | bigint, bigint[]][] = [
      [0, []],
      [1, []],
      [2, [2n]],
      [2 ** 31 - 1, [2147483647n]],
      [Number.MAX_SAFE_INTEGER, [6361n, 69431n, 20394401n]],
      [2n ** 64n - 1n, [3n, 5n, 17n, 257n, 641n, 65537n, 6700417n]],
      [18446744073709551557n, [18446744073709551557n]],
      [4294967291n ** 2n, [4294967291n, 4294967291n]],
      [4295098369n, [65537n, 65537n]],
      [3215031751n, [151n, 751n, 28351n]],
      [2n ** 63n, new Array<bigint>(63).fill(2n)],
    ];
    for (const [n, factors] of cases) assert.deepEqual(primeFactors(n), factors);
  });

  for (const n of [-1, -1n, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "eight"]) {
    it(`refuses ${typeof n === "bigint" ? `${n}n` : JSON.stringify(n)}`, () => {
      assert.throws(() => primeFactors(n as number), { code: "ERR_NAVETTE_NUMBER", message: /^n is .*: (give|write)/ });
    });
  }
});

describe("isPrime", () => {
  it("agrees with the sieve of Eratosthenes", () => {
    const primes = new Set(primesUpTo(10_000));
    for (let n = 0; n <= 10_000; n++) assert.equal(isPrime(BigInt(n)), primes.has(n), String(n));
  });

  it("is not fooled by strong pseudoprimes to the first bases", () => {
    for (const n of [2047n, 1373653n, 25326001n, 3215031751n, 2152302898747n, 3474749660383n, 341550071728321n]) {
      assert.equal(isPrime(n), false);
    }
    assert.equal(isPrime(3825123056546413051n), false);
    assert.equal(isPrime(318665857834031151167461n), false);
  });

  it("counts the primes below a million: 78,498", () => {
    assert.equal(primesUpTo(1_000_000).length, 78_498);
  });
});

describe("checkFactorisation", () => {
  it("accepts what is right", () => {
    for (const [n, factors] of samples) checkFactorisation(n, factors);
    checkFactorisation(0, []);
    checkFactorisation(1, []);
    checkFactorisation(9999999967 * 2, [2, 9999999967]);
  });

  for (const [n, factors, why] of [
    [12, [2, 2, 5], /product is 20/],
    [12, [2, 6], /6 is not prime/],
    [12, [3, 2, 2], /2 comes after 3/],
    [12, [], /product is 1/],
    [12, undefined, /not computed/],
    [0, [2], /0 has none/],
    [10403 * 3, [3, 10403], /10403 is not prime/],
    [100160063, [100160063], /is not prime/],
    [1018081 ** 2, [1018081, 1018081], /is not prime/],
  ] as const) {
    it(`refuses ${factors === undefined ? "no factors" : `[${factors}]`} for ${n}`, () => {
      assert.throws(() => checkFactorisation(n, factors), { code: "ERR_NAVETTE_FACTORS", message: why });
    });
  }
});
