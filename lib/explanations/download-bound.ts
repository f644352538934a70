import { checkOptions } from "../errors/check-options.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";

const code = "ERR_NAVETTE_DOWNLOAD_OPTION";

/** The least time that downloads can take, in ms, and why, for a plot's caption. */
export interface DownloadBound {
  readonly ms: number;
  readonly reason: string;
}

/**
 * Returns the time, in ms, of downloads that only wait: `workers` at once take ⌈images ÷ workers⌉ rounds of one latency
 * each. Sending the bytes and computing come on top. `images`: 0 or more; `latencyMs`: 0 to 3,600,000; `workers`: 1 to
 * 1,000,000.
 *
 * @throws NavetteError `ERR_NAVETTE_DOWNLOAD_OPTION` for a number out of range.
 * @example
 * downloadBound({ images: 10, latencyMs: 200, workers: 4 }).ms; // 600: three rounds
 */
export function downloadBound(options: { images: number; latencyMs: number; workers: number }): DownloadBound {
  checkOptions(options);
  const { images, latencyMs, workers } = options;
  wholeNumber("images", images, { min: 0, max: Number.MAX_SAFE_INTEGER, code });
  numberWithin("latencyMs", latencyMs, { min: 0, max: 3_600_000, code });
  wholeNumber("workers", workers, { min: 1, max: 1_000_000, code });
  const rounds = Math.ceil(images / workers);
  const { count, time } = numberFormat(host().locale);
  const each = time(latencyMs);
  const reason =
    host().locale === "fr"
      ? `${count(rounds)} × ${each} de latence, sans rien d’autre`
      : `${count(rounds)} × ${each} of latency, and nothing else`;
  return { ms: rounds * latencyMs, reason };
}

/**
 * Returns the speed-up of downloads that only wait, images ÷ ⌈images ÷ workers⌉, for `speedUp`: beyond as many workers
 * as images, nothing is gained.
 *
 * @throws NavetteError `ERR_NAVETTE_DOWNLOAD_OPTION` unless `images` is a whole number from 1 on.
 * @example
 * downloadIdeal(10).of(4).toFixed(2); // "3.33"
 */
export function downloadIdeal(images: number): { of(workers: number): number; readonly reason: string } {
  wholeNumber("images", images, { min: 1, max: Number.MAX_SAFE_INTEGER, code });
  return {
    of: (workers) => images / Math.ceil(images / workers),
    reason:
      host().locale === "fr" ? "des tours d’une latence, rien d’autre" : "rounds of one latency, and nothing else",
  };
}
