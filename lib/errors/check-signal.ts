import { briefly } from "./briefly.ts";
import { isRevoked } from "./is-revoked.ts";
import { NavetteError } from "./navette-error.ts";

/**
 * Refuses what is no signal: the controller of one above all.
 *
 * @throws NavetteError `ERR_NAVETTE_SIGNAL`, naming the value.
 */
export function checkSignal(signal: unknown): asserts signal is AbortSignal {
  if (!isRevoked(signal) && signal instanceof AbortSignal) return;
  const said = briefly(signal);
  const next = "give an AbortSignal, such as that of an AbortController, or AbortSignal.timeout(1000)";
  throw new NavetteError("ERR_NAVETTE_SIGNAL", `signal is ${said}: ${next}`);
}
