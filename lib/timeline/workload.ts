import { wholeNumber } from "../errors/number-argument.ts";
import { checkSpans } from "./check-spans.ts";
import type { Span } from "./span.ts";

/** How much was in progress, and how much waited, from a moment on until the next. */
export interface WorkloadMoment {
  /** Milliseconds on the clock of `now`. */
  readonly at: number;
  /** Tasks in progress. */
  readonly running: number;
  /** Tasks that were queued and had not begun: the length of the queue. */
  readonly waiting: number;
}

/**
 * Returns how the number of tasks in progress and the length of the queue change, a moment for each change. O(n log n).
 *
 * @throws NavetteError `ERR_NAVETTE_TIMELINE` for what is no list of spans, such as the timeline that has them.
 * @example
 * const { timeline } = await factoriseAll(randomNumbers({ count: 500 }), { strategy: "threads", workers: 2 });
 * workload(timeline.spans).at(-1)?.running; // 0: at the end nothing runs any more
 */
export function workload(spans: readonly Span[]): WorkloadMoment[] {
  checkSpans(spans);
  const changes = new Map<number, { running: number; waiting: number }>();
  const change = (at: number, running: number, waiting: number) => {
    const known = changes.get(at) ?? { running: 0, waiting: 0 };
    changes.set(at, { running: known.running + running, waiting: known.waiting + waiting });
  };
  for (const { queued, started, ended } of spans) {
    change(queued, 0, 1);
    change(started, 1, -1);
    change(ended, -1, 0);
  }
  let running = 0;
  let waiting = 0;
  return [...changes]
    .sort(([a], [b]) => a - b)
    .map(([at, by]) => {
      running += by.running;
      waiting += by.waiting;
      return { at, running, waiting };
    });
}

/**
 * Returns the share of their time, from 0 to 1, in which `workers` workers had a task, between the first queued and the
 * last ended; 0 without spans. O(n).
 *
 * @throws NavetteError `ERR_NAVETTE_TIMELINE` for what is no list of spans, `ERR_NAVETTE_WORKERS` for anything but a whole
 * number of workers from 1 to 1,000,000.
 * @example
 * const { timeline } = await factoriseAll(randomNumbers({ count: 500 }), { strategy: "threads", workers: 2 });
 * utilisation(timeline.spans, 2) <= 1; // true
 */
export function utilisation(spans: readonly Span[], workers: number): number {
  checkSpans(spans);
  wholeNumber("workers", workers, { min: 1, max: 1_000_000, code: "ERR_NAVETTE_WORKERS" });
  if (spans.length === 0) return 0;
  const { from, to } = extent(spans);
  const busy = spans.reduce((sum, { started, ended }) => sum + (ended - started), 0);
  return to > from ? Math.min(1, busy / (workers * (to - from))) : 1;
}

/** When the first task was queued and the last one ended, in ms on the clock of `now`. */
export function extent(spans: readonly Span[]): { readonly from: number; readonly to: number } {
  return spans.reduce((all, { queued, ended }) => ({ from: Math.min(all.from, queued), to: Math.max(all.to, ended) }), {
    from: Number.POSITIVE_INFINITY,
    to: Number.NEGATIVE_INFINITY,
  });
}
