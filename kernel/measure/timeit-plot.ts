import { host } from "../../lib/host/host.ts";
import { machine } from "../../lib/machine/machine.ts";
import { figure } from "../../lib/plots/figure.ts";
import { numberFormat, type TimeUnit, timeUnit } from "../../lib/plots/numbers.ts";
import { palette } from "../../lib/plots/palette.ts";
import type { Plot } from "../../lib/plots/plot.ts";
import { interval } from "../../lib/strategies/interval.ts";
import { measureTexts } from "./measure-texts.ts";
import type { Rounds } from "./timeit.ts";

const nanoseconds = { symbol: "ns", ms: 1e-6 } as const;

/** Draws the rounds of `%timeit` as points, their mean and its 95 % confidence interval beneath. */
export function timeitPlot({ runs, times }: Rounds): Plot {
  const { locale } = host();
  const words = measureTexts(locale);
  const { number, count } = numberFormat(locale);
  const { mean, low, high } = interval(times);
  const unit: TimeUnit | typeof nanoseconds = mean < 1e-3 ? nanoseconds : timeUnit(mean);
  const space = locale === "fr" ? "\u202f" : "\u00a0";
  const written = (ms: number) => `${number(ms / unit.ms)}${space}${unit.symbol}`;
  const told = high === undefined ? words.perRunOnce(written(mean)) : words.perRun(written(mean), written(high - mean));
  const how = words.rounds(count(times.length), count(runs));
  const points = times.map((ms, at) => ({ row: words.round, time: ms / unit.ms, text: `${at + 1}: ${written(ms)}` }));
  const centre = [
    {
      row: words.meanTold,
      time: mean / unit.ms,
      low: (low ?? mean) / unit.ms,
      high: (high ?? mean) / unit.ms,
      text: told,
    },
  ];
  const x = (field: string) => ({
    field,
    type: "quantitative" as const,
    title: words.time(unit.symbol),
    scale: { zero: false, padding: 12 },
    axis: { tickCount: 6 },
  });
  const y = {
    field: "row",
    type: "nominal" as const,
    sort: [words.round, words.meanTold],
    title: null,
    axis: { ticks: false, domain: false, labelPadding: 8 },
  };
  const tooltip = [{ field: "text", type: "nominal" as const, title: words.value }];
  return figure({
    title: words.timeitTitle,
    summary: `${told}.`,
    sentences: [`${told}: ${how}.`].map((line) => (locale === "fr" ? line.replace(": ", "\u202f: ") : line)),
    machines: [machine()],
    height: 64,
    layers: [
      {
        data: { values: points },
        mark: { type: "tick", thickness: 2, color: palette.blue, aria: false },
        encoding: { x: x("time"), y, tooltip },
      },
      {
        data: { values: centre },
        mark: { type: "rule", strokeWidth: 2, color: palette.ink, aria: false },
        encoding: { x: x("low"), x2: { field: "high" }, y, tooltip },
      },
      {
        data: { values: centre },
        mark: { type: "point", filled: true, size: 70, color: palette.ink, opacity: 1, aria: false },
        encoding: { x: x("time"), y, tooltip },
      },
    ],
    table: [[words.round, words.value], ...times.map((ms, at) => [count(at + 1), written(ms)]), [words.meanTold, told]],
    locale,
  });
}
