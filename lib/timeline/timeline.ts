import { channel } from "node:diagnostics_channel";
import { checkTimeline } from "./check-timeline.ts";
import type { Span } from "./span.ts";

/** The diagnostics channel on which every span of every timeline is told, to whoever listens. */
export const spanChannel = "navette:span";

const told = channel(spanChannel);

/**
 * The spans of one run, in the order in which they ended; all of them are kept.
 *
 * @example
 * const timeline = new Timeline();
 * await factoriseAll(randomNumbers({ count: 500 }), { strategy: "sequential", timeline });
 * timeline.lanes().length; // 1
 */
export class Timeline {
  /** All spans so far. */
  readonly spans: Span[] = [];
  readonly #also: Timeline | undefined;

  /**
   * `also` is a timeline that receives the same spans, such as one over several runs.
   *
   * @throws NavetteError `ERR_NAVETTE_TIMELINE` when it is no timeline.
   */
  constructor(also?: Timeline) {
    checkTimeline(also);
    this.#also = also;
  }

  /** Adds a span, here and to `also`, and tells those who listen to the diagnostics channel `navette:span`. O(1). */
  add(span: Span): void {
    this.spans.push(span);
    if (this.#also === undefined && told.hasSubscribers) told.publish(span);
    this.#also?.add(span);
  }

  /** Returns the distinct threads that ran at least one span, as pairs of process id and thread id. O(spans). */
  lanes(): { pid: number; tid: number }[] {
    const seen = new Map<string, { pid: number; tid: number }>();
    for (const { pid, tid } of this.spans) seen.set(`${pid}/${tid}`, { pid, tid });
    return [...seen.values()];
  }
}
