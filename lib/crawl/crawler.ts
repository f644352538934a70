/**
 * One crawl: takes addresses from the frontier while there are places, has them visited, and adds what they lead to.
 *
 * Owner of the connections and of the visitor, with the threads, processes or workers that it has started: the crawler's
 * `run`, which ends with them. The journal, and workers that are lent, are its caller's.
 */
import { hostname } from "node:os";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { threadId } from "node:worker_threads";
import type { Dispatcher } from "undici";
import { undici } from "../packages/large-packages.ts";
import type { Pool } from "../pools/pool.ts";
import { now } from "../timeline/now.ts";
import type { Timeline } from "../timeline/timeline.ts";
import type { CrawlJournal } from "./crawl-journal.ts";
import type { CheckedCrawl, CrawlOptions } from "./crawl-options.ts";
import { type CrawledPage, outcomes, type PageOutcome } from "./crawled-page.ts";
import { Frontier, type Taken } from "./frontier.ts";
import { hrefOf, type PageUrl } from "./normalise-url.ts";
import { OwnVisitor } from "./own-visitor.ts";
import { nowhere } from "./resolve-links.ts";
import { type HostRules, rulesOf } from "./robots.ts";
import { spanOf } from "./span-of.ts";
import type { Visit } from "./visit-page.ts";
import type { Visitor, VisitPlace } from "./visitor.ts";
import { WorkerVisitor } from "./worker-visitor.ts";

/** Spans kept of a run: enough for any plot, and memory doesn't grow with the pages. */
export const mostSpans = 20_000;

/** Asked once: it is a system call. */
const here = { host: hostname(), pid: process.pid, tid: threadId };

