import { checkOptions } from "../errors/check-options.ts";
import { checkResult, firstResult } from "../errors/check-result.ts";
import { host, type Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { lines } from "../plots/lines.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Plot } from "../plots/plot.ts";
import type { Run } from "../strategies/strategy.ts";
import { reactiveTexts } from "./reactive-texts.ts";
import { type DataCentre, type RunDataCentreOptions, runDataCentre } from "./run-data-centre.ts";

/** Widths of the band that are tried, in °C. */
const bands = [0, 1, 2, 3, 4, 5, 6];

/**
 * Runs the same data centre with several widths of the hysteresis' band, from 0 to 6 °C: fewer thermometers serve as well.
 *
 * Seven runs, one after the other, with bands of 0, 1 … 6 °C. O(7 · zones · sensors · seconds).
 *
 * @throws what `runDataCentre` throws; the reason of the signal (or of the running cell's) when it is aborted between
 * two runs.
 * @example
 * const runs = await tryBands({ zones: 4, sensors: 10, seconds: 60 });
 * console.log(runs.map(({ results }) => results.alerts.length));
 */
export async function tryBands(options: Omit<RunDataCentreOptions, "band"> = {}): Promise<Run<DataCentre>[]> {
  checkOptions(options);
  const runs: Run<DataCentre>[] = [];
  for (const band of bands) {
    runs.push(await runDataCentre({ ...options, band }));
    options.signal?.throwIfAborted();
    host().signal().throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return runs;
}

/**
 * Returns how often zones were said to be too hot in a run. O(alerts).
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no such run, such as the promise of one.
 * @example
 * hotAlerts(await runDataCentre({ zones: 4, sensors: 10, seconds: 60 })) >= 0; // true
 */
export function hotAlerts(run: Run<DataCentre>): number {
  checkResult("run", run, "runDataCentre", "results.alerts");
  return run.results.alerts.filter(({ isHot }) => isHot).length;
}

/**
 * Draws the number of alerts against the width of the band, in °C; `predicted` alerts without a band are marked.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs, or what is none.
 * @example
 * console.log(`${bandCurve(await tryBands({ zones: 4, sensors: 10, seconds: 60 }))}`);
 */
export function bandCurve(
  runs: readonly Run<DataCentre>[],
  options: { readonly predicted?: number | undefined; readonly locale?: Locale } = {},
): Plot {
  firstResult("runs", runs, "runDataCentre", "results.options.band");
  const locale = localeOf(options);
  const predicted = finiteGuess(options.predicted, "predicted");
  const words = reactiveTexts(locale);
  const { count } = numberFormat(locale);
  const points = runs.map((run) => ({ line: words.runOf, x: run.results.options.band, y: hotAlerts(run) }));
  const summary = words.bandSummary(count(points[0]?.y ?? 0), count(points.at(-1)?.y ?? 0));
  return lines({
    title: words.bandTitle,
    summary,
    sentences: [summary],
    points,
    xTitle: words.bandAxis,
    yTitle: words.alertsAxis,
    lineTitle: "",
    written: count,
    least: 1,
    prediction: predicted === undefined ? undefined : { x: 0, y: predicted },
    machines: runs.slice(0, 1).map(({ machine }) => machine),
    locale,
    height: 220,
  });
}
