import type { Taken } from "./frontier.ts";
import type { Visit } from "./visit-page.ts";

/** What a page of a crawl was visited by. */
export interface VisitPlace {
  readonly host: string;
  readonly pid: number;
  readonly tid: number;
  /** When it was handed over, on the clock of `now`. */
  readonly queued: number;
}

/** Pages visited together, in the order of their addresses. */
export interface Visited {
  readonly visits: readonly Visit[];
  readonly place: VisitPlace;
}

/** Whoever visits the pages of a crawl: its own thread, or workers. Disposing of it ends what it has started. */
export interface Visitor extends AsyncDisposable {
  /** Chunks of addresses that it takes at once. */
  readonly places: number;
  /** Addresses of a chunk: while there are many, so many are handed over at a time, and never less than the least. */
  readonly most: number;
  readonly least: number;
  /** Whether it keeps the delays of hosts itself, within a chunk. */
  readonly keepsDelays: boolean;
  /** Milliseconds of reading pages on the crawling thread, and elsewhere. */
  readonly parsingMs: number;
  readonly parsedElsewhereMs: number;
  /** Threads or workers that read pages, beside the crawling thread. */
  readonly parsers: number;
  /** Milliseconds of CPU that other processes spent. */
  readonly cpuElsewhereMs: number;
  readonly retried: number;
  /** @throws the signal's reason; what keeps all pages from being visited, but no page's own failure. */
  visit(addresses: readonly Taken[]): Promise<Visited>;
}