/** A crawl in progress, and what it has counted so far. */
export class Crawler {
  readonly frontier: Frontier;
  readonly counts: Record<PageOutcome, number>;
  readonly pages: CrawledPage[] = [];
  fetched = 0;
  links = 0;
  bytes = 0;
  dropped = 0;
  linkingMs = 0;
  waitingMs = 0;
  /** Whoever visits the pages, while the crawl runs and after it. */
  visitor: Visitor | undefined;
  journal: CrawlJournal | undefined;
  readonly #options: CheckedCrawl;
  readonly #hooks: Pick<CrawlOptions, "onPage" | "onProgress">;
  readonly #timeline: Timeline;
  readonly #signal: AbortSignal;
  readonly #hosts: ReadonlySet<string>;
  readonly #rules = new Map<string, Promise<HostRules>>();
  #lastOrigin = "";
  #lastInScope = false;
  /** Addresses whose end an earlier run has told. */
  #before = 0;
  /** Resolved when a place is free, or more addresses may be taken. */
  #wake = Promise.withResolvers<void>();

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
   * Crawls until the frontier is empty or enough is fetched; `lent` are workers that stay their owner's.
   *
   * @throws what `onPage` throws; the signal's reason; no address's failure.
   */
  async run(lent?: Pool): Promise<void> {
    const { workers, timeoutMs, maxPages, strategy } = this.#options;
    const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } };
    const agent = new (undici().Agent)({ connections: workers, pipelining: 1, ...timeouts });
    const abort = () => void agent.destroy(this.#signal.reason);
    this.#signal.addEventListener("abort", abort, { once: true });
    const utilization = performance.eventLoopUtilization();
    try {
      await using visitor =
        strategy === "sequential" || strategy === "async"
          ? new OwnVisitor(this.#options, agent, this.#signal)
          : await this.#workers(lent);
      this.visitor = visitor;
      this.#before = this.#finished();
      await this.#visitAll(visitor, agent, Math.max(0, maxPages - this.#before));
    } finally {
      this.waitingMs = performance.eventLoopUtilization(utilization).idle;
      this.#signal.removeEventListener("abort", abort);
      await agent.destroy();
    }
  }

  #workers(lent: Pool | undefined): Promise<WorkerVisitor> {
    const wantsBodies = this.#hooks.onPage !== undefined;
    const visits = { options: this.#options, wantsBodies, signal: this.#signal, timeline: this.#timeline };
    return WorkerVisitor.open(visits, lent);
  }

  /** Keeps all places of the visitor taken; every chunk that ends makes room for another. */
  async #visitAll(visitor: Visitor, agent: Dispatcher, most: number): Promise<void> {
    const active = new Set<Promise<void>>();
    const failed = new AbortController();
    let started = 0;
    try {
      for (;;) {
        this.#signal.throwIfAborted();
        failed.signal.throwIfAborted();
        while (active.size < visitor.places && started < most) {
          const chunk = this.#take(visitor, most - started);
          if (chunk.length === 0) break;
          started += chunk.length;
          const one = this.#visit(chunk, visitor, agent)
            .catch((error) => failed.abort(error))
            .finally(() => {
              active.delete(one);
              for (const taken of chunk) this.frontier.done(taken);
              this.#wake.resolve();
            });
          active.add(one);
        }
        if (active.size === 0 && (this.frontier.waiting === 0 || started >= most)) return;
        await this.#turn(visitor, active.size < visitor.places && started < most);
        this.#wake = Promise.withResolvers();
      }
    } finally {
      await Promise.all(active);
    }
  }

  /** Takes a chunk: a fair share of what waits, so that no worker is idle while another has much to do. */
  #take({ keepsDelays, places, least, most }: Visitor, left: number): Taken[] {
    if (keepsDelays) {
      const share = Math.ceil(Math.min(this.frontier.waiting, left) / places);
      return this.frontier.takeChunk(Math.min(left, most, Math.max(least, share)));
    }
    const taken = this.frontier.take(now());
    return taken === undefined ? [] : [taken];
  }

  /** Waits until a place is free, or a host that was asked too lately may be asked again. */
  async #turn({ keepsDelays }: Visitor, hasRoom: boolean): Promise<void> {
    const at = hasRoom && !keepsDelays ? this.frontier.wakeAt() : Number.POSITIVE_INFINITY;
    if (at === Number.POSITIVE_INFINITY) return this.#wake.promise;
    const over = new AbortController();
    const pause = sleep(Math.max(1, at - now()), undefined, { signal: AbortSignal.any([over.signal, this.#signal]) });
    await Promise.race([this.#wake.promise, pause.catch(() => {})]);
    over.abort();
  }

  /** Has the addresses visited that robots.txt allows, and tells of all of them. */
  async #visit(chunk: readonly Taken[], visitor: Visitor, agent: Dispatcher): Promise<void> {
    const allowed: Taken[] = [];
    for (const taken of chunk) {
      const rules = this.#options.robots ? await this.#rulesOf(taken, agent) : undefined;
      this.#signal.throwIfAborted();
      if (rules === undefined || rules.isAllowed(taken)) allowed.push(taken);
      else await this.#end(taken, forbidden(), { ...here, queued: now() });
    }
    if (allowed.length === 0) return;
    const { visits, place } = await visitor.visit(allowed);
    for (const [at, taken] of allowed.entries()) {
      const visit = visits[at];
      if (visit !== undefined) await this.#end(taken, visit, place);
    }
  }

  /** Adds what an address leads to, then counts it and tells of it. */
  async #end(taken: Taken, visit: Visit, place: VisitPlace): Promise<void> {
    const { outcome, status, bytes, links, error, started, ended, moved, body } = visit;
    const began = now();
    if (moved !== undefined) this.add(moved, taken.depth);
    this.#addFound(taken, visit);
    this.linkingMs += visit.linkingMs + now() - began;
    this.count(outcome, bytes);
    this.links += links;
    this.fetched++;
    this.journal?.ended(taken.number, outcome, bytes);
    const { depth } = taken;
    const ms = ended - started;
    const page = {
      url: hrefOf(taken),
      depth,
      ms,
      outcome,
      status,
      bytes,
      links,
      ...(error !== undefined && { error }),
    };
    if (this.pages.length < this.#options.keep) this.pages.push(page);
    if (this.#timeline.spans.length < mostSpans) this.#timeline.add(spanOf(taken, visit, place));
    const { onPage, onProgress } = this.#hooks;
    if (onPage) await onPage(page, body);
    const total = Math.min(this.#options.maxPages, this.frontier.known) - this.#before;
    onProgress?.({ done: this.fetched, total });
  }

  #addFound({ host, origin, depth: from }: Taken, { found: { paths, others } }: Visit): void {
    const { maxDepth, maxKnown } = this.#options;
    const depth = from + 1;
    if (depth > maxDepth) return;
    for (const path of paths) {
      if (this.frontier.known >= maxKnown) {
        if (!this.frontier.hasPath(host, path)) this.dropped++;
      } else if (this.frontier.addPath(host, path, depth) >= 0) this.journal?.found({ origin, path }, depth);
    }
    for (const url of others) this.add(url, depth);
  }

  #rulesOf({ host }: Taken, agent: Dispatcher): Promise<HostRules> {
    const known = this.#rules.get(host.origin);
    if (known !== undefined) return known;
    const asking = rulesOf(host.origin, agent, this.#options.userAgent).then((rules) => {
      host.delayMs = Math.max(host.delayMs, rules.delayMs);
      // The address that was taken is asked for only now.
      host.nextAt = Math.max(host.nextAt, now() + host.delayMs);
      host.isKnown = true;
      this.#wake.resolve();
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

/** What comes of an address that robots.txt forbids: nothing is asked. */
function forbidden(): Visit {
  const at = now();
  const nothing = { status: 0, bytes: 0, links: 0, found: nowhere, moved: undefined, body: undefined, linkingMs: 0 };
  return { ...nothing, outcome: "forbidden", started: at, firstByte: undefined, ended: at };
}

/** `example.org:8080`, whatever the scheme: a site that moves from http to https stays the same. */
function hostIn(origin: string): string {
  return origin.slice(origin.indexOf("//") + 2);
}
