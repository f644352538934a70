/** The tables that trial division reads: primes, their inverses modulo 2³² and 2⁶⁴, and the limits that go with them. */
import { inversesAt, limitsAt, primesAt, primesPadded, wideCount, wideInversesAt, wideLimitsAt } from "./layout";

/**
 * Writes the tables; `scratch` is 32 KiB that nobody uses.
 *
 * "p divides n" is asked as n · p⁻¹ ≤ (2³² − 1) / p, modulo 2³²: one multiplication where a division takes ten times as
 * long, and the product is the quotient. Source: T. Granlund and P. L. Montgomery, "Division by invariant integers using
 * multiplication", PLDI 1994, section 9.
 */
export function preparePrimes(scratch: usize): void {
  sieve(scratch);
  // 2 has no inverse: limit 0 says of no number that 2 divides it, and twos are counted otherwise.
  storePrime(0, 2, 1, 0);
  let index: u32 = 1;
  for (let i: u32 = 1; i < 32768; i++) {
    if (load<u8>(scratch + i)) continue;
    const p = 2 * i + 1;
    storePrime(index, p, <u32>inverseOf(p), u32.MAX_VALUE / p);
    index++;
  }
  // What is below the first of these squared and has no prime above as a factor is prime.
  for (; index < primesPadded; index++) storePrime(index, 65537, 1, 0);
  for (let i: u32 = 1; i < wideCount; i++) {
    const p: u64 = load<u32>(primesAt + (i << 2));
    store<u64>(wideInversesAt + (i << 3), inverseOf(p));
    store<u64>(wideLimitsAt + (i << 3), u64.MAX_VALUE / p);
  }
}

/** Byte i tells whether 2i + 1 is composite, below 2¹⁶. */
function sieve(scratch: usize): void {
  memory.fill(scratch, 0, 32768);
  for (let i: u32 = 1; i < 128; i++) {
    if (load<u8>(scratch + i)) continue;
    for (let j = 2 * i * (i + 1); j < 32768; j += 2 * i + 1) store<u8>(scratch + j, 1);
  }
}

function storePrime(index: u32, p: u32, inverse: u32, limit: u32): void {
  const at = (<usize>index) << 2;
  store<u32>(primesAt + at, p);
  store<u32>(inversesAt + at, inverse);
  store<u32>(limitsAt + at, limit);
}

/** The inverse of an odd number modulo 2⁶⁴, by Newton's method: 3 bits are right at first, and twice as many each time. */
export function inverseOf(odd: u64): u64 {
  let x = odd;
  for (let i = 0; i < 5; i++) x *= 2 - odd * x;
  return x;
}
