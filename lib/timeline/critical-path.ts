import type { Span } from "./span.ts";

/**
 * Returns the tasks that decide when all is done, the first one first: the one that ended last, the one before it in its
 * thread, and so on. Had one of them been shorter, the end would have come sooner, unless another path took over.
 *
 * Where tasks are given to whoever is free, what a task waits for is the end of the one before it in its thread.
 * O(n log n) to sort the n spans, then up to O(n) for each task of the path.
 *
 * Source: J. E. Kelley and M. R. Walker, "Critical-path planning and scheduling", Eastern Joint Computer Conference, 1959.
 *
 * @example
 * const { timeline } = await factoriseAll(randomNumbers({ count: 500 }), { strategy: "threads", workers: 2 });
 * criticalPath(timeline.spans).length >= 1; // true
 */
export function criticalPath(spans: readonly Span[]): Span[] {
  const inLane = Map.groupBy(spans, ({ host, pid, tid }) => `${host}/${pid}/${tid}`);
  for (const lane of inLane.values()) lane.sort((a, b) => a.ended - b.ended);
  let next = spans.reduce<Span | undefined>(
    (last, span) => (last && last.ended >= span.ended ? last : span),
    undefined,
  );
  const path: Span[] = [];
  while (next !== undefined) {
    path.unshift(next);
    const { host, pid, tid, started } = next;
    next = inLane.get(`${host}/${pid}/${tid}`)?.findLast(({ ended }) => ended <= started);
  }
  return path;
}
