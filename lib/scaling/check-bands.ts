import { briefly } from "../errors/briefly.ts";
import { checkList } from "../errors/check-list.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";

const code = "ERR_NAVETTE_BANDS";

/**
 * Refuses what is no list of ranges of worker counts with a name.
 *
 * @throws NavetteError `ERR_NAVETTE_BANDS`, naming the bad value.
 */
export function checkBands(bands: unknown): void {
  checkList("bands", bands, "martelliClasses()", code);
  const at = bands.findIndex((band) => !isBand(band));
  if (at < 0) return;
  const next = 'give a range and its name, such as { from: 2, to: 8, label: "one machine" }';
  throw new NavetteError(code, `bands[${at}] is ${briefly(bands[at], 1)}: ${next}`);
}

function isBand(band: unknown): boolean {
  if (typeof band !== "object" || band === null || isRevoked(band)) return false;
  if (!("from" in band && "to" in band && "label" in band)) return false;
  return isCount(band.from) && isCount(band.to) && typeof band.label === "string";
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && value >= 0;
}
