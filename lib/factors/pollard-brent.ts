/** Values multiplied together before one greatest common divisor is taken of them all. */
const batch = 128;

/**
 * Returns a divisor of `n`, an odd composite number, other than 1 and n: expected O(n^¼) multiplications modulo n.
 *
 * Source: R. P. Brent, "An improved Monte Carlo factorization algorithm", BIT 20 (1980), 176–184.
 */
export function divisorOf(n: bigint): bigint {
  for (let increment = 1n; ; increment++) {
    const divisor = divisorAlong(n, increment);
    if (divisor !== n) return divisor;
  }
}

/** Follows x ↦ x² + increment modulo n until two values meet modulo a divisor; returns n where they meet modulo n. */
function divisorAlong(n: bigint, increment: bigint): bigint {
  const next = (x: bigint) => (x * x + increment) % n;
  let moving = 2n;
  let divisor = 1n;
  let fixed = moving;
  let saved = moving;
  for (let length = 1; divisor === 1n; length *= 2) {
    fixed = moving;
    for (let i = 0; i < length; i++) moving = next(moving);
    for (let done = 0; done < length && divisor === 1n; done += batch) {
      saved = moving;
      let product = 1n;
      for (let i = 0; i < batch && done + i < length; i++) {
        moving = next(moving);
        product = (product * distance(fixed, moving)) % n;
      }
      divisor = commonDivisor(product, n);
    }
  }
  // The batch held more than one divisor: take its steps one by one.
  while (divisor === n) {
    saved = next(saved);
    const step = commonDivisor(distance(fixed, saved), n);
    if (step !== 1n) return step;
  }
  return divisor;
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [greater, lesser] = [b, a];
  while (lesser !== 0n) [greater, lesser] = [lesser, greater % lesser];
  return greater;
}
