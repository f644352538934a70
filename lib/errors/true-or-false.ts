import { briefly } from "./briefly.ts";
import { NavetteError } from "./navette-error.ts";

/**
 * Refuses what is neither true nor false: words such as `"no"` above all, which would count as true.
 *
 * @throws NavetteError with the code, naming the argument and the value.
 */
export function trueOrFalse(name: string, value: unknown, code = "ERR_NAVETTE_OPTIONS"): asserts value is boolean {
  if (typeof value === "boolean") return;
  throw new NavetteError(code, `${name} is ${briefly(value)}: give true or false`);
}
