import { setTimeout as sleep } from "node:timers/promises";
import pRetry from "p-retry";
import type { Dispatcher } from "undici";
import { DownloadError, statusError } from "../downloads/download-error.ts";
import { type Fetched, type FetchOptions, fetchBody } from "./fetch-body.ts";
import { hrefOf, type PageUrl } from "./normalise-url.ts";

/** Milliseconds before the second attempt; each further one waits twice as long, and a little more or less at random. */
const firstWait = 100;

/** The longest time that a busy server's wish is honoured for, in ms. */
const longestWait = 30_000;

/** How often to try, and who is told. */
export interface Patience {
  readonly retries: number;
  readonly signal: AbortSignal;
  /** Called before each attempt but the first. */
  retrying(): void;
}

/** An answer with a status after which another attempt may succeed. */
class Busy extends Error {
  readonly answer: Fetched;

  constructor(answer: Fetched) {
    super(`status ${answer.status}`);
    this.answer = answer;
  }
}

/**
 * Fetches an address, again when it fails in a way that may pass; a server that says when to come back is left in peace
 * until then. Returns the last answer, whatever its status.
 *
 * @throws DownloadError when no attempt got a whole answer; the signal's reason.
 */
export async function fetchPatiently(
  dispatcher: Dispatcher,
  url: PageUrl,
  options: FetchOptions,
  { retries, signal, retrying }: Patience,
): Promise<Fetched> {
  async function attempt(): Promise<Fetched> {
    const answer = await fetchBody(dispatcher, url, options);
    if (answer.status >= 400 && statusError(hrefOf(url), answer.status).transient) throw new Busy(answer);
    return answer;
  }
  try {
    return await attempt();
  } catch (error) {
    if (retries === 0 || !mayPass(error)) return answerOf(error);
    await wait(error, signal);
  }
  try {
    retrying();
    return await pRetry(attempt, {
      retries: retries - 1,
      minTimeout: 2 * firstWait,
      randomize: true,
      signal,
      shouldRetry: ({ error }) => mayPass(error),
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (retriesLeft === 0) return;
        if (error instanceof Busy && error.answer.retryAfter !== undefined) await wait(error, signal);
        retrying();
      },
    });
  } catch (error) {
    return answerOf(error);
  }
}

async function wait(error: unknown, signal: AbortSignal): Promise<void> {
  const wished = error instanceof Busy ? error.answer.retryAfter : undefined;
  const ms = wished === undefined ? firstWait * (1 + Math.random()) : Math.min(longestWait, wished * 1000);
  await sleep(ms, undefined, { signal });
}

function mayPass(error: unknown): boolean {
  return error instanceof Busy || (error instanceof DownloadError && error.transient);
}

function answerOf(error: unknown): Fetched {
  if (error instanceof Busy) return error.answer;
  throw error;
}
