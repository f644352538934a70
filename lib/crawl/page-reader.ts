/**
 * Reads pages on the crawling thread, or in threads of its own.
 *
 * Owner of the threads: the reader, which ends them when it is disposed of.
 */
import { performance } from "node:perf_hooks";
import { availableWorkers } from "../machine/available-workers.ts";
import { openPool } from "../pools/open-pool.ts";
import type { Pool } from "../pools/pool.ts";
import { now } from "../timeline/now.ts";
import type { PageLinks } from "./links-of.ts";
import { type ReadPage, readPage } from "./read-page.ts";

/** Pages after which a reader that may start threads looks whether they would pay, again and again. */
const lookEvery = 200;

/**
 * Threads pay when this share of the crawling thread's time is busy, this share of it goes into reading pages, and there
 * are so many cores: handing a page over costs about half as much as reading 27 kB, and on two cores the second one is
 * busy with the network.
 */
const busyEnough = 0.9;
const readingEnough = 0.35;
const coresEnough = 3;

/** Reads pages, and knows what it cost. */
export class PageReader implements AsyncDisposable {
  /** Milliseconds spent in reading on the crawling thread, and in threads of its own. */
  parsingMs = 0;
  threadsMs = 0;
  /** Threads that were started. */
  parsers: number;
  readonly #mayStart: boolean;
  readonly #signal: AbortSignal;
  #pool: Promise<Pool> | undefined;
  #read = 0;
  #look = { utilization: performance.eventLoopUtilization(), parsingMs: 0 };

  constructor(parsers: number | "auto", signal: AbortSignal) {
    this.#mayStart = parsers === "auto" && availableWorkers() >= coresEnough;
    this.#signal = signal;
    this.parsers = parsers === "auto" ? 0 : parsers;
    if (this.parsers > 0) this.#start(this.parsers);
  }

  /** Returns the links of a page. */
  read(body: Buffer, contentType: string): PageLinks | Promise<PageLinks> {
    if (this.#mayStart && this.#pool === undefined && ++this.#read % lookEvery === 0) this.#lookWhetherItPays();
    if (this.#pool !== undefined) return this.#readInThread(this.#pool, { body, contentType });
    const began = now();
    const links = readPage({ body, contentType });
    this.parsingMs += now() - began;
    return links;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#pool)?.[Symbol.asyncDispose]();
  }

  #start(parsers: number): void {
    this.parsers = parsers;
    this.#pool = openPool("threads", parsers);
  }

  #lookWhetherItPays(): void {
    const { utilization, active, idle } = performance.eventLoopUtilization(this.#look.utilization);
    const share = (this.parsingMs - this.#look.parsingMs) / (active + idle);
    if (utilization > busyEnough && share > readingEnough) this.#start(availableWorkers() - 1);
    this.#look = { utilization: performance.eventLoopUtilization(), parsingMs: this.parsingMs };
  }

  async #readInThread(opening: Promise<Pool>, chunk: ReadPage): Promise<PageLinks> {
    const pool = await opening;
    const reply = await pool.run({ module: module.href, name: "readPage", chunk }, this.#signal);
    if (reply.error !== undefined) throw reply.error.cause;
    this.threadsMs += reply.ended - reply.started;
    return reply.value as PageLinks;
  }
}

const module = new URL("./read-page.ts", import.meta.url);
