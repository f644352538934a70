import type { Dispatcher } from "undici";
import { now } from "../timeline/now.ts";
import type { CrawledPage } from "./crawled-page.ts";
import type { Fetched, FetchOptions } from "./fetch-body.ts";
import { fetchPatiently, type Patience } from "./fetch-patiently.ts";
import type { PageLinks } from "./links-of.ts";
import { normaliseUrl, type PageUrl } from "./normalise-url.ts";
import { type FoundLinks, nowhere, resolveLinks } from "./resolve-links.ts";

/** What came of one address, before what it leads to is known to the frontier. Times are on the clock of `now`. */
export interface Visit extends Omit<CrawledPage, "url" | "depth" | "ms"> {
  readonly started: number;
  /** When the headers of the answer arrived. */
  readonly firstByte: number | undefined;
  readonly ended: number;
  readonly found: FoundLinks;
  /** Where it has moved. */
  readonly moved: PageUrl | undefined;
  /** Of an answer whose body was wanted. */
  readonly body: Buffer | undefined;
  /** Milliseconds of bringing links into their normal form. */
  readonly linkingMs: number;
}

/** With what to visit a page. */
export interface Visiting {
  readonly dispatcher: Dispatcher;
  readonly asking: FetchOptions;
  readonly patience: Patience;
  /** Finds the links of a page. */
  read(body: Buffer, contentType: string): PageLinks | Promise<PageLinks>;
}

/**
 * Fetches and reads one page, on the crawling thread or in a worker.
 *
 * @throws the signal's reason; a page's failure is what came of it.
 */
export async function visitPage(url: PageUrl, { dispatcher, asking, patience, read }: Visiting): Promise<Visit> {
  const started = now();
  let firstByte: number | undefined;
  const ending = (visit: Pick<Visit, "outcome" | "status" | "bytes"> & Partial<Visit>): Visit => ({
    links: 0,
    started,
    firstByte,
    ended: now(),
    found: nowhere,
    moved: undefined,
    body: undefined,
    linkingMs: 0,
    ...visit,
  });
  try {
    const answer = await fetchPatiently(dispatcher, url, asking, patience);
    ({ firstByte } = answer);
    const { status, bytes, body } = answer;
    if (answer.location !== undefined) {
      return ending({ outcome: "redirect", status, bytes, body, moved: normaliseUrl(answer.location, url) });
    }
    const outcome = outcomeOf(answer);
    if (outcome !== "page" || body === undefined) return ending({ outcome, status, bytes, body });
    const links = read(body, answer.contentType);
    const { hrefs, base } = links instanceof Promise ? await links : links;
    const began = now();
    const found = resolveLinks(hrefs, base, url);
    const linkingMs = now() - began;
    return ending({ outcome, status, bytes, body, found, linkingMs, links: found.paths.length + found.others.length });
  } catch (error) {
    patience.signal.throwIfAborted();
    return ending({
      outcome: "failed",
      status: 0,
      bytes: 0,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

function outcomeOf({ isTooLarge, status, body }: Fetched): "too large" | "status" | "other" | "page" {
  if (isTooLarge) return "too large";
  if (status < 200 || status >= 300) return "status";
  return body === undefined ? "other" : "page";
}

/** Whether an answer's content type is that of a page. */
export function isPage(contentType: string): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType);
}
