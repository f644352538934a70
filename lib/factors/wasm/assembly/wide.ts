/** Numbers of 33 to 64 bits: trial division by the first primes, then Miller and Rabin's test and Pollard's rho. */
import { primesAt, wideCount, wideInversesAt, wideLimitsAt } from "./layout";
import { add, multiply, one, toForm } from "./modular";
import { inverseOf } from "./primes";

/** The square of the first prime that trial division leaves out, 3,673: what is below is prime. */
const surelyPrime: u64 = 3673 * 3673;

/** Writes the prime factors of an odd number, 8 bytes each, smallest first, to `out`; returns the address after the last. */
export function factoriseWide(n: u64, out: usize): usize {
  let rest = n;
  for (let at: usize = 8; at < wideCount * 8; at += 8) {
    const inverse = load<u64>(wideInversesAt + at);
    const limit = load<u64>(wideLimitsAt + at);
    let quotient = rest * inverse;
    while (quotient <= limit) {
      store<u64>(out, load<u32>(primesAt + (at >> 1)));
      out += 8;
      rest = quotient;
      quotient *= inverse;
    }
  }
  if (rest == 1) return out;
  const end = split(rest, out);
  sort(out, end);
  return end;
}

function split(n: u64, out: usize): usize {
  if (n < surelyPrime || isPrime(n)) {
    store<u64>(out, n);
    return out + 8;
  }
  const divisor = divisorOf(n);
  return split(n / divisor, split(divisor, out));
}

/** By insertion: there are five at most. */
function sort(begin: usize, end: usize): void {
  for (let i = begin + 8; i < end; i += 8) {
    const value = load<u64>(i);
    let j = i;
    for (; j > begin && load<u64>(j - 8) > value; j -= 8) store<u64>(j, load<u64>(j - 8));
    store<u64>(j, value);
  }
}

/**
 * Miller and Rabin's test of an odd number above 37, to the twelve bases that make it exact below 3.18 · 10²³.
 *
 * Source: J. Sorenson and J. Webster, "Strong pseudoprimes to twelve prime bases", Mathematics of Computation 86 (2017).
 */
function isPrime(n: u64): bool {
  const inverse = inverseOf(n);
  const unit = one(n);
  const minus = n - unit;
  const twos = ctz(n - 1);
  const odd = (n - 1) >> twos;
  for (let index: usize = 0; index < 12; index++) {
    const base = toForm(load<u32>(primesAt + (index << 2)), n);
    let power = base;
    for (let bit = 62 - <i32>clz(odd); bit >= 0; bit--) {
      power = multiply(power, power, n, inverse);
      if ((odd >> bit) & 1) power = multiply(power, base, n, inverse);
    }
    if (power == unit) continue;
    let left = twos;
    while (power != minus && --left) power = multiply(power, power, n, inverse);
    if (power != minus) return false;
  }
  return true;
}

/** Differences multiplied together before one greatest common divisor is taken of them all. */
const together: u32 = 128;

/**
 * A divisor of an odd composite number, other than 1 and n: about n^¼ multiplications.
 *
 * Source: R. P. Brent, "An improved Monte Carlo factorization algorithm", BIT 20 (1980), 176–184.
 */
function divisorOf(n: u64): u64 {
  const inverse = inverseOf(n);
  const unit = one(n);
  let increment: u64 = 0;
  let divisor: u64 = n;
  while (divisor == n) {
    increment = add(increment, unit, n);
    divisor = divisorAlong(n, inverse, unit, increment);
  }
  return divisor;
}

/** Follows x ↦ x² + increment until two values meet modulo a divisor; n where they meet modulo n. */
function divisorAlong(n: u64, inverse: u64, unit: u64, increment: u64): u64 {
  let moving = add(unit, unit, n);
  let fixed = moving;
  let saved = moving;
  let divisor: u64 = 1;
  for (let length: u32 = 1; divisor == 1; length <<= 1) {
    fixed = moving;
    for (let i: u32 = 0; i < length; i++) moving = add(multiply(moving, moving, n, inverse), increment, n);
    for (let done: u32 = 0; done < length && divisor == 1; done += together) {
      saved = moving;
      let product = unit;
      for (let i: u32 = 0; i < together && done + i < length; i++) {
        moving = add(multiply(moving, moving, n, inverse), increment, n);
        product = multiply(product, distance(fixed, moving), n, inverse);
      }
      divisor = commonDivisor(product, n);
    }
  }
  // More than one divisor was met among those: their steps one by one.
  while (divisor == n) {
    saved = add(multiply(saved, saved, n, inverse), increment, n);
    const step = commonDivisor(distance(fixed, saved), n);
    if (step != 1) return step;
  }
  return divisor;
}

function distance(a: u64, b: u64): u64 {
  return a > b ? a - b : b - a;
}

/** Stein's algorithm, for an odd n; of 0 it is n. */
function commonDivisor(a: u64, n: u64): u64 {
  if (a == 0) return n;
  let x = a >> ctz(a);
  let y = n;
  while (x != y) {
    if (x > y) {
      x -= y;
      x >>= ctz(x);
    } else {
      y -= x;
      y >>= ctz(y);
    }
  }
  return x;
}
