import { saidOf } from "./check-result.ts";
import { isRevoked } from "./is-revoked.ts";
import { NavetteError } from "./navette-error.ts";

/**
 * Refuses what isn't the run of an experiment: the promise of one above all, since an `await` is easily forgotten.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS`, naming the argument and the value.
 */
export function checkRun(name: string, value: unknown): void {
  if (isObject(value) && "strategy" in value && "wallMs" in value) return;
  throw new NavetteError("ERR_NAVETTE_RUNS", `${name} is ${saidOf(value)}`);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !isRevoked(value);
}
