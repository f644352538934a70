import { get } from "node:http";
import { inspect } from "node:util";
import { briefly } from "../errors/briefly.ts";
import { checkFunction } from "../errors/check-function.ts";
import { checkOptions } from "../errors/check-options.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { reasonOf } from "../errors/reason-of.ts";
import { host } from "../host/host.ts";
import type { RunOptions } from "../strategies/strategy.ts";
import { type LoopRecording, recordLoop } from "./record-loop.ts";

/** A way of asking for a page and of being told of its text; `note` names the callback that is running. */
export type RequestWay = (url: string, note: (label: string) => void) => Promise<string>;

/**
 * One request, written with a callback (`node:http`), with promises, and with `await` (`fetch`); each rejects with what
 * it throws.
 */
export const requestWays: Readonly<Record<"callback" | "promise" | "await", RequestWay>> = {
  callback(url, note) {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    get(url, (response) => {
      note("status");
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => {
        text += piece;
      });
      response.on("end", () => {
        note("text");
        resolve(text);
      });
      response.on("error", reject);
    }).on("error", reject);
    note("asked");
    return promise;
  },
  promise(url, note) {
    const promise = fetch(url)
      .then((response) => {
        note("status");
        return response.text();
      })
      .then((text) => {
        note("text");
        return text;
      });
    note("asked");
    return promise;
  },
  async await(url, note) {
    const asked = fetch(url);
    note("asked");
    const response = await asked;
    note("status");
    const text = await response.text();
    note("text");
    return text;
  },
};

/** One request that isn't recorded: it tells whether anybody answers. */
async function askFirst(url: string, signal: AbortSignal | undefined): Promise<void> {
  try {
    await (await fetch(url, signal ? { signal } : {})).text();
  } catch (error) {
    signal?.throwIfAborted();
    host().signal().throwIfAborted();
    const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
    const message = `${url} does not answer (${reasonOf(cause)}): check the address, and that its server runs`;
    throw new NavetteError("ERR_NAVETTE_REQUEST", message, { cause });
  }
}

/** The same request, made in several ways. */
export interface RecordedRequests {
  /** The recording of each way, for `loopTimeline`. */
  readonly recordings: Readonly<Record<string, LoopRecording>>;
  /** What each way was answered. */
  readonly texts: Readonly<Record<string, string>>;
}

/**
 * Makes one request in each way, one after the other, and records the callbacks that it took.
 *
 * The first use of `fetch` in a program loads its client, which takes some tens of ms: one request that isn't recorded goes
 * before.
 *
 * `ways` are `requestWays` unless told.
 *
 * @throws NavetteError `ERR_NAVETTE_URL` for what is no address of http, `ERR_NAVETTE_REQUEST` when nobody answers there,
 * `ERR_NAVETTE_WAY` for ways without names, `ERR_NAVETTE_FUNCTION` for a way that is no function;
 * what a later request throws; the reason of the signal (or of the running cell's) when it is aborted.
 * @example
 * await using server = await serveText({ latencyMs: 20 });
 * const { recordings, texts } = await recordRequests(server.url);
 * console.log(texts); // { callback: 'hello', promise: 'hello', await: 'hello' }
 * console.log(`${loopTimeline(recordings)}`);
 */
export async function recordRequests(
  url: string,
  options: { readonly ways?: Readonly<Record<string, RequestWay>> } & Pick<RunOptions, "signal" | "timeline"> = {},
): Promise<RecordedRequests> {
  checkOptions(options);
  const { ways = requestWays, signal, timeline } = options;
  if (typeof ways !== "object" || ways === null || isRevoked(ways) || Array.isArray(ways)) {
    const next = "give functions by their names, such as { await: requestWays.await }";
    throw new NavetteError("ERR_NAVETTE_WAY", `ways is ${briefly(ways)}: ${next}`);
  }
  for (const [name, way] of Object.entries(ways)) checkFunction(`ways.${name}`, way);
  if (typeof url !== "string" || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    const message = `url is ${inspect(url)}: give an address that begins with http:// or https://`;
    throw new NavetteError("ERR_NAVETTE_URL", message);
  }
  await askFirst(url, signal);
  const recordings: Record<string, LoopRecording> = {};
  const texts: Record<string, string> = {};
  for (const [name, way] of Object.entries(ways)) {
    recordings[name] = await recordLoop(
      async ({ note }) => {
        texts[name] = await way(url, note);
      },
      { ...(signal && { signal }), ...(timeline && { timeline }) },
    );
  }
  return { recordings, texts };
}
