import { inspect } from "node:util";
import { briefly } from "../errors/briefly.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";

/** Numbers in the least room that they fit in, 4 or 8 bytes each. */
export type WholeNumbers = Uint32Array | Float64Array;

/**
 * Copies numbers to memory that threads share.
 *
 * @throws NavetteError `ERR_NAVETTE_NUMBERS`, naming the first that isn't a whole number from 0 to 2⁵³ − 1.
 */
export function shareNumbers(numbers: ArrayLike<number>): WholeNumbers {
  if (isRevoked(numbers) || typeof numbers?.length !== "number" || typeof numbers === "string") {
    const said = briefly(numbers);
    throw new NavetteError(
      "ERR_NAVETTE_NUMBERS",
      `numbers is ${said}: give a list, such as randomNumbers({ count: 1000 })`,
    );
  }
  let greatest = 0;
  for (let i = 0; i < numbers.length; i++) {
    const n: unknown = numbers[i];
    if (typeof n !== "number" || !Number.isSafeInteger(n) || n < 0) {
      throw new NavetteError(
        "ERR_NAVETTE_NUMBERS",
        `numbers[${i}] is ${inspect(n)}: give whole numbers from 0 to 2^53 − 1, or use primeFactors for greater ones`,
      );
    }
    if (n > greatest) greatest = n;
  }
  const shared = allocate(greatest < 2 ** 32 ? 4 : 8, numbers.length);
  shared.set(numbers);
  return shared;
}

/** Allocates shared memory for numbers of 4 or 8 bytes. */
export function allocate(bytes: 4 | 8, length: number): WholeNumbers {
  const memory = new SharedArrayBuffer(bytes * length);
  return bytes === 4 ? new Uint32Array(memory) : new Float64Array(memory);
}
