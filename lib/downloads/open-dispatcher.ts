/** The HTTP client of downloads. */
import type { Dispatcher } from "undici";
import { undici } from "../packages/large-packages.ts";
import { followRedirects } from "./follow-redirects.ts";

/** Redirections followed before a download fails. */
const maxRedirections = 5;

/**
 * Opens an HTTP client without a connection yet: it keeps `atOnce` connections to each host, with one request at a time in
 * each, follows redirections, and gives up after `timeoutMs` without news.
 *
 * Owner: the caller, who closes it; destroying it fails the requests under way.
 */
export function openDispatcher(atOnce: number, timeoutMs: number): Dispatcher {
  const { Agent } = undici();
  const agent = new Agent({
    connections: atOnce,
    pipelining: 1,
    connect: { timeout: timeoutMs },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  return agent.compose(followRedirects(maxRedirections));
}
