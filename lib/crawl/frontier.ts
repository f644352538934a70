/**
 * The addresses still to be fetched, host by host, each first found first fetched, and when each host may be asked again.
 *
 *     host 0   first ─▶ next ─▶ next ─▶ last        (numbers of the table, linked through `next`)
 *     host 1   first ─▶ last
 *
 * Invariant: an address is added once, is in one queue at most, and a host has no more than `perHost` fetches in progress.
 */
import { Column } from "./column.ts";
import type { PageUrl } from "./normalise-url.ts";
import { UrlTable } from "./url-table.ts";

/** An address taken from the frontier. */
export interface Taken extends PageUrl {
  readonly number: number;
  readonly depth: number;
  readonly host: CrawlHost;
}

/** What the frontier knows of a host. */
export interface CrawlHost {
  readonly index: number;
  readonly origin: string;
  /** Milliseconds between the starts of two fetches; robots.txt may ask for more than the crawl's own. */
  delayMs: number;
  /** When it may be asked again, on the clock of `now`. */
  nextAt: number;
  /** Whether it is known what it asks of robots: until then, one address of it is taken, and no more. */
  isKnown: boolean;
  active: number;
  /** Numbers of the first and the last address waiting, plus 1: 0 for none. */
  first: number;
  last: number;
}

/** How polite a crawl is. */
export interface Politeness {
  readonly perHost: number;
  readonly delayMs: number;
  /** Whether hosts tell what they ask of robots, before they are asked for more than one address. */
  readonly robots?: boolean;
}

/** Milliseconds of delays of one host in a chunk: what is known of its pages is to arrive now and then. */
const mostDelayMs = 2000;

/** The frontier of one crawl. */
export class Frontier {
  readonly #table = new UrlTable();
  readonly #next = new Column(Uint32Array);
  readonly #depths = new Column(Uint16Array);
  readonly #hosts: CrawlHost[] = [];
  readonly #byOrigin = new Map<string, CrawlHost>();
  readonly #politeness: Politeness;
  #turn = 0;
  #waiting = 0;

  constructor(politeness: Politeness) {
    this.#politeness = politeness;
  }

  /** Distinct addresses ever added. */
  get known(): number {
    return this.#table.count;
  }

  /** Addresses that wait to be fetched. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Adds an address; returns its number, or −1 where it is known. */
  add({ origin, path }: PageUrl, depth: number): number {
    return this.addPath(this.#byOrigin.get(origin) ?? this.#addHost(origin), path, depth);
  }

  /** Adds an address of a host that is at hand; returns its number, or −1 where it is known. */
  addPath(host: CrawlHost, path: string, depth: number): number {
    const number = this.#table.add(host.index, path);
    if (number < 0) return number;
    this.#depths.set(number, depth);
    this.#append(host, number);
    return number;
  }

  has({ origin, path }: PageUrl): boolean {
    const host = this.#byOrigin.get(origin);
    return host !== undefined && this.#table.has(host.index, path);
  }

  hasPath({ index }: CrawlHost, path: string): boolean {
    return this.#table.has(index, path);
  }

  /**
   * Takes the next address whose host may be asked now; hosts take turns. Undefined when there is none: `wakeAt` tells
   * when to ask again. O(hosts).
   */
  take(at: number): Taken | undefined {
    const taken = this.#takeFirst((host) => host.nextAt <= at);
    if (taken !== undefined) taken.host.nextAt = at + taken.host.delayMs;
    return taken;
  }

  /**
   * Takes up to `most` addresses for a worker, which keeps the delays between them: a host that asks for one is in one chunk
   * at a time, with two seconds' worth of addresses at most. O(most · hosts).
   */
  takeChunk(most: number): Taken[] {
    const chunk: Taken[] = [];
    const slow = new Map<CrawlHost, number>();
    while (chunk.length < most) {
      const taken = this.#takeFirst((host) => {
        if (host.delayMs === 0) return true;
        const already = slow.get(host);
        return already === undefined ? host.active === 0 : already < Math.floor(mostDelayMs / host.delayMs);
      });
      if (taken === undefined) break;
      chunk.push(taken);
      const { host } = taken;
      if (host.delayMs > 0) slow.set(host, (slow.get(host) ?? 0) + 1);
    }
    return chunk;
  }

  #takeFirst(mayBeAsked: (host: CrawlHost) => boolean): Taken | undefined {
    const { perHost } = this.#politeness;
    for (let tried = 0; tried < this.#hosts.length; tried++) {
      const host = this.#hosts[this.#turn];
      this.#turn = (this.#turn + 1) % this.#hosts.length;
      if (host === undefined || host.first === 0 || host.active >= perHost) continue;
      if ((!host.isKnown && host.active > 0) || !mayBeAsked(host)) continue;
      const number = host.first - 1;
      host.first = this.#next.get(number);
      if (host.first === 0) host.last = 0;
      host.active++;
      this.#waiting--;
      return { number, host, origin: host.origin, path: this.#table.pathOf(number), depth: this.#depths.get(number) };
    }
    return undefined;
  }

  /** When the first host that only waits for its delay may be asked; infinity where none does. */
  wakeAt(): number {
    let soonest = Number.POSITIVE_INFINITY;
    for (const { first, active, isKnown, nextAt } of this.#hosts) {
      if (first === 0 || active >= this.#politeness.perHost || (!isKnown && active > 0)) continue;
      soonest = Math.min(soonest, nextAt);
    }
    return soonest;
  }

  /** Tells that the fetch of a taken address has ended. */
  done({ host }: Taken): void {
    host.active--;
  }

  /** Takes out the addresses that were fetched by an earlier crawl. O(addresses). */
  leaveOut(finished: ReadonlySet<number> | { has(number: number): boolean }): void {
    for (const host of this.#hosts) [host.first, host.last] = [0, 0];
    this.#waiting = 0;
    for (let number = 0; number < this.#table.count; number++) {
      const host = this.#hosts[this.#table.hostOf(number)];
      if (host !== undefined && !finished.has(number)) this.#append(host, number);
    }
  }

  #addHost(origin: string): CrawlHost {
    const { delayMs, robots = false } = this.#politeness;
    const index = this.#hosts.length;
    const host = { index, origin, delayMs, nextAt: 0, isKnown: !robots, active: 0, first: 0, last: 0 };
    this.#hosts.push(host);
    this.#byOrigin.set(origin, host);
    return host;
  }

  #append(host: CrawlHost, number: number): void {
    this.#next.set(number, 0);
    if (host.last === 0) host.first = number + 1;
    else this.#next.set(host.last - 1, number + 1);
    host.last = number + 1;
    this.#waiting++;
  }
}
