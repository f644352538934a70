import { briefly } from "../errors/briefly.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";

const code = "ERR_NAVETTE_PREDICTIONS";

/**
 * Returns a reader's guess, or undefined where there is none yet, or one that can't be, such as NaN: it isn't drawn, and
 * no error.
 *
 * @throws NavetteError `ERR_NAVETTE_PREDICTIONS` for what is no number, naming the option and the value.
 */
export function finiteGuess(guess: unknown, name = "prediction"): number | undefined {
  if (guess === undefined || guess === null) return undefined;
  if (typeof guess === "number") return Number.isFinite(guess) ? guess : undefined;
  throw new NavetteError(code, `${name} is ${briefly(guess)}: give a number, such as estimateOf("lost updates")`);
}

/**
 * Returns the ms that were guessed of something, as `finiteGuess` does; undefined where nothing was.
 *
 * @throws NavetteError `ERR_NAVETTE_PREDICTIONS` for what isn't like the example, naming the option and the value.
 */
export function finiteGuessOf(guess: unknown, name: string, example: string): number | undefined {
  if (guess === undefined || guess === null) return undefined;
  if (typeof guess === "object" && !isRevoked(guess)) return finiteGuess(Reflect.get(guess, "ms"), `${name}.ms`);
  throw new NavetteError(code, `${name} is ${briefly(guess)}: give names and values, such as ${example}`);
}
