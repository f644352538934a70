import { checkSpans } from "./check-spans.ts";
import type { Span } from "./span.ts";

/**
 * Returns the tasks that decide when all is done, the first one first: the one that ended last, the one before it in its
 * thread, and so on. Had one of them been shorter, the end would have come sooner, unless another path took over.
 *
 * Where tasks are given to whoever is free, what a task waits for is the end of the one before it in its thread.
 * O(n log n) for n spans, to sort those of the thread.
 *
 * Source: J. E. Kelley and M. R. Walker, "Critical-path planning and scheduling", Eastern Joint Computer Conference, 1959.
 *
 * @throws NavetteError `ERR_NAVETTE_TIMELINE` for what is no list of spans, such as the timeline that has them.
 * @example
 * const { timeline } = await factoriseAll(randomNumbers({ count: 500 }), { strategy: "threads", workers: 2 });
 * criticalPath(timeline.spans).length >= 1; // true
 */
export function criticalPath(spans: readonly Span[]): Span[] {
  checkSpans(spans);
  const last = spans.reduce<Span | undefined>(
    (latest, span) => (latest && latest.ended >= span.ended ? latest : span),
    undefined,
  );
  if (last === undefined) return [];
  const { host, pid, tid } = last;
  const lane = spans.filter((span) => span.host === host && span.pid === pid && span.tid === tid);
  // A task without length comes after the one that ended when it began.
  lane.sort((a, b) => a.ended - b.ended || a.started - b.started);
  const path: Span[] = [];
  let begin = Number.POSITIVE_INFINITY;
  for (const span of lane.reverse()) {
    if (span.ended > begin) continue;
    path.push(span);
    begin = span.started;
  }
  return path.reverse();
}
