import { inspect } from "node:util";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { shareNumbers, type WholeNumbers } from "./whole-numbers.ts";

/**
 * Copies numbers, bigints among them if need be, to memory that threads share: 4 or 8 bytes each.
 *
 * @throws NavetteError `ERR_NAVETTE_NUMBERS`, naming the first that isn't a whole number from 0 to 2⁶⁴ − 1, or that is a
 * `number` above 2⁵³ − 1, which may not be the one that was meant.
 */
export function shareWideNumbers(numbers: ArrayLike<number | bigint>): WholeNumbers | BigUint64Array {
  if (isNarrow(numbers)) return shareNumbers(numbers);
  const shared = new BigUint64Array(new SharedArrayBuffer(8 * numbers.length));
  for (let i = 0; i < numbers.length; i++) shared[i] = wide(numbers[i], i);
  return shared;
}

function isNarrow(numbers: ArrayLike<number | bigint>): numbers is ArrayLike<number> {
  if (typeof numbers !== "object" || numbers === null || isRevoked(numbers) || !Number.isInteger(numbers.length)) {
    throw new NavetteError("ERR_NAVETTE_NUMBERS", `numbers is ${inspect(numbers)}: give a list of whole numbers`);
  }
  for (let i = 0; i < numbers.length; i++) if (typeof numbers[i] === "bigint") return false;
  return true;
}

function wide(n: unknown, index: number): bigint {
  if (typeof n === "bigint" && n >= 0n && n < 2n ** 64n) return n;
  if (typeof n === "number" && Number.isSafeInteger(n) && n >= 0) return BigInt(n);
  throw new NavetteError(
    "ERR_NAVETTE_NUMBERS",
    `numbers[${index}] is ${inspect(n)}: give whole numbers from 0 to 2^64 − 1, those above 2^53 − 1 as bigints`,
  );
}
