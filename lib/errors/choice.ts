import { inspect } from "node:util";
import { NavetteError } from "./navette-error.ts";

/**
 * Returns the value, known to be one of those offered.
 *
 * @throws NavetteError with the code, naming the argument, the value and the choices.
 */
export function oneOf<T extends string>(name: string, value: unknown, choices: readonly T[], code: string): T {
  const known = choices.find((choice) => choice === value);
  if (known !== undefined) return known;
  const listed = choices.map((choice) => `"${choice}"`).join(", ");
  throw new NavetteError(code, `${name} is ${inspect(value)}: use one of ${listed}`);
}
