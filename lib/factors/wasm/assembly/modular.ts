/**
 * Arithmetic modulo an odd number of up to 64 bits, in Montgomery's form: a stands for a · 2⁶⁴.
 *
 * Source: P. L. Montgomery, "Modular multiplication without trial division", Mathematics of Computation 44 (1985). Here
 * `inverse` is that of n modulo 2⁶⁴, not its opposite: the second product is then taken away, and nothing overflows.
 */
export function multiply(a: u64, b: u64, n: u64, inverse: u64): u64 {
  const high = multiplyHigh(a, b);
  const away = multiplyHigh(a * b * inverse, n);
  return high < away ? high - away + n : high - away;
}

/** The upper 64 bits of a product of 128, which WebAssembly has no instruction for. */
export function multiplyHigh(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff;
  const a1 = a >> 32;
  const b0 = b & 0xffffffff;
  const b1 = b >> 32;
  const middle = a1 * b0 + ((a0 * b0) >> 32);
  const other = a0 * b1 + (middle & 0xffffffff);
  return a1 * b1 + (middle >> 32) + (other >> 32);
}

export function add(a: u64, b: u64, n: u64): u64 {
  const space = n - b;
  return a >= space ? a - space : a + b;
}

/** 1 in Montgomery's form. */
export function one(n: u64): u64 {
  return (0 - n) % n;
}

/** A number below n in Montgomery's form, by doubling and adding: some 20 steps for what is used here. */
export function toForm(value: u64, n: u64): u64 {
  const unit = one(n);
  let result: u64 = 0;
  for (let bit = 63 - <i32>clz(value | 1); bit >= 0; bit--) {
    result = add(result, result, n);
    if ((value >> bit) & 1) result = add(result, unit, n);
  }
  return result;
}
