import type { TopLevelSpec } from "vega-lite";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import type { CourseFigure } from "../strategies/course-figures.ts";
import { captionLines, courseCaption, machineCaption, repetitionCaption } from "./caption.ts";
import { checkIdeal } from "./check-ideal.ts";
import { numberFormat, timeUnit } from "./numbers.ts";
import { Plot, vegaLiteSchema } from "./plot.ts";
import { experimentOf, measuredRuns, type Runs, rememberRuns } from "./run-memory.ts";
import type { Centre } from "./summary.ts";
import { checkCentre } from "./summary.ts";
import { texts } from "./texts.ts";
import { plotWidth, theme } from "./theme.ts";
import { type TimingDatum, timingLayers } from "./timing-layers.ts";
import { type Prediction, type TimingRow, timingRows } from "./timing-rows.ts";

/** Pixels of a bar and the space about it. */
const rowHeight = 26;

/** How `timingBars` draws. */
export interface TimingBarsOptions {
  /** Earlier runs shown under the same name stay in the chart, paler; the tasks' kind unless told. */
  readonly experiment?: string;
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The course's figures to draw beside the reader's. */
  readonly course?: readonly CourseFigure[];
  /** What the reader expected. */
  readonly predictions?: readonly Prediction[];
  /** The least time possible, in ms, and the reason, for the caption: `one image at 200 ms`. */
  readonly ideal?: { readonly ms: number; readonly reason: string };
  /** What stands for repetitions: `"median"` unless told. */
  readonly centre?: Centre;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws the wall time of each strategy and worker count as bars, repetitions as a whisker: their range about the
 * median, or the 95 % confidence interval about the mean (see `interval`).
 *
 * The runs are remembered under the experiment's name; `forgetRuns` forgets them.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs, unless `experiment` is told; `ERR_NAVETTE_CENTRE` or
 * `ERR_NAVETTE_IDEAL` for a wrong option.
 *
 * @example
 * const numbers = randomNumbers({ count: 2000 });
 * const runs = await repeat(3, () => factoriseAll(numbers, { strategy: "sequential" }));
 * console.log(`${timingBars([runs])}`);
 */
export function timingBars(runs: Runs, options: TimingBarsOptions = {}): Plot {
  const locale = localeOf(options);
  const { course = [], predictions = [], ideal, centre = "median" } = options;
  checkCentre(centre);
  checkIdeal(ideal, "ms");
  const words = texts(locale);
  const { time, count } = numberFormat(locale);
  const sets = rememberRuns(options.experiment ?? experimentOf(runs), measuredRuns(runs));
  const rows = timingRows({ sets, course, predictions, centre, locale });
  const unit = timeUnit(Math.max(...rows.map(({ times }) => times.high ?? times.centre), ideal?.ms ?? 0));
  const hasEarlier = rows.some(({ kind }) => kind === "earlier");

  function origin({ kind, set = 1 }: TimingRow): string | undefined {
    if (kind === "course") return words.course;
    if (kind === "prediction") return words.prediction;
    return hasEarlier ? words.run(count(set)) : undefined;
  }

  const data = rows.map((row, at): TimingDatum => {
    const { low, high, centre: middle } = row.times;
    const value = time(middle, unit, row.kind === "course" ? 5 : 3);
    const from = origin(row);
    return {
      row: `${row.first ? row.name.replaceAll("|", "¦") : ""}|${at}`,
      kind: row.kind,
      strategy: row.strategy,
      name: row.name,
      time: middle / unit.ms,
      ...(low !== undefined && { low: low / unit.ms }),
      ...(high !== undefined && { high: high / unit.ms }),
      end: (high ?? middle) / unit.ms,
      text: from === undefined ? value : `${value} · ${from}`,
    };
  });

  const title = options.title ?? words.timingTitle;
  const now = rows.filter(({ kind }) => kind === "now");
  const told = now.map(({ name, times }) => `${name} ${time(times.centre, unit)}`);
  const description = `${title}${words.colon}${words.listed(told)}.`;
  const counts = rows.flatMap(({ set, times }) => (set === undefined ? [] : [times.count]));
  const sentences = [
    repetitionCaption(counts, centre, locale),
    ...(hasEarlier ? [words.earlierRuns] : []),
    ...courseCaption(course, locale),
    ...(predictions.length > 0 ? [words.predictionCited] : []),
    ...(ideal ? [words.idealCited(time(ideal.ms, unit), ideal.reason)] : []),
  ];
  const machines = sets.flatMap((set) => set.runs.map(({ machine }) => machine));
  const titles = { time: words.wallTime(unit.symbol), strategy: words.strategy, value: words.time };
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: { text: title, subtitle: captionLines(sentences, machineCaption(machines, locale)) },
    width: plotWidth,
    height: data.length * rowHeight,
    autosize: { type: "fit-x", contains: "padding" },
    data: { values: data },
    layer: timingLayers(data, titles, ideal && ideal.ms / unit.ms),
    config: theme(locale),
  };
  const table = [
    [words.strategy, words.time, words.range, words.repetitions, words.origin],
    ...rows.map((row) => {
      const { low, high, centre: middle, count: times } = row.times;
      const range = low === undefined || high === undefined ? "" : `${time(low, unit)} – ${time(high, unit)}`;
      return [
        row.name,
        time(middle, unit),
        range,
        row.set === undefined ? "" : count(times),
        origin(row) ?? words.measured,
      ];
    }),
  ];
  return new Plot({ spec, description, table });
}
