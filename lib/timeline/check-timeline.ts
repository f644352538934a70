import { briefly } from "../errors/briefly.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";

/**
 * Refuses what is given for a timeline and can't take spans, before what would be told to it has begun.
 *
 * @throws NavetteError `ERR_NAVETTE_TIMELINE`, naming the value.
 */
export function checkTimeline(timeline: { readonly add?: unknown } | undefined): void {
  if (timeline === undefined || (!isRevoked(timeline) && typeof timeline?.add === "function")) return;
  const said = briefly(timeline);
  throw new NavetteError("ERR_NAVETTE_TIMELINE", `timeline is ${said}: give a timeline, such as new Timeline()`);
}
