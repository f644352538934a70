import type { TopLevelSpec } from "vega-lite";
import { numberWithin } from "../errors/number-argument.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { captionLines, machineCaption, repetitionCaption } from "../plots/caption.ts";
import { numberFormat } from "../plots/numbers.ts";
import { Plot, vegaLiteSchema } from "../plots/plot.ts";
import { measuredRuns, type Runs } from "../plots/run-memory.ts";
import { summary } from "../plots/summary.ts";
import { texts } from "../plots/texts.ts";
import { plotWidth, theme } from "../plots/theme.ts";
import type { Prediction } from "../plots/timing-rows.ts";
import { checkBands } from "./check-bands.ts";
import type { FittedLaw } from "./fit-laws.ts";
import { fitScaling } from "./fit-scaling.ts";
import { height, type ScalingBand, type ScalingCurve, type ScalingDatum, scalingLayers } from "./scaling-layers.ts";
import { sequentialTime } from "./scaling-points.ts";
import { scalingWords } from "./scaling-words.ts";

/** How `scaling` draws. */
export interface ScalingPlotOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** Draw the laws up to so many workers, beyond those measured, 1 to 10¹²; from 40 on both axes are logarithmic. */
  readonly upTo?: number;
  /** Ranges of worker counts to mark and to name, such as the classes of a model. */
  readonly bands?: readonly ScalingBand[];
  /** What the reader expected, as wall times in ms. */
  readonly predictions?: readonly Prediction[];
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws the speed-up of each strategy with its 95 % confidence interval, and the laws that fit it: Amdahl's and the
 * Universal Scalability Law, or Gustafson's where the work grows with the workers.
 * Sources: see `interval`, `fitAmdahl` and the laws themselves.
 *
 * @throws NavetteError `ERR_NAVETTE_BASELINE` when no run is sequential, `ERR_NAVETTE_RUNS` when all are, `ERR_NAVETTE_WORKERS`
 * unless `upTo` is a number from 1 to 10¹², `ERR_NAVETTE_BANDS` for wrong `bands`.
 * @example
 * scaling(await measureScaling({ count: 5000, repetitions: 1 }), { upTo: 1000 });
 */
