import { firstResult } from "../errors/check-result.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure } from "../plots/figure.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import { texts } from "../plots/texts.ts";
import type { Run } from "../strategies/strategy.ts";
import { reactiveTexts } from "./reactive-texts.ts";
import type { DataCentre } from "./run-data-centre.ts";
import type { ZoneWindow } from "./zone-streams.ts";

/** How `zoneHistory` draws. */
export interface ZoneHistoryOptions {
  /** Number of the zone, from 0; the one that became hottest unless told. */
  readonly zone?: number;
  /** The temperature, in °C, that the reader expected the last run to reach; marked where it was hottest. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws the temperature of one zone, in °C, in several runs, such as one whose cooling answers to alerts and one whose
 * cooling never changes, over the band of the hysteresis.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` without runs, or for what is none, `ERR_NAVETTE_ZONE` for a zone that there isn't.
 * @example
 * const runs = [await runDataCentre({ seconds: 60 }), await runDataCentre({ seconds: 60, feedback: false })];
 * console.log(`${zoneHistory(runs)}`);
 */
export function zoneHistory(runs: readonly Run<DataCentre>[], options: ZoneHistoryOptions = {}): Plot {
  const locale = localeOf(options);
  const first = firstResult("runs", runs, "runDataCentre", "results.windows");
  const words = reactiveTexts(locale);
  const common = texts(locale);
  const { count, number } = numberFormat(locale);
  const all = runs.flatMap(({ results }) => results.windows);
  const zone = options.zone ?? hottestOf(all);
  wholeNumber("zone", zone, { min: 0, max: first.results.options.zones - 1, code: "ERR_NAVETTE_ZONE" });
  const { threshold, band, seconds } = first.results.options;
  const names = runs.map(({ results }) => (results.options.feedback ? words.withFeedback : words.withoutFeedback));
  const data = runs.flatMap(({ results }, at) =>
    results.windows
      .filter((window) => window.zone === zone)
      .map(({ second, mean }) => ({ line: names[at], x: second / 60, y: Math.round(mean * 100) / 100 })),
  );
  const highest = names.map((name) => {
    const top = Math.max(...data.filter(({ line }) => line === name).map(({ y }) => y));
    return { name, top };
  });
  const guess = finiteGuess(options.prediction);
  const hottest = data.filter(({ line }) => line === names.at(-1)).sort((a, b) => b.y - a.y)[0];
  const marks = guess === undefined || hottest === undefined ? [] : [{ x: hottest.x, y: guess, kind: "prediction" }];
  const lowest = Math.min(threshold - band, ...[...data, ...marks].map(({ y }) => y));
  const domain = [Math.floor(lowest - 1), Math.ceil(Math.max(threshold, ...[...data, ...marks].map(({ y }) => y)) + 1)];
  const summary = words.historySummary(highest.map(({ name, top }) => `${name} ${number(top)} °C`).join(", "));
  const y = (field: "y" | "from") => ({
    field,
    type: "quantitative" as const,
    scale: { domain, nice: false, zero: false },
    title: words.celsius,
    axis: { tickCount: 6 },
  });
  const x = (field: "x" | "start") => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [0, seconds / 60], nice: false },
    title: words.minutes,
    axis: { tickCount: 8, grid: false },
  });
  const legend = { title: null };
  const line = { field: "line", type: "nominal" as const };
  return figure({
    title: words.historyTitle(count(zone + 1)),
    summary,
    sentences: [summary, words.bandDrawn, ...marks.map(() => common.predictionCited)],
    machines: [first.machine],
    height: 220,
    zoom: "x",
    layers: [
      {
        data: { values: [{ start: 0, end: seconds / 60, from: threshold - band, to: threshold }] },
        mark: { type: "rect", color: "#E6E6E6", aria: false },
        encoding: { x: x("start"), x2: { field: "end" }, y: y("from"), y2: { field: "to" } },
      },
      {
        data: { values: data },
        mark: { type: "line", strokeWidth: 2 },
        encoding: {
          x: x("x"),
          y: y("y"),
          color: { ...line, scale: { domain: names, range: [palette.blue, palette.vermillion] }, legend },
          strokeDash: {
            ...line,
            scale: {
              domain: names,
              range: [
                [1, 0],
                [5, 3],
              ],
            },
            legend,
          },
        },
      },
      ...(marks.length > 0
        ? [
            {
              data: { values: marks },
              mark: { type: "point", shape: "diamond", size: 130, filled: true, color: palette.ink, opacity: 1 },
              encoding: { x: x("x"), y: y("y") },
            } as const,
          ]
        : []),
    ],
    table: [
      [words.runOf, words.temperature],
      ...highest.map(({ name, top }) => [name, `≤ ${number(top)}`]),
      ...marks.map((mark) => [common.prediction, `≤ ${number(mark.y)}`]),
    ],
    locale,
  });
}

/** The zone with the hottest window; the first one where no window ended. */
function hottestOf(windows: readonly ZoneWindow[]): number {
  return windows.reduce((hottest, { zone, mean }) => (mean > hottest.mean ? { zone, mean } : hottest), {
    zone: 0,
    mean: Number.NEGATIVE_INFINITY,
  }).zone;
}
