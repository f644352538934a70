/**
 * One crawl: takes addresses from the frontier while there are places, fetches and reads them, and adds what they lead to.
 *
 * Owner of the connections and of the threads that read pages: the crawler's `run`, which ends with them. The journal is
 * its caller's.
 */
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import Agent from "undici/lib/dispatcher/agent.js";
import { now } from "../timeline/now.ts";
import type { Timeline } from "../timeline/timeline.ts";
import type { CrawlJournal } from "./crawl-journal.ts";
import type { CheckedCrawl, CrawlOptions } from "./crawl-options.ts";
import { type CrawledPage, outcomes, type PageOutcome } from "./crawled-page.ts";
import type { Fetched, FetchOptions } from "./fetch-body.ts";
import { fetchPatiently, type Patience } from "./fetch-patiently.ts";
import { Frontier, type Taken } from "./frontier.ts";
import { hrefOf, normaliseUrl, type PageUrl } from "./normalise-url.ts";
import { PageReader } from "./page-reader.ts";
import { type HostRules, rulesOf } from "./robots.ts";
import { spanOf } from "./span-of.ts";

/** Spans kept of a run: enough for any plot, and memory doesn't grow with the pages. */
const mostSpans = 20_000;

/** What happens to one address. */
type Ending = Omit<CrawledPage, "url" | "depth" | "ms">;

/** A crawl in progress, and what it has counted so far. */
export class Crawler {
  readonly frontier: Frontier;
  readonly counts: Record<PageOutcome, number>;
  readonly pages: CrawledPage[] = [];
  fetched = 0;
  retried = 0;
  links = 0;
  bytes = 0;
  dropped = 0;
  linkingMs = 0;
  waitingMs = 0;
  parsingMs = 0;
  parsedInThreadsMs = 0;
  parsers = 0;
  readonly #options: CheckedCrawl;
  readonly #hooks: Pick<CrawlOptions, "onPage" | "onProgress">;
  readonly #timeline: Timeline;
  readonly #signal: AbortSignal;
  readonly #hosts: ReadonlySet<string>;
  readonly #asking: FetchOptions;
  readonly #patience: Patience;
  readonly #rules = new Map<string, Promise<HostRules>>();
  #lastOrigin = "";
  #lastInScope = false;
  journal: CrawlJournal | undefined;

  constructor(
    options: CheckedCrawl,
    hooks: Pick<CrawlOptions, "onPage" | "onProgress">,
    timeline: Timeline,
    signal: AbortSignal,
  ) {
    this.#options = options;
    this.#hooks = hooks;
    this.#timeline = timeline;
    this.#signal = signal;
    this.frontier = new Frontier(options);
    this.counts = Object.fromEntries(outcomes.map((name) => [name, 0])) as Record<PageOutcome, number>;
    this.#asking = { maxBytes: options.maxBytes, userAgent: options.userAgent, wants: isPage };
    const retrying = () => {
      this.retried++;
    };
    this.#patience = { retries: options.retries, signal, retrying };
    this.#hosts = new Set(options.starts.map(({ origin }) => hostIn(origin)));
  }

  /** Adds an address to the frontier unless it is known, out of bounds, or one too many. */
  add(url: PageUrl, depth: number): void {
    const { maxDepth, maxKnown } = this.#options;
    if (depth > maxDepth || !this.#isInScope(url.origin)) return;
    if (this.frontier.known >= maxKnown) {
      if (!this.frontier.has(url)) this.dropped++;
      return;
    }
    if (this.frontier.add(url, depth) >= 0) this.journal?.found(url, depth);
  }

  /** Counts an address whose end is known: of this run, or of the one that it goes on with. */
  count(outcome: PageOutcome, bytes: number): void {
    this.counts[outcome]++;
    this.bytes += bytes;
  }

  /**
   * Crawls until the frontier is empty or enough is fetched.
   *
   * @throws what `onPage` throws; the signal's reason; no address's failure.
   */
  async run(): Promise<void> {
    const { workers, timeoutMs, parsers, maxPages } = this.#options;
    const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } };
    const agent = new Agent({ connections: workers, pipelining: 1, ...timeouts });
    const reader = new PageReader(parsers, this.#signal);
    const abort = () => void agent.destroy(this.#signal.reason);
    this.#signal.addEventListener("abort", abort, { once: true });
    const utilization = performance.eventLoopUtilization();
    try {
      await this.#fetchAll(agent, reader, Math.max(0, maxPages - this.#finished()));
    } finally {
      this.waitingMs = performance.eventLoopUtilization(utilization).idle;
      this.parsingMs = reader.parsingMs;
      this.parsedInThreadsMs = reader.threadsMs;
      this.parsers = reader.parsers;
      this.#signal.removeEventListener("abort", abort);
      await Promise.all([agent.destroy(), reader[Symbol.asyncDispose]()]);
    }
  }

  /** Keeps `workers` addresses in progress; every one that ends makes room for another. */
  async #fetchAll(agent: Agent, reader: PageReader, most: number): Promise<void> {
    const { workers } = this.#options;
    const active = new Set<Promise<void>>();
    const failed = new AbortController();
    let wake = Promise.withResolvers<void>();
    let started = 0;
    try {
      for (;;) {
        this.#signal.throwIfAborted();
        failed.signal.throwIfAborted();
        while (active.size < workers && started < most) {
          const taken = this.frontier.take(now());
          if (taken === undefined) break;
          started++;
          const one = this.#fetch(taken, agent, reader)
            .catch((error) => failed.abort(error))
            .finally(() => {
              active.delete(one);
              this.frontier.done(taken);
              wake.resolve();
            });
          active.add(one);
        }
        if (active.size === 0 && (this.frontier.waiting === 0 || started >= most)) return;
        await this.#turn(wake.promise, active.size < workers && started < most);
        wake = Promise.withResolvers();
      }
    } finally {
      await Promise.all(active);
    }
  }