export function scaling(runs: Runs, options: ScalingPlotOptions = {}): Plot {
  const locale = localeOf(options);
  const { bands = [], predictions = [] } = options;
  const { upTo } = options;
  checkBands(bands);
  if (upTo !== undefined) numberWithin("upTo", upTo, { min: 1, max: 1e12, code: "ERR_NAVETTE_WORKERS" });
  const words = scalingWords(locale);
  const common = texts(locale);
  const { number, count, time, percent } = numberFormat(locale);
  const measured = measuredRuns(runs);
  const fits = fitScaling(runs);
  const base = sequentialTime(measured);
  const grows = fits.some((fit) => fit.grows);

  const points = fits.flatMap(({ strategy, measures }) =>
    [...Map.groupBy(measures, ({ workers }) => workers)]
      .sort(([a], [b]) => a - b)
      .map(([workers, same]): ScalingDatum => {
        const speedUps = same.map(({ speedUp }) => speedUp);
        const { centre: value, low, high } = summary(speedUps, "mean");
        const name = common.workers(strategy, count(workers), workers === 1);
        const text = `${number(value)}×`;
        const line = common.strategies[strategy];
        return { strategy, line, workers, value, name, text, ...(low !== undefined && { low, high }) };
      }),
  );
  const guesses = predictions.map(({ strategy, workers = 1, ms }) => {
    const name = common.prediction;
    return {
      strategy,
      line: common.strategies[strategy],
      workers,
      value: base / ms,
      name,
      text: `${number(base / ms)}×`,
    };
  });
  const mostMeasured = Math.max(2, ...points.map(({ workers }) => workers));
  const mostWorkers = Math.max(mostMeasured, upTo ?? 0);
  const isLogarithmic = mostWorkers >= 40;
  const counts = sampled(mostWorkers, isLogarithmic);
  const curves: ScalingCurve[] = fits.flatMap(({ strategy, laws }) =>
    laws.flatMap((law) =>
      counts.map((workers) => ({
        law: words.laws[law.law],
        line: common.strategies[strategy],
        strategy,
        workers,
        value: law.speedUp(workers),
      })),
    ),
  );
  const cores = fits[0]?.cores ?? 1;
  const most = Math.max(2, ...points.map(({ value, high = value }) => high), ...guesses.map(({ value }) => value));
  const drawn = curves.filter(({ workers }) => workers <= mostWorkers).map(({ value }) => value);
  const mostValue = isLogarithmic
    ? Math.max(most, ...drawn) * 1.3
    : Math.max(most * 1.15, Math.min(most * 1.6, ...drawn.slice(-1)));
  const ideal = counts.map((workers) => ({ workers, value: workers })).filter(({ value }) => value <= mostValue);

  const title = options.title ?? (grows ? words.growingTitle : words.title);
  const told = points.filter(({ workers }) => workers > 1).map(({ name, text }) => `${name} ${text}`);
  const written = (law: FittedLaw) => parametersOf(law);
  const laws = fits.flatMap(({ strategy, laws: own }) =>
    own.map((law) => `${common.strategies[strategy]}, ${words.laws[law.law]}${common.colon}${written(law)}`),
  );
  const description = `${title}${common.colon}${common.listed(told)}. ${laws.join("; ")}.`;
  const fittedTo = fits.flatMap(({ laws: own }) =>
    own.filter(({ law }) => law !== "usl").flatMap((law) => law.fittedTo),
  );
  const range = common.countRange(count(Math.min(...fittedTo)), count(Math.max(...fittedTo)));
  const repetitions = Map.groupBy(measured, ({ strategy, workers }) => `${strategy} ${workers}`);
  const sentences = [
    grows ? words.growingDefined(time(base)) : words.speedUpDefined(time(base)),
    repetitionCaption(
      [...repetitions.values()].map(({ length }) => length),
      "mean",
      locale,
    ),
    ...(fittedTo.length > 0 ? [words.fitted(range)] : []),
    ...(mostWorkers > mostMeasured ? [words.extrapolated] : []),
    ...(guesses.length > 0 ? [words.prediction] : []),
  ];
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: {
      text: title,
      subtitle: captionLines(
        sentences,
        machineCaption(
          measured.map(({ machine }) => machine),
          locale,
        ),
      ),
    },
    width: plotWidth,
    height,
    autosize: { type: "fit-x", contains: "padding" },
    layer: scalingLayers({
      points,
      guesses,
      curves,
      ideal,
      bands,
      cores: cores > 1 && cores <= mostWorkers ? { cores, text: common.cores(count(cores), false) } : undefined,
      mostWorkers,
      mostValue,
      isLogarithmic,
      words: { ...words, axis: grows ? words.growingAxis : words.axis, workersAxis: common.workersAxis },
    }),
    config: theme(locale),
  };
  const table = [
    [words.strategy, common.speedUp, common.range],
    ...points.map(({ name, text, low, high }) => [
      name,
      text,
      low === undefined || high === undefined ? "" : `${number(low)}× – ${number(high)}×`,
    ]),
    ...laws.map((law) => [law]),
  ];
  return new Plot({ spec, description, table, zoom: "xy" });

  function parametersOf({ serial, coherency }: FittedLaw): string {
    const share = shareText(serial.value);
    const between =
      serial.low === undefined || serial.high === undefined
        ? ""
        : ` (${words.between(shareText(serial.low), shareText(serial.high))})`;
    if (coherency === undefined) return words.serial(`${share}${between}`);
    return words.contention(`${share}${between}`, significant(coherency.value));
  }

  function shareText(share: number): string {
    return share > 0 && share < 0.1 ? percentage(share * 100) : percent(share);
  }

  function percentage(value: number): string {
    return percent(1).replace(/\d+/, significant(value));
  }

  function significant(value: number): string {
    return new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(value);
  }
}

/** Worker counts at which curves are computed: 80, evenly spread on the axis. */
function sampled(most: number, isLogarithmic: boolean): number[] {
  return Array.from({ length: 81 }, (_, at) => (isLogarithmic ? most ** (at / 80) : 1 + ((most - 1) * at) / 80));
}
