import type { TopLevelSpec } from "vega-lite";
import { oneOf } from "../errors/choice.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import type { CourseFigure } from "../strategies/course-figures.ts";
import { captionLines, machineCaption, repetitionCaption } from "./caption.ts";
import { checkIdeal } from "./check-ideal.ts";
import { placeLabels } from "./label-places.ts";
import { numberFormat } from "./numbers.ts";
import { Plot, vegaLiteSchema } from "./plot.ts";
import { experimentOf, measuredRuns, type Runs, rememberRuns } from "./run-memory.ts";
import { type SpeedUpDatum, speedUpLayers } from "./speed-up-layers.ts";
import { baseline, coursePoints, type SpeedUpPoint, speedUpPoints } from "./speed-up-points.ts";
import type { Centre } from "./summary.ts";
import { checkCentre } from "./summary.ts";
import { texts } from "./texts.ts";
import { plotWidth, theme } from "./theme.ts";

/** Pixels of the chart itself, without title and axes; its width may be a little less. */
const width = 540;
const height = 300;

/** How `speedUp` draws. */
export interface SpeedUpOptions {
  /** Earlier runs shown under the same name stay in the chart, paler; the tasks' kind unless told. */
  readonly experiment?: string;
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** `"efficiency"` divides the speed-up by the number of workers; `"speed-up"` unless told. */
  readonly measure?: "speed-up" | "efficiency";
  /** The course's figures to draw beside the reader's. */
  readonly course?: readonly CourseFigure[];
  /** The best speed-up possible, and the reason for the caption; n times with n workers unless told. */
  readonly ideal?: { of(workers: number): number; readonly reason: string };
  /** What stands for repetitions: `"median"` unless told. */
  readonly centre?: Centre;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws the speed-up of each strategy against its worker count, with the ideal and the machine's cores: the median
 * sequential time of the same work ÷ the time with so many workers, or in %, as the efficiency, that ÷ the workers.
 *
 * The runs are remembered under the experiment's name, as `timingBars` does.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs, unless `experiment` is told; `ERR_NAVETTE_BASELINE`
 * when one has neither a sequential run of the same work beside it, nor one of a single worker of its strategy;
 * `ERR_NAVETTE_MEASURE`, `ERR_NAVETTE_CENTRE` or `ERR_NAVETTE_IDEAL` for a wrong option.
 *
 * @example
 * const numbers = randomNumbers({ count: 2000 });
 * const alone = await factoriseAll(numbers, { strategy: "sequential" });
 * const two = await factoriseAll(numbers, { strategy: "threads", workers: 2 });
 * console.log(`${speedUp([alone, two])}`);
 */
export function speedUp(runs: Runs, options: SpeedUpOptions = {}): Plot {
  const locale = localeOf(options);
  const { measure = "speed-up", course = [], centre = "median" } = options;
  oneOf("measure", measure, ["speed-up", "efficiency"], "ERR_NAVETTE_MEASURE");
  checkCentre(centre);
  checkIdeal(options.ideal, "of");
  const words = texts(locale);
  const { number, count, percent, time } = numberFormat(locale);
  const isPercent = measure === "efficiency";
  const last = measuredRuns(runs);
  const sets = rememberRuns(options.experiment ?? experimentOf(runs), last);
  const points = [...speedUpPoints(sets, centre, locale), ...coursePoints(course, locale)];
  const scaled = (value: number, workers: number) => (isPercent ? value / workers : value);
  const written = (value: number) => (isPercent ? percent(value) : `${number(value)}×`);
  const hasEarlier = points.some(({ kind }) => kind === "earlier");

  const data = points.map((point): SpeedUpDatum => {
    const { kind, line, workers, name, set = 0, times } = point;
    const { low, high } = times;
    const value = scaled(times.centre, workers);
    const origin = originOf(point);
    const text = origin === undefined ? written(value) : `${written(value)} · ${origin}`;
    return {
      kind,
      line,
      stroke: `${line} ${set}`,
      workers,
      at: workers,
      value,
      ...(low !== undefined && { low: scaled(low, workers) }),
      ...(high !== undefined && { high: scaled(high, workers) }),
      name,
      text,
      ...(isLastOfLine(point) && { label: kind === "course" ? `${name} ${text}` : `${line} ${text}` }),
    };
  });

  function originOf({ kind, set = 1 }: SpeedUpPoint): string | undefined {
    if (kind === "course") return words.course;
    return hasEarlier ? words.run(count(set)) : undefined;
  }
  function isLastOfLine({ kind, line, set, workers }: SpeedUpPoint): boolean {
    const same = points.filter((point) => point.kind === kind && point.line === line && point.set === set);
    return same.every((point) => point.workers <= workers);
  }

  const lines = linesOf(points);
  const cores = last[0]?.machine.cores;
  const mostWorkers = Math.max(2, ...points.map(({ workers }) => workers));
  const mostMeasured = Math.max(...data.map(({ value, high = value }) => high));
  const best = options.ideal ?? { of: (workers: number) => workers, reason: words.idealLinear };
  const mostValue = isPercent ? Math.max(1.1, mostMeasured * 1.1) : Math.max(2, mostMeasured * 1.2);
  const ideal = Array.from({ length: mostWorkers }, (_, at) => at + 1)
    .map((workers) => ({ at: workers, value: scaled(best.of(workers), workers) }))
    .filter(({ value }) => value <= mostValue);
  const { data: labelled, endOfAxis } = placeLabels(data, { width, height, mostWorkers, mostValue });

  const title = options.title ?? (isPercent ? words.efficiencyTitle : words.speedUpTitle);
  const now = data.filter(({ kind, workers }) => kind === "now" && workers > 1);
  const description = `${title}${words.colon}${words.listed(now.map(({ name, value }) => `${name} ${written(value)}`))}.`;
  const base = last[0] && baseline(last[0], last);
  const sentences = [
    ...(base === undefined ? [] : [words.speedUpDefined(time(base))]),
    repetitionCaption(
      points.flatMap(({ kind, times }) => (kind === "course" ? [] : [times.count])),
      centre,
      locale,
    ),
    words.idealLine(best.reason),
    ...(hasEarlier ? [words.earlierRuns] : []),
    ...(course.length > 0 ? [words.courseHollow([...new Set(course.map(({ source }) => source))].join("; "))] : []),
  ];
  const machines = sets.flatMap((set) => set.runs.map(({ machine }) => machine));
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: { text: title, subtitle: captionLines(sentences, machineCaption(machines, locale)) },
    width: plotWidth,
    height,
    autosize: { type: "fit-x", contains: "padding" },
    data: { values: labelled },
    layer: speedUpLayers({
      data: labelled,
      lines,
      ideal,
      cores: cores !== undefined && cores > 1 && cores <= mostWorkers ? cores : undefined,
      endOfAxis,
      mostValue,
      isPercent,
      words: {
        workers: words.workersAxis,
        axis: isPercent ? words.efficiencyAxis : words.speedUpAxis,
        value: isPercent ? words.efficiency : words.speedUp,
        strategy: words.strategy,
        ideal: words.ideal,
        cores: words.cores(count(cores ?? 1), cores === 1),
      },
    }),
    config: theme(locale),
  };
  const table = [
    [words.strategy, isPercent ? words.efficiency : words.speedUp, words.range, words.repetitions, words.origin],
    ...points.map((point, at) => {
      const { value = 0, low, high } = data[at] ?? {};
      const range = low === undefined || high === undefined ? "" : `${written(low)} – ${written(high)}`;
      const times = point.kind === "course" ? "" : count(point.times.count);
      return [point.name, written(value), range, times, originOf(point) ?? words.measured];
    }),
  ];
  return new Plot({ spec, description, table, zoom: "xy" });
}

/** The lines of a chart, each once, with its place among those of its strategy. */
function linesOf(points: readonly SpeedUpPoint[]) {
  const lines = new Map(points.map(({ line, strategy }) => [line, strategy]));
  const seen = new Map<string, number>();
  return [...lines].map(([line, strategy]) => {
    const variant = seen.get(strategy) ?? 0;
    seen.set(strategy, variant + 1);
    return { line, strategy, variant };
  });
}
