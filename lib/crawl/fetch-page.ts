import { hostname } from "node:os";
import { threadId } from "node:worker_threads";
import { checkOptions } from "../errors/check-options.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { numberWithin } from "../errors/number-argument.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { machine } from "../machine/machine.ts";
import { undici } from "../packages/large-packages.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";
import { checkStart } from "./crawl-options.ts";
import type { Spent } from "./crawled-page.ts";
import { decodePage } from "./decode-page.ts";
import { fetchBody, userAgent } from "./fetch-body.ts";
import { linksOf } from "./links-of.ts";
import { hrefOf, normaliseUrl } from "./normalise-url.ts";

/** What to do with a page. */
export interface FetchPageOptions extends Pick<RunOptions, "signal" | "timeline"> {
  /** Find its links as well; true unless told. */
  readonly links?: boolean;
  /** Milliseconds without news after which it is given up, 1 to 3,600,000; 10,000 unless told. */
  readonly timeoutMs?: number;
}

/** A page, and where its time went. */
export interface FetchedPage {
  /** The address, normalised. */
  readonly url: string;
  /** HTTP status, whatever it is: an error's page is a page too. */
  readonly status: number;
  /** The `content-type` header. */
  readonly contentType: string;
  /** Bytes received, packed as they came. */
  readonly bytes: number;
  /** The page's text, decoded. */
  readonly html: string;
  /** Addresses that it leads to, each once, normalised; empty where they weren't asked for. */
  readonly links: readonly string[];
  /** In ms; together the wall time. `waiting` goes from the request to the first byte of the answer. */
  readonly spent: Spent;
}

/** Bytes of a page at most: 16 MiB. */
const maxBytes = 2 ** 24;

/**
 * Fetches one page over a new connection, and finds its links: the course's first programs of the chapter on I/O.
 * O(bytes) beside the waits; the page is held in memory.
 *
 * @example
 * await using site = await serveSite({ latencyMs: 200 });
 * const { results, wallMs } = await fetchPage(site.reserved);
 * console.log(wallMs, results.links.length, results.spent.waiting);
 *
 * @throws NavetteError `ERR_NAVETTE_URL` for a wrong address, `ERR_NAVETTE_CRAWL_OPTION` for a wrong option; when there is no whole answer,
 * `ERR_NAVETTE_DOWNLOAD_TIMEOUT`, `ERR_NAVETTE_DOWNLOAD_REFUSED`, `ERR_NAVETTE_DOWNLOAD_CUT`,
 * `ERR_NAVETTE_DOWNLOAD_UNREACHABLE`, `ERR_NAVETTE_DOWNLOAD_DNS`, `ERR_NAVETTE_DOWNLOAD_TLS`,
 * `ERR_NAVETTE_DOWNLOAD_PROTOCOL` or, for any other reason, `ERR_NAVETTE_DOWNLOAD_FAILED`;
 * `ERR_NAVETTE_DOWNLOAD_TOO_LARGE` beyond 16 MiB; the reason of the signal, or of the running cell's.
 */
export async function fetchPage(address: string | URL, options: FetchPageOptions = {}): Promise<Run<FetchedPage>> {
  checkOptions(options);
  const { links: wantsLinks = true, timeoutMs = 10_000 } = options;
  numberWithin("timeoutMs", timeoutMs, { min: 1, max: 3_600_000, code: "ERR_NAVETTE_CRAWL_OPTION" });
  const url = checkStart(address);
  const signal = eitherSignal(options.signal);
  signal.throwIfAborted();
  const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, connect: { timeout: timeoutMs } };
  // What is loaded at its first use is no part of the page's time.
  const { Agent } = undici();
  if (wantsLinks) linksOf("");
  const agent = new Agent({ connections: 1, ...timeouts });
  const abort = () => void agent.destroy(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  const cpu = process.cpuUsage();
  const started = now();
  try {
    const answer = await fetchBody(agent, url, { maxBytes, userAgent, wants: () => true });
    if (answer.body === undefined) {
      const message = `${hrefOf(url)} has more than ${maxBytes} bytes: choose a smaller page`;
      throw new NavetteError("ERR_NAVETTE_DOWNLOAD_TOO_LARGE", message);
    }
    const received = now();
    const html = decodePage(answer.body, answer.contentType);
    const found = wantsLinks ? linksOf(html) : { hrefs: [], base: undefined };
    const parsed = now();
    const base = (found.base === undefined ? undefined : normaliseUrl(found.base, url)) ?? url;
    const links = new Set(found.hrefs.flatMap((href) => normaliseUrl(href, base) ?? []).map(hrefOf));
    const ended = now();
    const { user, system } = process.cpuUsage(cpu);
    const { status, contentType, bytes, firstByte } = answer;
    const spent = {
      waiting: firstByte - started,
      fetching: received - firstByte,
      parsing: parsed - received,
      linking: ended - parsed,
    };
    const timeline = new Timeline(options.timeline);
    const where = { host: hostname(), pid: process.pid, tid: threadId, queued: started, status: "ok" as const };
    timeline.add({ label: url.path, kind: "fetch", ...where, started, ended: received });
    if (wantsLinks) timeline.add({ label: url.path, kind: "parse", ...where, started: received, ended });
    return {
      results: { url: hrefOf(url), status, contentType, bytes, html, links: [...links], spent },
      strategy: "sequential",
      workers: 1,
      timeline,
      wallMs: ended - started,
      cpuMs: (user + system) / 1000,
      parameters: { links: wantsLinks },
      machine: machine(),
    };
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
    await agent.destroy();
  }
}
