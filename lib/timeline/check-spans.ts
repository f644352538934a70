import { briefly } from "../errors/briefly.ts";
import { checkList } from "../errors/check-list.ts";
import { NavetteError } from "../errors/navette-error.ts";
import type { Span } from "./span.ts";

/**
 * Refuses what isn't a list of spans, such as the timeline that has them. O(n).
 *
 * @throws NavetteError `ERR_NAVETTE_TIMELINE`, also for a span whose times are no numbers.
 */
export function checkSpans(spans: readonly Span[]): void {
  checkList("spans", spans, "run.timeline.spans", "ERR_NAVETTE_TIMELINE");
  for (const span of spans) {
    if ([span?.queued, span?.started, span?.ended].every(Number.isFinite)) continue;
    throw new NavetteError("ERR_NAVETTE_TIMELINE", `the span ${briefly(span, 1)} has no times: give ms`);
  }
}
