import { briefly } from "../errors/briefly.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";

/**
 * Refuses an ideal that isn't one: a time in ms for bars, a speed-up of so many workers for a chart of those; both with
 * their reason.
 *
 * @throws NavetteError `ERR_NAVETTE_IDEAL`, naming the value.
 */
export function checkIdeal(ideal: unknown, has: "ms" | "of"): void {
  if (ideal === undefined || isIdeal(ideal, has)) return;
  const example =
    has === "ms"
      ? 'such as { ms: 200, reason: "one image at 200 ms" }, or what downloadBound returned'
      : 'such as { of: (workers) => workers, reason: "n workers" }, or what downloadIdeal returned';
  throw new NavetteError(
    "ERR_NAVETTE_IDEAL",
    `ideal is ${briefly(ideal, 1)}: give its ${has} and its reason, ${example}`,
  );
}

function isIdeal(ideal: unknown, has: "ms" | "of"): boolean {
  if (typeof ideal !== "object" || ideal === null || isRevoked(ideal)) return false;
  if (!("reason" in ideal) || typeof ideal.reason !== "string") return false;
  const value: unknown = Reflect.get(ideal, has);
  return has === "of" ? typeof value === "function" : typeof value === "number" && Number.isFinite(value) && value >= 0;
}
