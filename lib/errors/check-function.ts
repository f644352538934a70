import { inspect } from "node:util";
import { NavetteError } from "./navette-error.ts";

/**
 * Refuses what isn't a function: what it returns, when it was called instead of handed over.
 *
 * @throws NavetteError `ERR_NAVETTE_FUNCTION`, naming the argument and the value.
 */
export function checkFunction(name: string, value: unknown): void {
  if (typeof value === "function") return;
  const said = inspect(value, { depth: 0, maxStringLength: 60 });
  throw new NavetteError("ERR_NAVETTE_FUNCTION", `${name} is ${said}: give a function, such as () => …`);
}
