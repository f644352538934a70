import { checkOptions } from "../errors/check-options.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { forkServer } from "../servers/fork-server.ts";
import type { SiteOptions } from "./site-options.ts";

export type { SiteOptions } from "./site-options.ts";

/** A running site; disposing of it ends its process. */
export interface Site extends AsyncDisposable {
  /** Its first page, from which all others are reached. */
  readonly start: URL;
  /** The page that stands in for the course's, iana.org/domains/reserved. */
  readonly reserved: URL;
  /** `http://127.0.0.1:…`, without a path. */
  readonly origin: string;
  /** Id of the server's process. */
  readonly pid: number;
  /** What it serves, completed with what wasn't told. */
  readonly options: Required<SiteOptions>;
}

/**
 * Starts a synthetic site in a process of its own, on a free port of the loopback interface.
 *
 * Owner of the process: what is returned; it ends with the program too.
 *
 * @example
 * await using site = await serveSite({ pages: 100, latencyMs: 20 });
 * const { results } = await crawl(site.start, { workers: 10 });
 *
 * @throws NavetteError `ERR_NAVETTE_SITE` for a wrong option, or when the process ends before it listens; the reason of
 * the running cell's signal when it is interrupted meanwhile.
 */
export async function serveSite(options: SiteOptions = {}): Promise<Site> {
  checkOptions(options);
  const complete = checked(options);
  const server = await forkServer(new URL("./site-process.ts", import.meta.url), complete, "ERR_NAVETTE_SITE");
  return {
    start: new URL("/", server.origin),
    reserved: new URL("/domains/reserved", server.origin),
    origin: server.origin,
    pid: server.pid,
    options: complete,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

function checked(options: SiteOptions): Required<SiteOptions> {
  const { pages = 1000, latencyMs = 50, pageKiB = 27, links = 100, failing = 0, seed = 1 } = options;
  const code = "ERR_NAVETTE_SITE";
  wholeNumber("pages", pages, { min: 1, max: 10_000_000, code });
  numberWithin("latencyMs", latencyMs, { min: 0, max: 60_000, code });
  numberWithin("pageKiB", pageKiB, { min: 1, max: 1024, code });
  wholeNumber("links", links, { min: 10, max: 1000, code });
  wholeNumber("failing", failing, { min: 0, max: 100, code });
  wholeNumber("seed", seed, { min: 0, max: 2 ** 32 - 1, code });
  return { pages, latencyMs, pageKiB, links, failing, seed };
}
