/**
 * What a worker does of a crawl, thread, process or host alike: fetches the pages of a chunk, several at once, and finds
 * their links. Which pages, and when, is the client's affair: the frontier and robots.txt stay there.
 *
 * Owner of the connections: this module, one set for the worker's life; idle ones close by themselves.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pLimit from "p-limit";
import type { Dispatcher } from "undici";
import { undici } from "../packages/large-packages.ts";
import { now } from "../timeline/now.ts";
import type { PageUrl } from "./normalise-url.ts";
import { readPage } from "./read-page.ts";
import { type PackedLinks, packLinks } from "./resolve-links.ts";
import { isPage, type Visit, type Visiting, visitPage } from "./visit-page.ts";

/** Addresses that are fetched by one worker, and how. */
export interface CrawlChunk {
  readonly addresses: readonly ChunkAddress[];
  /** Pages in progress at once. */
  readonly atOnce: number;
  readonly maxBytes: number;
  readonly userAgent: string;
  readonly retries: number;
  readonly timeoutMs: number;
  /** Whether the pages themselves are sent back, beside what was found in them. */
  readonly wantsBodies: boolean;
}

export interface ChunkAddress extends PageUrl {
  /** Milliseconds to wait before it is asked for, after the one before it on the same host began. */
  readonly delayMs: number;
}

/** What came of the addresses of a chunk, in their order; times count from the chunk's beginning. */
export interface CrawledChunk {
  readonly visits: readonly ChunkVisit[];
  readonly parsingMs: number;
  /** Attempts after a first one. */
  readonly retried: number;
}

export interface ChunkVisit extends Omit<Visit, "found" | "body"> {
  readonly found: PackedLinks;
  readonly body: Uint8Array | undefined;
}

/** Fetches and reads the pages of a chunk. */
export async function crawlChunk(chunk: CrawlChunk): Promise<CrawledChunk> {
  const began = now();
  let parsingMs = 0;
  let retried = 0;
  const limit = pLimit(chunk.atOnce);
  const visiting: Visiting = {
    dispatcher: agentFor(chunk),
    asking: { maxBytes: chunk.maxBytes, userAgent: chunk.userAgent, wants: isPage },
    patience: {
      retries: chunk.retries,
      // Whoever gives a chunk up ends the worker, or doesn't wait for it.
      signal: never,
      retrying: () => {
        retried++;
      },
    },
    read(body, contentType) {
      const started = now();
      const links = readPage({ body, contentType });
      parsingMs += now() - started;
      return links;
    },
  };

  const visits: ChunkVisit[] = [];

  async function visit(address: ChunkAddress, place: number): Promise<void> {
    const { found, body, ...rest } = await visitPage(address, visiting);
    visits[place] = {
      ...rest,
      started: rest.started - began,
      firstByte: rest.firstByte && rest.firstByte - began,
      ended: rest.ended - began,
      found: packLinks(found),
      body: chunk.wantsBodies ? body : undefined,
    };
  }

  /** Begins the visits of one host, each so long after the one before it. */
  async function visitSpaced(addresses: readonly (readonly [ChunkAddress, number])[]): Promise<void> {
    const ends: Promise<void>[] = [];
    for (const [address, place] of addresses) {
      await sleep(address.delayMs);
      const begins = Promise.withResolvers<void>();
      ends.push(
        limit(() => {
          begins.resolve();
          return visit(address, place);
        }),
      );
      await begins.promise;
    }
    await Promise.all(ends);
  }

  const placed = chunk.addresses.map((address, place) => [address, place] as const);
  const spaced = placed.filter(([{ delayMs }]) => delayMs > 0);
  await Promise.all([
    ...placed.filter(([{ delayMs }]) => delayMs === 0).map(([address, place]) => limit(visit, address, place)),
    ...[...Map.groupBy(spaced, ([{ origin }]) => origin).values()].map(visitSpaced),
  ]);
  return { visits, parsingMs, retried };
}

const never = new AbortController().signal;

/** Connections by what sets them apart: most crawls of a worker's life ask for the same. */
const agents = new Map<string, Dispatcher>();

function agentFor({ atOnce, timeoutMs }: CrawlChunk): Dispatcher {
  const key = `${atOnce} ${timeoutMs}`;
  const known = agents.get(key);
  if (known !== undefined) return known;
  const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } };
  const agent = new (undici().Agent)({ connections: atOnce, pipelining: 1, ...timeouts });
  agents.set(key, agent);
  return agent;
}
