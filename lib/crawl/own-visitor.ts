/**
 * Visits pages on the crawling thread, any number at once; threads may read them.
 *
 * Owner of those threads: the visitor. The connections are the crawler's.
 */
import { hostname } from "node:os";
import { threadId } from "node:worker_threads";
import type { Dispatcher } from "undici";
import { now } from "../timeline/now.ts";
import type { CheckedCrawl } from "./crawl-options.ts";
import type { Taken } from "./frontier.ts";
import { PageReader } from "./page-reader.ts";
import { isPage, type Visiting, visitPage } from "./visit-page.ts";
import type { Visited, Visitor } from "./visitor.ts";

/** Asked once: it is a system call. */
const host = hostname();

export class OwnVisitor implements Visitor {
  readonly places: number;
  readonly most = 1;
  readonly least = 1;
  readonly keepsDelays = false;
  readonly cpuElsewhereMs = 0;
  retried = 0;
  readonly #reader: PageReader;
  readonly #visiting: Visiting;

  constructor(options: CheckedCrawl, dispatcher: Dispatcher, signal: AbortSignal) {
    const { workers, maxBytes, userAgent, retries, parsers } = options;
    this.places = workers;
    this.#reader = new PageReader(parsers, signal);
    const retrying = () => {
      this.retried++;
    };
    this.#visiting = {
      dispatcher,
      asking: { maxBytes, userAgent, wants: isPage },
      patience: { retries, signal, retrying },
      read: (body, contentType) => this.#reader.read(body, contentType),
    };
  }

  get parsingMs(): number {
    return this.#reader.parsingMs;
  }

  get parsedElsewhereMs(): number {
    return this.#reader.threadsMs;
  }

  get parsers(): number {
    return this.#reader.parsers;
  }

  async visit([address]: readonly Taken[]): Promise<Visited> {
    const place = { host, pid: process.pid, tid: threadId, queued: now() };
    return { visits: address === undefined ? [] : [await visitPage(address, this.#visiting)], place };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#reader[Symbol.asyncDispose]();
  }
}
