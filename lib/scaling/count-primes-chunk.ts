/** What a worker runs: counts primes by trial division. It imports nothing: each worker loads it. */

/** Whole numbers from `from` to `to` − 1, all below 2³¹. */
export interface PrimesRange {
  readonly from: number;
  readonly to: number;
}

/** Counts the primes of a range; √n / 2 divisions for a prime n. */
export function countPrimesChunk({ from, to }: PrimesRange): number {
  let primes = 0;
  for (let n = from | 0; n < to; n++) if (isPrime(n)) primes++;
  return primes;
}

/** Within 31 bits V8 divides fast, and the `| 0` make sure that it knows. */
function isPrime(n: number): boolean {
  if (n < 4) return n > 1;
  if (n % 2 === 0) return false;
  for (let d = 3; d * d <= n; d = (d + 2) | 0) if (n % d === 0) return false;
  return true;
}
