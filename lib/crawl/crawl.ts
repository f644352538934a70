import { checkFunction } from "../errors/check-function.ts";
import { checkOptions } from "../errors/check-options.ts";
import { Unfinished } from "../errors/unfinished.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { host, type Locale } from "../host/host.ts";
import { machine } from "../machine/machine.ts";
import { undici } from "../packages/large-packages.ts";
import { borrowPool } from "../pools/session-pools.ts";
import { warmUp } from "../pools/warm-up.ts";
import { operationProgress } from "../progress/operation-progress.ts";
import type { Run } from "../strategies/strategy.ts";
import { keptNotice } from "../timeline/kept-notice.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { CrawlJournal } from "./crawl-journal.ts";
import { type CheckedCrawl, type CrawlOptions, checkCrawl } from "./crawl-options.ts";
import type { Crawl } from "./crawled-page.ts";
import { Crawler, mostSpans } from "./crawler.ts";
import { linksOf } from "./links-of.ts";
import { crawlTask } from "./worker-visitor.ts";

/**
 * Fetches a page, the pages that it leads to, those that they lead to, and so on, each once, breadth first.
 *
 * It keeps to robots.txt (RFC 9309), to its limits and delays for each host, and stays on the hosts that it began with.
 * An address that fails is counted; the others go on. Memory: about 130 bytes an address, nothing a page.
 * Beside the waits, O(bytes + links) time.
 *
 * With the strategies of several threads, processes or hosts, chunks of addresses go to workers, which fetch and read them. A
 * chunk whose worker is lost is done again: no address is lost and none counted twice, though a page may be asked for twice.
 *
 * Source: RFC 9309, "Robots Exclusion Protocol"; `Crawl-delay` isn't in it, but is honoured up to a minute. A server
 * that answers with `Retry-After` (RFC 9110, 10.2.3) is left in peace for as long, up to 30 s.
 *
 * @example
 * await using site = await serveSite({ pages: 200, latencyMs: 20 });
 * const { results } = await crawl(site.start, { workers: 10 });
 * console.log(results.outcomes.page, results.perSecond);
 *
 * @throws NavetteError `ERR_NAVETTE_URL` for a start that is no page's address, `ERR_NAVETTE_STRATEGY`,
 * `ERR_NAVETTE_WORKERS` or `ERR_NAVETTE_CRAWL_OPTION` for a wrong option, `ERR_NAVETTE_CRAWL_STATE` for a state that
 * can't be opened or written, isn't a crawl's, or is one from other starts; as `openExecutor` does when workers don't
 * start; Unfinished<Crawl> `ERR_NAVETTE_ABORTED` when the signal or the cell is interrupted, with what was found; what
 * `onPage` throws.
 */
export async function crawl(
  starts: string | URL | readonly (string | URL)[],
  options: CrawlOptions = {},
): Promise<Run<Crawl>> {
  checkOptions(options);
  const checked = checkCrawl(starts, options);
  if (options.onPage !== undefined) checkFunction("onPage", options.onPage);
  const signal = eitherSignal(options.signal);
  const timeline = new Timeline(options.timeline);
  using shown = operationProgress("crawling");
  const onProgress: CrawlOptions["onProgress"] = (progress) => {
    shown.report(progress);
    options.onProgress?.(progress);
  };
  const hooks = { ...(options.onPage && { onPage: options.onPage }), onProgress };
  loadFirst(checked);
  const crawler = new Crawler(checked, hooks, timeline, signal);
  await using lent = isWarm(checked) ? await borrowPool(checked.strategy, checked.workers) : undefined;
  if (lent) await warmUp(lent, crawlTask, signal);
  const ended = new Set<number>();
  {
    await using journal =
      checked.state === undefined ? undefined : await openJournal(checked, checked.state, crawler, ended);
    crawler.journal = journal;
    if (ended.size > 0) crawler.frontier.leaveOut(ended);
    ended.clear();
    for (const start of checked.starts) crawler.add(start, 0);
    return await measured();
  }

  async function measured(): Promise<Run<Crawl>> {
    const cpu = process.cpuUsage();
    const started = now();
    try {
      signal.throwIfAborted();
      await crawler.run(lent);
    } catch (error) {
      if (!signal.aborted) throw error;
      const message = "The crawl was interrupted; `partial` holds what was found until then";
      throw new Unfinished("ERR_NAVETTE_ABORTED", message, resultsOf(crawler, now() - started), {
        cause: signal.reason,
      });
    }
    const wallMs = now() - started;
    const { user, system } = process.cpuUsage(cpu);
    const { strategy, workers } = checked;
    return {
      results: resultsOf(crawler, wallMs),
      strategy,
      workers,
      timeline,
      wallMs,
      cpuMs: (user + system) / 1000 + (crawler.visitor?.cpuElsewhereMs ?? 0),
      parameters: parametersOf(checked, crawler),
      machine: machine(),
      notices: [
        ...(crawler.dropped > 0 ? [words[host().locale](crawler.dropped, checked.maxKnown)] : []),
        ...(crawler.fetched > mostSpans ? keptNotice(mostSpans, crawler.fetched) : []),
      ],
    };
  }
}

/** Loads what the calling thread will use: its clock isn't to show the first use of a package. */
function loadFirst({ strategy }: CheckedCrawl): void {
  undici();
  if (strategy === "sequential" || strategy === "async") linksOf("");
}

function isWarm({ warm, strategy }: CheckedCrawl): boolean {
  return warm && strategy !== "sequential" && strategy !== "async";
}

function parametersOf(checked: CheckedCrawl, { fetched, visitor }: Crawler): Record<string, unknown> {
  const { strategy, workers, perWorker, chunk, warm, delayMs, maxPages } = checked;
  const perHost = Math.min(checked.perHost, workers * perWorker);
  const common = { pages: fetched, workers, perHost, delayMs, maxPages, parsers: visitor?.parsers ?? 0 };
  return strategy === "sequential" || strategy === "async" ? common : { ...common, perWorker, chunk, warm };
}

async function openJournal(
  { starts }: CheckedCrawl,
  state: string | URL,
  crawler: Crawler,
  ended: Set<number>,
): Promise<CrawlJournal> {
  return CrawlJournal.open(state, starts, {
    found: (url, depth) => void crawler.frontier.add(url, depth),
    ended(number, outcome, bytes) {
      if (ended.has(number)) return;
      ended.add(number);
      crawler.count(outcome, bytes);
    },
  });
}

function resultsOf(crawler: Crawler, wallMs: number): Crawl {
  const { frontier, counts, dropped, links, bytes, fetched, pages, visitor, linkingMs: linking } = crawler;
  const { retried = 0, parsingMs: parsing = 0, parsedElsewhereMs = 0, parsers = 0 } = visitor ?? {};
  const waiting = Math.min(wallMs, crawler.waitingMs);
  return {
    outcomes: { ...counts },
    known: frontier.known,
    waiting: frontier.waiting,
    dropped,
    links,
    bytes,
    fetched,
    perSecond: (fetched / wallMs) * 1000,
    retried,
    spent: { waiting, fetching: Math.max(0, wallMs - waiting - parsing - linking), parsing, linking },
    parsedElsewhereMs,
    parsers,
    pages,
  };
}

const words: Record<Locale, (dropped: number, known: number) => string> = {
  en: (dropped, known) => `${dropped} links were dropped, since ${known} addresses were known: raise maxKnown.`,
  fr: (dropped, known) => `${dropped} liens abandonnés, car ${known} adresses étaient connues : augmentez maxKnown.`,
};
