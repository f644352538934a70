import { briefly } from "./briefly.ts";
import { checkFunction } from "./check-function.ts";
import { checkPredictions } from "./check-predictions.ts";
import { checkSignal } from "./check-signal.ts";
import { isRevoked } from "./is-revoked.ts";
import { NavetteError } from "./navette-error.ts";

/**
 * Refuses options that aren't an object: a number above all, which is easily given without its name, and which would be
 * passed over; and, among them, a wrong `signal` or `onProgress`, before anything is started, and `predictions` that
 * are none.
 *
 * @throws NavetteError `ERR_NAVETTE_OPTIONS`, `ERR_NAVETTE_SIGNAL`, `ERR_NAVETTE_FUNCTION` or `ERR_NAVETTE_PREDICTIONS`, naming the value.
 */
export function checkOptions(options: object, name = "options", example = "{ workers: 2 }"): void {
  if (
    typeof options !== "object" ||
    options === null ||
    isRevoked(options) ||
    Array.isArray(options) ||
    "then" in options
  ) {
    const said = briefly(options);
    throw new NavetteError("ERR_NAVETTE_OPTIONS", `${name} is ${said}: give names and values, as in ${example}`);
  }
  if ("signal" in options && options.signal !== undefined && options.signal !== null) checkSignal(options.signal);
  if ("onProgress" in options && options.onProgress !== undefined) checkFunction("onProgress", options.onProgress);
  if ("predictions" in options && options.predictions !== undefined) {
    checkPredictions(options.predictions);
  }
}
