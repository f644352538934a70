import { hostname } from "node:os";
import { threadId } from "node:worker_threads";
import type { Span } from "../timeline/span.ts";
import type { CrawledPage } from "./crawled-page.ts";
import type { PageUrl } from "./normalise-url.ts";

/** A page of a crawl on its timeline; `firstByte` is when the headers arrived, on the clock of `now`. */
export interface CrawlSpan extends Span {
  readonly firstByte: number | undefined;
}

/** Asked once: it is a system call. */
const host = hostname();

/** Makes the span of a page; what robots.txt forbids is called cancelled. */
export function spanOf(
  { outcome }: CrawledPage,
  { path }: PageUrl,
  started: number,
  ended: number,
  firstByte: number | undefined,
): CrawlSpan {
  const status =
    outcome === "forbidden"
      ? "cancelled"
      : outcome === "page" || outcome === "other" || outcome === "redirect"
        ? "ok"
        : "failed";
  const where = { host, pid: process.pid, tid: threadId };
  return { label: path, kind: "page", ...where, queued: started, started, firstByte, ended, status };
}
