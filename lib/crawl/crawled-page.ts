/**
 * What came of an address: a page that was read; another sort of file, left alone; a redirection; an answer with an error's
 * status; too many bytes; no answer at all; or nothing asked, since robots.txt forbids it.
 */
export const outcomes = ["page", "other", "redirect", "status", "too large", "failed", "forbidden"] as const;

/**
 * What came of an address: a page that was read; another sort of file, left alone; a redirection; an answer with an error's
 * status; too many bytes; no answer at all; or nothing asked, since robots.txt forbids it.
 */
export type PageOutcome = (typeof outcomes)[number];

/** One address of a crawl. */
export interface CrawledPage {
  /** The address, normalised. */
  readonly url: string;
  /** What came of it. */
  readonly outcome: PageOutcome;
  /** HTTP status of the last answer; 0 where there was none. */
  readonly status: number;
  /** Links followed from a start to it. */
  readonly depth: number;
  /** Bytes received, packed as they came. */
  readonly bytes: number;
  /** Links that lead from it to pages of the web. */
  readonly links: number;
  /** From the request to the end of the answer, in ms. */
  readonly ms: number;
  /** Why it failed. */
  readonly error?: string;
}

/** What a crawl found. */
export interface Crawl {
  /** How many addresses came to each outcome, those of an earlier crawl that this one goes on with included. */
  readonly outcomes: Readonly<Record<PageOutcome, number>>;
  /** Distinct addresses known, and those of them that are still to be fetched. */
  readonly known: number;
  readonly waiting: number;
  /** Addresses dropped since `maxKnown` were known. */
  readonly dropped: number;
  /** Links seen, repetitions included; bytes received. */
  readonly links: number;
  readonly bytes: number;
  /** Addresses fetched in this run, and how many in each second of its wall time. */
  readonly fetched: number;
  readonly perSecond: number;
  /** Attempts after a first one. */
  readonly retried: number;
  /** How the crawling thread spent the run, in ms: together the wall time. Workers, where there are any, work meanwhile. */
  readonly spent: Spent;
  /** Milliseconds of reading pages elsewhere: in threads of its own, or in workers. */
  readonly parsedElsewhereMs: number;
  /** Threads or workers that read pages, beside the crawling thread. */
  readonly parsers: number;
  /** The first pages, up to `keep`. */
  readonly pages: readonly CrawledPage[];
}

/** The parts of a thread's time, in ms. */
export interface Spent {
  /** Nothing to do but to wait for answers. */
  readonly waiting: number;
  /** Sending requests and receiving answers: whatever isn't one of the others. */
  readonly fetching: number;
  /** Finding the links in the text of pages. */
  readonly parsing: number;
  /** Bringing links into their normal form, and telling those that are known. */
  readonly linking: number;
}
