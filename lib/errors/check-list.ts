import { inspect } from "node:util";
import { briefly } from "./briefly.ts";
import { isList } from "./is-list.ts";
import { NavetteError } from "./navette-error.ts";

/**
 * Refuses what isn't a list: one value above all, which is easily given without its brackets.
 *
 * @throws NavetteError with the code, naming the argument, the value and, in `example`, a right one.
 */
export function checkList(
  name: string,
  values: unknown,
  example: string,
  code: string,
): asserts values is readonly unknown[] {
  if (isList(values)) return;
  const said = briefly(values);
  throw new NavetteError(code, `${name} is ${said}: give a list, such as ${example}`);
}

/**
 * Refuses what isn't a list of finite numbers.
 *
 * @throws NavetteError `ERR_NAVETTE_VALUES`, naming the argument and the bad value.
 */
export function checkValues(name: string, values: readonly number[], least = Number.NEGATIVE_INFINITY): void {
  checkList(name, values, "[9, 10, 11]", "ERR_NAVETTE_VALUES");
  const at = values.findIndex((value) => !Number.isFinite(value) || value < least);
  if (at < 0) return;
  const which = least === 0 ? "numbers, 0 or more" : "numbers";
  throw new NavetteError("ERR_NAVETTE_VALUES", `${name}[${at}] is ${inspect(values[at])}: give ${which}`);
}

/**
 * Refuses what isn't a list of texts.
 *
 * @throws NavetteError with the code, naming the argument, the bad value and, in `example`, a right list.
 */
export function checkTexts(name: string, values: unknown, example: string, code: string): void {
  checkList(name, values, example, code);
  const at = values.findIndex((value) => typeof value !== "string");
  if (at < 0) return;
  throw new NavetteError(code, `${name}[${at}] is ${briefly(values[at])}: give texts, such as ${example}`);
}
