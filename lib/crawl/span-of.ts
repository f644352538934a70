import type { Span } from "../timeline/span.ts";
import type { PageUrl } from "./normalise-url.ts";
import type { Visit } from "./visit-page.ts";
import type { VisitPlace } from "./visitor.ts";

/** A page of a crawl on its timeline; `firstByte` is when the headers arrived, on the clock of `now`. */
export interface CrawlSpan extends Span {
  readonly firstByte: number | undefined;
}

/** Makes the span of a page; what robots.txt forbids is called cancelled. */
export function spanOf({ path }: PageUrl, visit: Visit, { host, pid, tid, queued }: VisitPlace): CrawlSpan {
  const { outcome, started, firstByte, ended } = visit;
  const isAnswer = outcome === "page" || outcome === "other" || outcome === "redirect";
  const status = outcome === "forbidden" ? "cancelled" : isAnswer ? "ok" : "failed";
  const times = { queued: Math.min(queued, started), started, firstByte, ended };
  return { label: path, kind: "page", host, pid, tid, ...times, status };
}
