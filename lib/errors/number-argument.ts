import { inspect } from "node:util";
import { NavetteError } from "./navette-error.ts";

/** The values that an argument accepts, and the code of the error that refuses others. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly code: string;
}

/**
 * Refuses what isn't a whole number of the range.
 *
 * @throws NavetteError with the range's code, naming the argument, the value and the range.
 */
export function wholeNumber(name: string, value: unknown, { min, max, code }: Range): asserts value is number {
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return;
  throw new NavetteError(code, `${name} is ${inspect(value)}: give a whole number from ${min} to ${max}`);
}

/**
 * Refuses what isn't a number of the range.
 *
 * @throws NavetteError with the range's code, naming the argument, the value and the range.
 */
export function numberWithin(name: string, value: unknown, { min, max, code }: Range): asserts value is number {
  if (typeof value === "number" && value >= min && value <= max) return;
  throw new NavetteError(code, `${name} is ${inspect(value)}: give a number from ${min} to ${max}`);
}
