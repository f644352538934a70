import { inspect } from "node:util";
import { isList } from "../errors/is-list.ts";
import { isUrl } from "../errors/is-url.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { checkStrategy } from "../strategies/check-strategy.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { RunOptions, Strategy } from "../strategies/strategy.ts";
import type { CrawledPage } from "./crawled-page.ts";
import { userAgent as ownName } from "./fetch-body.ts";
import { normaliseUrl, type PageUrl } from "./normalise-url.ts";

/** How a crawl goes about it. */
export interface CrawlOptions extends Pick<RunOptions, "workers" | "chunk" | "signal" | "timeline" | "onProgress"> {
  /**
   * `"sequential"`: one page after the other; `"async"`, unless told: `workers` at once on one thread.
   *
   * `"threads"`, `"processes"` and `"distributed"`: `workers` of them fetch and read pages in chunks. The frontier stays here, and
   * so do robots.txt and the limits of each host: what a host doesn't allow is never handed over, a host with a delay is in
   * one worker's hands at a time, and that worker waits between its pages. Workers of other hosts fetch from where they are: a
   * site on this machine's loopback interface isn't there for them.
   */
  readonly strategy?: Strategy;
  /**
   * Of `"async"`, pages in progress at once; ten unless told. Of the others, threads, processes or workers at the queue; as
   * many as the machine has cores unless told. 1 to 256.
   */
  readonly workers?: number;
  /** Pages that each thread, process or worker at the queue has in progress at once, 1 to 256; ten unless told. */
  readonly perWorker?: number;
  /** Addresses handed to one of them at a time, 1 to 10,000; four times `perWorker` unless told. */
  readonly chunk?: number;
  /** Borrow the session's threads, processes or workers at the queue rather than start new ones within the measured time. */
  readonly warm?: boolean;
  /** Pages of one host in progress at once, 1 to 65,536; as many as there may be at all unless told. */
  readonly perHost?: number;
  /**
   * Milliseconds between the starts of two requests to one host, 0 to 3,600,000; 0 unless told; robots.txt may ask for
   * more.
   */
  readonly delayMs?: number;
  /** Addresses fetched at most, 1 to 100,000,000; 1,000 unless told. */
  readonly maxPages?: number;
  /** Links followed from a start to a page at most, 0 to 65,535; 100 unless told. */
  readonly maxDepth?: number;
  /** Bytes of an answer at most, packed and unpacked, up to 1 GiB; 2 MiB unless told. */
  readonly maxBytes?: number;
  /**
   * Addresses known at most, up to 100,000,000, so that memory is bounded: links to others are dropped; 1,000,000
   * unless told.
   */
  readonly maxKnown?: number;
  /** Attempts after the first, for what may pass, each after a wait twice as long: 0 to 20; two unless told. */
  readonly retries?: number;
  /** Milliseconds without news after which an attempt is given up, 1 to 3,600,000; 10,000 unless told. */
  readonly timeoutMs?: number;
  /** Follow links to any host rather than to those of the starts alone. */
  readonly anyHost?: boolean;
  /** Ask each host for its robots.txt and keep to it; true unless told: turn it off for your own site only. */
  readonly robots?: boolean;
  /** How the crawler calls itself, to servers and in robots.txt, in ASCII; `"navette-course"` unless told. */
  readonly userAgent?: string;
  /**
   * Threads that read the pages that one thread fetches (`"sequential"` and `"async"`); 0 reads them on that thread. `"auto"`,
   * unless told, starts some once that thread is busy nearly all the time and reading is a good part of it. 0 to 64.
   */
  readonly parsers?: number | "auto";
  /** File in which the crawl's state is kept: a crawl that was interrupted, or killed, goes on from there. */
  readonly state?: string | URL;
  /**
   * Pages whose record is kept in the results, 0 to 10,000,000; 1,000 unless told. Memory doesn't grow with the others.
   */
  readonly keep?: number;
  /** Called with each page as it was received; the next fetch of its place waits for what it returns. */
  onPage?(page: CrawledPage, body: Buffer | undefined): void | Promise<void>;
}

