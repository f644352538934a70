/**
 * Visits pages in workers: threads, processes, or hosts that take chunks from a queue.
 *
 *     frontier ──chunk of addresses──▶ worker: fetch, read ──links, outcomes──▶ frontier
 *
 * A chunk whose worker is lost is done again by another, and its reply counts once: nothing is lost, nothing is counted
 * twice, though a page may be asked for twice.
 *
 * Owner of the workers: the visitor, unless they were lent to it.
 */
import { hostname } from "node:os";
import { NavetteError } from "../errors/navette-error.ts";
import { runJob } from "../pools/attempts.ts";
import { openPool } from "../pools/open-pool.ts";
import type { Pool } from "../pools/pool.ts";
import type { ChunkReply } from "../pools/worker.ts";
import type { Task } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import type { ChunkVisit, CrawlChunk, CrawledChunk } from "./crawl-chunk.ts";
import type { CheckedCrawl } from "./crawl-options.ts";
import type { Taken } from "./frontier.ts";
import { nowhere, unpackLinks } from "./resolve-links.ts";
import type { Visit } from "./visit-page.ts";
import type { Visited, Visitor } from "./visitor.ts";

/** What every worker runs. */
export const crawlTask: Task = { module: new URL("./crawl-chunk.ts", import.meta.url), name: "crawlChunk" };

/** Chunks handed over for each worker of this machine: while it is at one, the next waits beside it. */
const chunksPerWorker = 2;

/** How a visitor goes about it, beside the crawl's own options. */
export interface WorkerVisits {
  readonly options: CheckedCrawl;
  readonly wantsBodies: boolean;
  readonly signal: AbortSignal;
  /** Receives a span for each chunk that was lost. */
  readonly timeline: Timeline;
}

export class WorkerVisitor implements Visitor {
  readonly places: number;
  readonly most: number;
  readonly least: number;
  readonly keepsDelays = true;
  readonly parsingMs = 0;
  readonly parsers: number;
  parsedElsewhereMs = 0;
  cpuElsewhereMs = 0;
  retried = 0;
  readonly #pool: Pool;
  readonly #visits: WorkerVisits;

  private constructor(pool: Pool, visits: WorkerVisits) {
    const { chunk, perWorker } = visits.options;
    this.#pool = pool;
    this.#visits = visits;
    this.parsers = pool.workers;
    this.places = pool.jobs ?? chunksPerWorker * pool.workers;
    this.most = chunk;
    this.least = Math.min(chunk, perWorker);
  }

  /** `lent` are workers that stay their owner's. */
  static async open(visits: WorkerVisits, lent: Pool | undefined): Promise<WorkerVisitor> {
    const { strategy, workers } = visits.options;
    const pool = lent ? { ...lent, async [Symbol.asyncDispose]() {} } : await openPool(strategy, workers);
    return new WorkerVisitor(pool, visits);
  }

  async visit(addresses: readonly Taken[]): Promise<Visited> {
    const queued = now();
    const [first] = addresses;
    const label = `${first?.path ?? ""}${addresses.length > 1 ? `, ${addresses.length}` : ""}`;
    const request = { module: crawlTask.module.href, name: crawlTask.name, chunk: this.#chunkOf(addresses) };
    const attempts = new Timeline();
    try {
      const reply = await runJob(this.#pool, { request, label, queued, timeline: attempts }, this.#visits.signal);
      const { host = hostname(), pid, tid } = reply;
      const { visits, parsingMs, retried } = reply.value as CrawledChunk;
      this.parsedElsewhereMs += visits.reduce((sum, { linkingMs }) => sum + linkingMs, parsingMs);
      this.retried += retried;
      if (pid !== process.pid) this.cpuElsewhereMs += reply.cpuMs;
      return { visits: visits.map((visit) => unpacked(visit, reply)), place: { host, pid, tid, queued } };
    } catch (error) {
      if (!(error instanceof NavetteError) || error.code !== "ERR_NAVETTE_LOST") throw error;
      // Whatever ends three workers in a row is on these pages; the others go on.
      const lost = lostVisit(error, queued);
      return { visits: addresses.map(() => lost), place: { host: hostname(), pid: process.pid, tid: 0, queued } };
    } finally {
      for (const span of attempts.spans) if (span.status !== "ok") this.#visits.timeline.add(span);
    }
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#pool[Symbol.asyncDispose]();
  }

  #chunkOf(addresses: readonly Taken[]): CrawlChunk {
    const { perWorker, maxBytes, userAgent, retries, timeoutMs } = this.#visits.options;
    return {
      addresses: addresses.map(({ origin, path, host }) => ({ origin, path, delayMs: host.delayMs })),
      atOnce: perWorker,
      maxBytes,
      userAgent,
      retries,
      timeoutMs,
      wantsBodies: this.#visits.wantsBodies,
    };
  }
}

/** A worker's times count from its chunk's beginning: its clock may not be this host's. */
function unpacked({ found, body, started, firstByte, ended, ...visit }: ChunkVisit, chunk: ChunkReply): Visit {
  const here = (ms: number) => Math.min(chunk.started + ms, chunk.ended);
  return {
    ...visit,
    started: here(started),
    firstByte: firstByte === undefined ? undefined : here(firstByte),
    ended: here(ended),
    found: unpackLinks(found),
    body: body && Buffer.from(body.buffer, body.byteOffset, body.byteLength),
    // It wasn't this thread's time.
    linkingMs: 0,
  };
}

function lostVisit({ message }: Error, started: number): Visit {
  const nothing = { status: 0, bytes: 0, links: 0, firstByte: undefined, moved: undefined, body: undefined };
  return { ...nothing, outcome: "failed", error: message, started, ended: now(), found: nowhere, linkingMs: 0 };
}
