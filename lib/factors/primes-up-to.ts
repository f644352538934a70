/** Returns the primes up to `limit`, by the sieve of Eratosthenes: O(limit · log log limit) time, limit / 2 bytes. */
export function primesUpTo(limit: number): Uint32Array {
  if (limit < 2) return new Uint32Array();
  // Index i stands for the odd number 2i + 1.
  const composite = new Uint8Array((limit + 1) >> 1);
  for (let i = 1; 2 * i * (i + 1) < composite.length; i++) {
    if (composite[i]) continue;
    for (let j = 2 * i * (i + 1); j < composite.length; j += 2 * i + 1) composite[j] = 1;
  }
  const primes = [2];
  for (let i = 1; i < composite.length; i++) if (!composite[i]) primes.push(2 * i + 1);
  return Uint32Array.from(primes);
}
