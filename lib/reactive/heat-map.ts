import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure } from "../plots/figure.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { Run } from "../strategies/strategy.ts";
import { heatScale } from "./heat-scale.ts";
import { reactiveTexts } from "./reactive-texts.ts";
import type { DataCentre } from "./run-data-centre.ts";

/** Zones and moments that are drawn at most: what a screen shows. */
const mostZones = 40;
const mostColumns = 60;

/** How `heatMap` draws. */
export interface HeatMapOptions {
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws the temperature of each zone, in °C, in the course of time, in minutes, with its alerts and the times of raised
 * cooling: the forty zones that became hottest, in at most sixty steps of time.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no such run, such as the promise of one.
 * @example
 * console.log(`${heatMap(await runDataCentre({ zones: 4, sensors: 10, seconds: 60 }))}`);
 */
export function heatMap(run: Run<DataCentre>, options: HeatMapOptions = {}): Plot {
  checkResult("run", run, "runDataCentre", "results.windows");
  const { results, machine } = run;
  const locale = localeOf(options);
  const words = reactiveTexts(locale);
  const { count, number } = numberFormat(locale);
  const { windows, alerts } = results;
  const { zones, seconds, windowSeconds, feedback } = results.options;
  const highest = new Map<number, number>();
  for (const { zone, mean } of windows) highest.set(zone, Math.max(highest.get(zone) ?? mean, mean));
  const drawn = [...highest.keys()]
    .toSorted((a, b) => (highest.get(b) ?? 0) - (highest.get(a) ?? 0))
    .slice(0, mostZones)
    .toSorted((a, b) => a - b);
  const step = windowSeconds * Math.ceil(Math.ceil(seconds / windowSeconds) / mostColumns);
  const cells = new Map<string, { zone: number; step: number; sum: number; count: number }>();
  for (const { zone, second, mean } of windows) {
    if (!drawn.includes(zone)) continue;
    const at = Math.floor((second - 1) / step);
    const cell = cells.get(`${zone} ${at}`) ?? { zone, step: at, sum: 0, count: 0 };
    cell.sum += mean;
    cell.count += 1;
    cells.set(`${zone} ${at}`, cell);
  }
  const minute = (second: number) => Math.round((second / 60) * 1000) / 1000;
  const data = [...cells.values()].map(({ zone, step: at, sum, count: samples }) => ({
    zone: zone + 1,
    from: minute(at * step),
    to: minute(Math.min(seconds, (at + 1) * step)),
    celsius: Math.round((sum / samples) * 10) / 10,
  }));
  const shown = alerts.filter(({ zone }) => drawn.includes(zone));
  const hot = shown.filter(({ isHot }) => isHot);
  const cooled = hot.map(({ zone, second }) => ({
    zone: zone + 1,
    from: minute(second),
    to: minute(shown.find((later) => later.zone === zone && !later.isHot && later.second > second)?.second ?? seconds),
  }));
  const top = Math.max(...highest.values());
  const summary = words.heatSummary(count(alerts.filter(({ isHot }) => isHot).length), number(top));
  const rowHeight = Math.max(8, Math.min(18, Math.floor(430 / drawn.length)));
  const x = (field: "from") => ({
    field,
    type: "quantitative" as const,
    scale: { domain: [0, minute(seconds)], nice: false },
    title: words.minutes,
    axis: { tickCount: 8, grid: false },
  });
  const y = {
    field: "zone",
    type: "ordinal",
    scale: { domain: drawn.map((zone) => zone + 1), paddingInner: 0.08, paddingOuter: 0 },
    title: words.zone,
    axis: { ticks: false, domain: false, labelOverlap: "greedy" as const },
  } as const;
  return figure({
    title: words.heatTitle,
    summary,
    sentences: [
      summary,
      ...(hot.length > 0 && feedback ? [words.heatLegend] : []),
      ...(drawn.length < zones ? [words.hottest(count(drawn.length))] : []),
    ],
    machines: [machine],
    height: drawn.length * rowHeight,
    layers: [
      {
        data: { values: data },
        mark: { type: "rect", aria: false },
        encoding: {
          x: x("from"),
          x2: { field: "to" },
          y,
          color: { field: "celsius", type: "quantitative", scale: heatScale(results.options), title: words.celsius },
          tooltip: [
            { field: "zone", type: "quantitative", title: words.zone },
            { field: "from", type: "quantitative", title: words.minutes },
            { field: "celsius", type: "quantitative", title: words.celsius },
          ],
        },
      },
      ...(feedback
        ? [
            {
              data: { values: cooled },
              mark: { type: "rule" as const, strokeWidth: 2, color: palette.ink, aria: false },
              encoding: { x: x("from"), x2: { field: "to" }, y },
            },
          ]
        : []),
      {
        data: { values: hot.map(({ zone, second }) => ({ zone: zone + 1, from: minute(second) })) },
        mark: { type: "point", shape: "triangle-up", size: 45, filled: true, color: palette.ink, opacity: 1 },
        encoding: { x: x("from"), y },
      },
    ],
    table: [
      [words.zone, words.temperature, words.alertsAxis],
      ...drawn.map((zone) => [
        count(zone + 1),
        `≤ ${number(highest.get(zone) ?? 0)}`,
        count(hot.filter((alert) => alert.zone === zone).length),
      ]),
    ],
    locale,
  });
}
