import { briefly } from "./briefly.ts";
import { NavetteError } from "./navette-error.ts";

/**
 * Refuses what isn't a function: what it returns, when it was called instead of handed over.
 *
 * @throws NavetteError `ERR_NAVETTE_FUNCTION`, naming the argument and the value.
 */
export function checkFunction(name: string, value: unknown): void {
  if (typeof value === "function") return;
  const said = briefly(value);
  throw new NavetteError("ERR_NAVETTE_FUNCTION", `${name} is ${said}: give a function, such as () => …`);
}
