import { inversesAt, limitsAt, primesAt } from "./layout";

/**
 * Trial division by primes, eight at a time: writes the prime factors of `n`, 4 bytes each, to `out`, and returns the
 * address after the last.
 *
 * `n` is odd and at least 1; `from` is the index of the prime to begin with, a multiple of 4, none below which divides n.
 */
export function divideByPrimes(n: u32, from: usize, out: usize): usize {
  let rest = n;
  let all = i32x4.splat(rest);
  let at = from << 2;
  let least: u64 = load<u32>(primesAt + at);
  while (least * least <= <u64>rest) {
    const first = multiples(all, at);
    const second = multiples(all, at + 16);
    if (v128.any_true(v128.or(first, second))) {
      let lanes = i32x4.bitmask(first) | (i32x4.bitmask(second) << 4);
      do {
        const lane = at + ((<usize>ctz(lanes)) << 2);
        lanes &= lanes - 1;
        const inverse = load<u32>(inversesAt + lane);
        const limit = load<u32>(limitsAt + lane);
        const prime = load<u32>(primesAt + lane);
        let quotient = rest * inverse;
        do {
          store<u32>(out, prime);
          out += 4;
          rest = quotient;
          quotient *= inverse;
        } while (quotient <= limit);
      } while (lanes);
      all = i32x4.splat(rest);
    }
    at += 32;
    least = load<u32>(primesAt + at);
  }
  if (rest > 1) {
    store<u32>(out, rest);
    out += 4;
  }
  return out;
}

/** Of four primes, those that divide the number in all four lanes. */
function multiples(all: v128, at: usize): v128 {
  const quotients = i32x4.mul(all, v128.load(inversesAt + at));
  return i32x4.le_u(quotients, v128.load(limitsAt + at));
}
