import { briefly } from "./briefly.ts";
import { checkList } from "./check-list.ts";
import { isRevoked } from "./is-revoked.ts";
import { NavetteError } from "./navette-error.ts";

const code = "ERR_NAVETTE_PREDICTIONS";

/**
 * Refuses what is no list of predictions, each of a time in ms, above 0, or of so many a second, 0 or more.
 *
 * @throws NavetteError `ERR_NAVETTE_PREDICTIONS`, naming the argument and the bad value.
 */
export function checkPredictions(values: unknown, name = "predictions"): void {
  checkList(name, values, 'predictionsOf("downloads")', code);
  const at = values.findIndex((value) => !isPrediction(value));
  if (at < 0) return;
  const next = 'give a time in ms, such as { strategy: "threads", ms: 500 }';
  throw new NavetteError(code, `${name}[${at}] is ${briefly(values[at], 1)}: ${next}`);
}

function isPrediction(value: unknown): boolean {
  if (typeof value !== "object" || value === null || isRevoked(value)) return false;
  if ("ms" in value) return typeof value.ms === "number" && Number.isFinite(value.ms) && value.ms > 0;
  if (!("perSecond" in value)) return false;
  return typeof value.perSecond === "number" && Number.isFinite(value.perSecond) && value.perSecond >= 0;
}
