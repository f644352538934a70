import Robots from "robots-parser/Robots.js";
import type { Dispatcher } from "undici";
import { fetchBody } from "./fetch-body.ts";
import { hrefOf, type PageUrl } from "./normalise-url.ts";

/** What a host asks of robots. */
export interface HostRules {
  isAllowed(url: PageUrl): boolean;
  /** Milliseconds between two requests that it asks for; 0 where it doesn't say. */
  readonly delayMs: number;
}

/** Bytes of a robots.txt that are read, and redirections followed to find it: RFC 9309, 2.5 and 2.3.1.2. */
const mostBytes = 500 * 1024;
const mostRedirects = 5;

/** The longest delay between two requests that is honoured, in ms. */
const longestDelay = 60_000;

const everything: HostRules = { isAllowed: () => true, delayMs: 0 };
const nothing: HostRules = { isAllowed: () => false, delayMs: 0 };

/**
 * Asks a host for its robots.txt.
 *
 * Source: RFC 9309, 2.3.1: where there is none (status 4xx), everything is allowed; where the host can't tell (5xx, no
 * answer), nothing is.
 */
export async function rulesOf(origin: string, dispatcher: Dispatcher, userAgent: string): Promise<HostRules> {
  let url: PageUrl = { origin, path: "/robots.txt" };
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const answer = await fetchBody(dispatcher, url, { maxBytes: mostBytes, userAgent, wants: () => true }).catch(
      () => null,
    );
    if (answer === null || answer.status >= 500) return nothing;
    if (answer.location !== undefined) {
      const next = URL.parse(answer.location, hrefOf(url));
      if (next === null) return everything;
      url = { origin: next.origin, path: next.pathname + next.search };
      continue;
    }
    if (answer.status !== 200 || answer.body === undefined) return everything;
    return rulesIn(origin, answer.body.toString("utf8"), userAgent);
  }
  return everything;
}

/** Reads the rules of a robots.txt. */
export function rulesIn(origin: string, text: string, userAgent: string): HostRules {
  const robots = new Robots(`${origin}/robots.txt`, text);
  const delay = robots.getCrawlDelay(userAgent) ?? 0;
  return {
    isAllowed: (url) => robots.isAllowed(hrefOf(url), userAgent) ?? true,
    delayMs: Number.isFinite(delay) ? Math.min(longestDelay, Math.max(0, delay * 1000)) : 0,
  };
}
