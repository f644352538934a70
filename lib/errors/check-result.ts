import { briefly } from "./briefly.ts";
import { isRevoked } from "./is-revoked.ts";
import { NavetteError } from "./navette-error.ts";

/**
 * Refuses what can't be the result of an experiment: the promise of one above all, since an `await` is easily forgotten;
 * and the result of another experiment, which hasn't what all of `experiment` have, at the path `has`.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS`, naming the argument and the value.
 */
export function checkResult(name: string, value: unknown, experiment?: string, has = ""): asserts value is object {
  if (!isThing(value) || Array.isArray(value) || "then" in value) {
    throw new NavetteError("ERR_NAVETTE_RUNS", `${name} is ${saidOf(value)}`);
  }
  if (experiment === undefined || isThere(value, has)) return;
  throw new NavetteError("ERR_NAVETTE_RUNS", `${name} has no ${has}: give what ${experiment} returned`);
}

/**
 * Refuses what can't be a list of results: a promise in it, or one result that is not in a list; otherwise as
 * `checkResult`.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS`, naming the argument and the value.
 */
export function checkResults(name: string, values: unknown, experiment?: string, has?: string): void {
  if (isRevoked(values) || !Array.isArray(values)) {
    const isOne = isThing(values) && !("then" in values);
    const said = isOne ? "no list: write [ and ] around it" : saidOf(values);
    throw new NavetteError("ERR_NAVETTE_RUNS", `${name} is ${said}`);
  }
  for (const value of values) checkResult(name, value, experiment, has);
}

/**
 * Returns the first of a list of results, refused as by `checkResults`, and where it is empty.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS`, naming the argument and the value.
 */
export function firstResult<T>(name: string, values: readonly T[], experiment: string, has: string): T {
  checkResults(name, values, experiment, has);
  const [first] = values;
  if (first !== undefined) return first;
  throw new NavetteError("ERR_NAVETTE_RUNS", `${name} is []: give at least one result of ${experiment}`);
}

/** What is wrong with it, and what to do. */
export function saidOf(value: unknown): string {
  if (isThing(value) && "then" in value) {
    return "a promise: write `await` before the experiment";
  }
  return `${briefly(value)}: give what an experiment returned`;
}

function isThing(value: unknown): value is object {
  return typeof value === "object" && value !== null && !isRevoked(value);
}

/** Whether something lies at a path such as `results.levels`. */
function isThere(value: object, path: string): boolean {
  let at: unknown = value;
  for (const key of path.split(".")) {
    if (!isThing(at)) return false;
    at = Reflect.get(at, key);
  }
  return at !== undefined;
}
