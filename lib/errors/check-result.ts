import { inspect } from "node:util";
import { NavetteError } from "./navette-error.ts";

/**
 * Refuses what can't be the result of an experiment: the promise of one above all, since an `await` is easily forgotten.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS`, naming the argument and the value.
 */
export function checkResult(name: string, value: unknown): asserts value is object {
  if (typeof value === "object" && value !== null && !Array.isArray(value) && !("then" in value)) return;
  throw new NavetteError("ERR_NAVETTE_RUNS", `${name} is ${saidOf(value)}`);
}

/**
 * Refuses what can't be a list of results: a promise in it, or one result that is not in a list.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS`, naming the argument and the value.
 */
export function checkResults(name: string, values: unknown): void {
  if (!Array.isArray(values)) {
    const isOne = typeof values === "object" && values !== null && !("then" in values);
    const said = isOne ? "no list: write [ and ] around it" : saidOf(values);
    throw new NavetteError("ERR_NAVETTE_RUNS", `${name} is ${said}`);
  }
  for (const value of values) checkResult(name, value);
}

/** What is wrong with it, and what to do. */
export function saidOf(value: unknown): string {
  if (typeof value === "object" && value !== null && "then" in value) {
    return "a promise: write `await` before the experiment";
  }
  return `${inspect(value, { depth: 0, maxStringLength: 60 })}: give what an experiment returned`;
}