/** The options of a crawl, each known to be right. */
export type CheckedCrawl = Required<Omit<CrawlOptions, "signal" | "timeline" | "onProgress" | "onPage" | "state">> & {
  readonly starts: readonly PageUrl[];
  readonly state: string | URL | undefined;
};

/**
 * Checks what `crawl` was given.
 *
 * @throws NavetteError `ERR_NAVETTE_URL`, `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_STRATEGY` or `ERR_NAVETTE_CRAWL_OPTION`,
 * naming the bad value.
 */
export function checkCrawl(starts: unknown, options: CrawlOptions): CheckedCrawl {
  const { anyHost = false, robots = true, userAgent = ownName, parsers = "auto", warm = false, state } = options;
  const strategy = checkStrategy(options.strategy ?? "async");
  const isOneThread = strategy === "sequential" || strategy === "async";
  const asked = checkWorkers(options.workers ?? (isOneThread ? 10 : undefined));
  const workers = strategy === "sequential" ? 1 : asked;
  const code = "ERR_NAVETTE_CRAWL_OPTION";
  const whole = (name: string, value: number, min: number, max: number) => {
    wholeNumber(name, value, { min, max, code });
    return value;
  };
  const { delayMs = 0, timeoutMs = 10_000 } = options;
  numberWithin("delayMs", delayMs, { min: 0, max: 3_600_000, code });
  numberWithin("timeoutMs", timeoutMs, { min: 1, max: 3_600_000, code });
  if (parsers !== "auto") whole("parsers", parsers, 0, 64);
  if (parsers !== "auto" && !isOneThread) {
    throw new NavetteError(
      code,
      `parsers is ${parsers}: with "${strategy}" the workers read the pages, so leave it out`,
    );
  }
  const perWorker = isOneThread ? 1 : whole("perWorker", options.perWorker ?? 10, 1, 256);
  if (typeof userAgent !== "string" || !/^[\x20-\x7e]+$/.test(userAgent)) {
    throw new NavetteError(code, `userAgent is ${inspect(userAgent)}: give a name of plain characters`);
  }
  return {
    starts: (isList(starts) ? starts : [starts]).map(checkStart),
    strategy,
    workers,
    perWorker,
    chunk: isOneThread ? 1 : whole("chunk", options.chunk ?? 4 * perWorker, 1, 10_000),
    warm,
    // Told, it counts what is handed over to workers; untold, their places are limit enough.
    perHost:
      options.perHost === undefined
        ? isOneThread
          ? workers
          : Number.POSITIVE_INFINITY
        : whole("perHost", options.perHost, 1, 65_536),
    delayMs,
    maxPages: whole("maxPages", options.maxPages ?? 1000, 1, 100_000_000),
    maxDepth: whole("maxDepth", options.maxDepth ?? 100, 0, 65_535),
    maxBytes: whole("maxBytes", options.maxBytes ?? 2 * 2 ** 20, 1, 2 ** 30),
    maxKnown: whole("maxKnown", options.maxKnown ?? 1_000_000, 1, 100_000_000),
    retries: whole("retries", options.retries ?? 2, 0, 20),
    timeoutMs,
    anyHost,
    robots,
    userAgent,
    parsers,
    state,
    keep: whole("keep", options.keep ?? 1000, 0, 10_000_000),
  };
}

/** Returns an address of http, normalised. */
export function checkStart(value: unknown): PageUrl {
  const url = isUrl(value) ? normaliseUrl(value.href) : typeof value === "string" ? normaliseUrl(value) : undefined;
  if (url !== undefined) return url;
  const message = `${inspect(value)} is no page's address: give one that begins with http:// or https://`;
  throw new NavetteError("ERR_NAVETTE_URL", message);
}
