import { inspect } from "node:util";
import { isList } from "../errors/is-list.ts";
import { isUrl } from "../errors/is-url.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { DownloadOptions, DownloadStrategy } from "./download.ts";

/** The strategies of downloads, in the order in which plots show them. */
const strategies: readonly DownloadStrategy[] = ["sequential", "async", "threads"];

/** The options of a run, each known to be right. */
export interface CheckedDownload {
  readonly urls: readonly URL[];
  readonly strategy: DownloadStrategy;
  /** Downloads at once that were asked for, and those that there is work for. */
  readonly asked: number;
  readonly workers: number;
  readonly warm: boolean;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly perHost: number;
}

/**
 * Checks what `downloadImages` was given.
 *
 * @throws NavetteError `ERR_NAVETTE_URL`, `ERR_NAVETTE_STRATEGY`, `ERR_NAVETTE_WORKERS` or `ERR_NAVETTE_DOWNLOAD_OPTION`,
 * naming the bad value.
 */
export function checkDownload(urls: readonly (string | URL)[], options: DownloadOptions): CheckedDownload {
  const { strategy = "async", workers: askedWorkers = 10, warm = false, timeoutMs = 10_000, retries = 2 } = options;
  const checked = checkList(urls).map(checkUrl);
  const known = strategies.find((name) => name === strategy);
  if (known === undefined) {
    const message = `strategy is ${inspect(strategy)}: images are downloaded "sequential", "async" or in "threads"`;
    throw new NavetteError("ERR_NAVETTE_STRATEGY", message);
  }
  const most = checkWorkers(askedWorkers);
  const asked = known === "sequential" ? 1 : most;
  const workers = Math.max(1, Math.min(asked, checked.length));
  const { perHost = workers } = options;
  const code = "ERR_NAVETTE_DOWNLOAD_OPTION";
  wholeNumber("perHost", perHost, { min: 1, max: 256, code });
  wholeNumber("retries", retries, { min: 0, max: 20, code });
  numberWithin("timeoutMs", timeoutMs, { min: 1, max: 3_600_000, code });
  return { urls: checked, strategy: known, asked, workers, warm, timeoutMs, retries, perHost };
}

function checkList(urls: unknown): readonly unknown[] {
  if (isList(urls)) return urls;
  throw new NavetteError("ERR_NAVETTE_URL", `urls is ${inspect(urls)}: give a list of addresses`);
}

function checkUrl(value: unknown, index: number): URL {
  const url = isUrl(value) ? value : typeof value === "string" ? URL.parse(value) : null;
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return url;
  const message = `urls[${index}] is ${inspect(value)}: give an address that begins with http:// or https://`;
  throw new NavetteError("ERR_NAVETTE_URL", message);
}