  /** Waits until a place is free, or a host that was asked too lately may be asked again. */
  async #turn(placeFree: Promise<void>, hasRoom: boolean): Promise<void> {
    const at = hasRoom ? this.frontier.wakeAt() : Number.POSITIVE_INFINITY;
    if (at === Number.POSITIVE_INFINITY) return placeFree;
    const over = new AbortController();
    const pause = sleep(Math.max(1, at - now()), undefined, { signal: AbortSignal.any([over.signal, this.#signal]) });
    await Promise.race([placeFree, pause.catch(() => {})]);
    over.abort();
  }

  async #fetch(taken: Taken, agent: Agent, reader: PageReader): Promise<void> {
    const rules = this.#options.robots ? await this.#rulesOf(taken, agent) : undefined;
    this.#signal.throwIfAborted();
    const started = now();
    let body: Buffer | undefined;
    let ending: Ending;
    let firstByte: number | undefined;
    if (rules !== undefined && !rules.isAllowed(taken)) {
      ending = { outcome: "forbidden", status: 0, bytes: 0, links: 0 };
    } else {
      try {
        const answer = await fetchPatiently(agent, taken, this.#asking, this.#patience);
        ({ body, firstByte } = answer);
        ending = await this.#read(taken, answer, reader);
      } catch (error) {
        this.#signal.throwIfAborted();
        ending = {
          outcome: "failed",
          status: 0,
          bytes: 0,
          links: 0,
          error: error instanceof Error ? error.message : String(error),
        };
      }
    }
    const ended = now();
    const page = { url: hrefOf(taken), depth: taken.depth, ms: ended - started, ...ending };
    this.count(page.outcome, page.bytes);
    this.links += page.links;
    this.fetched++;
    this.journal?.ended(taken.number, page.outcome, page.bytes);
    if (this.pages.length < this.#options.keep) this.pages.push(page);
    if (this.#timeline.spans.length < mostSpans) this.#timeline.add(spanOf(page, taken, started, ended, firstByte));
    await this.#hooks.onPage?.(page, body);
    this.#hooks.onProgress?.({ done: this.fetched, total: Math.min(this.#options.maxPages, this.frontier.known) });
  }

  async #read(taken: Taken, answer: Fetched, reader: PageReader): Promise<Ending> {
    const { status, bytes, body, contentType, location } = answer;
    if (location !== undefined) {
      const target = normaliseUrl(location, taken);
      if (target !== undefined) this.add(target, taken.depth);
      return { outcome: "redirect", status, bytes, links: 0 };
    }
    if (answer.isTooLarge) return { outcome: "too large", status, bytes, links: 0 };
    if (status < 200 || status >= 300) return { outcome: "status", status, bytes, links: 0 };
    if (body === undefined) return { outcome: "other", status, bytes, links: 0 };
    const read = reader.read(body, contentType);
    const { hrefs, base } = read instanceof Promise ? await read : read;
    const began = now();
    const from = (base === undefined ? undefined : normaliseUrl(base, taken)) ?? taken;
    let links = 0;
    for (const href of hrefs) {
      const url = normaliseUrl(href, from);
      if (url === undefined) continue;
      links++;
      this.add(url, taken.depth + 1);
    }
    this.linkingMs += now() - began;
    return { outcome: "page", status, bytes, links };
  }

  #rulesOf({ host }: Taken, agent: Agent): Promise<HostRules> {
    const known = this.#rules.get(host.origin);
    if (known !== undefined) return known;
    const asking = rulesOf(host.origin, agent, this.#options.userAgent).then((rules) => {
      host.delayMs = Math.max(host.delayMs, rules.delayMs);
      host.nextAt = Math.max(host.nextAt, now() + rules.delayMs);
      return rules;
    });
    this.#rules.set(host.origin, asking);
    return asking;
  }

  #isInScope(origin: string): boolean {
    if (origin === this.#lastOrigin) return this.#lastInScope;
    this.#lastOrigin = origin;
    this.#lastInScope = this.#options.anyHost || this.#hosts.has(hostIn(origin));
    return this.#lastInScope;
  }

  #finished(): number {
    return outcomes.reduce((sum, name) => sum + this.counts[name], 0);
  }
}

/** `example.org:8080`, whatever the scheme: a site that moves from http to https stays the same. */
function hostIn(origin: string): string {
  return origin.slice(origin.indexOf("//") + 2);
}

function isPage(contentType: string): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType);
}
