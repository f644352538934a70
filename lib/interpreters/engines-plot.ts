import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure } from "../plots/figure.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette, strategyColours } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import { textWidth } from "../plots/text-width.ts";
import { texts } from "../plots/texts.ts";
import type { Comparison, EngineRun } from "./compare-interpreters.ts";
import { engineTexts, kindName } from "./engine-texts.ts";

/** How `enginesPlot` draws. */
export interface EnginesPlotOptions {
  /** How many times as fast the reader expected CPython's threads to be. */
  readonly predicted?: number | undefined;
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

const rowHeight = 24;
const plotRoom = 420;

/**
 * Draws how many times as fast threads and processes are as one thread of the same engine, for every engine in one plot; the
 * times themselves stand beside the bars, and what wasn't found in the caption.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${enginesPlot(await compareInterpreters({ count: 100, nodeFactor: 1, megabytes: 1 }))}`);
 */
export function enginesPlot(comparison: Comparison, options: EnginesPlotOptions = {}): Plot {
  checkResult("comparison", comparison, "compareInterpreters", "missing");
  const { runs, missing, notices, nodeFactor, machine } = comparison;
  const locale = localeOf(options);
  const predicted = finiteGuess(options.predicted, "predicted");
  const words = engineTexts(locale);
  const { count, number, time } = numberFormat(locale);
  const nameOf = ({ engine, task }: EngineRun) => (task === "digests" ? words.digests(engine) : engine);
  const rows = runs.map((run, at) => {
    const isFirst = at === 0 || nameOf(run) !== nameOf(runs[at - 1] ?? run);
    return {
      row: at,
      label: `${isFirst ? `${nameOf(run)} · ` : ""}${words.workers(run.way, count(run.workers))}`,
      way: run.way,
      value: Math.round(run.timesAsFast * 1000) / 1000,
      text: `× ${number(run.timesAsFast)} · ${time(run.ms)}`,
      name: nameOf(run),
    };
  });
  const guessed = runs.findIndex(
    ({ kind, way, task }) => kind === "CPython" && way === "threads" && task === "factors",
  );
  const marks = predicted === undefined || guessed < 0 ? [] : [{ row: guessed, value: predicted, kind: "prediction" }];
  const endOfAxis = Math.max(
    ...rows.map(({ value, text }) => value / (1 - Math.min(0.55, (textWidth(text, 12) + 14) / plotRoom))),
    ...marks.map(({ value }) => value * 1.05),
    1.5,
  );
  const threads = runs.filter(({ way }) => way === "threads");
  const summary = words.summary(threads.map((run) => `${nameOf(run)} × ${number(run.timesAsFast)}`).join(", "));
  const sentences = [
    ...(runs.some(({ task }) => task === "digests") ? [words.digestsExplained] : []),
    ...(nodeFactor > 1 ? [words.larger(count(nodeFactor))] : []),
    words.one,
    ...(missing.length > 0 ? [words.missing(missing.map(({ kind }) => kindName(kind, locale)).join(", "))] : []),
    ...(marks.length > 0 ? [texts(locale).predictionCited] : []),
    ...notices,
  ];
  const x = {
    field: "value",
    type: "quantitative" as const,
    scale: { domain: [0, endOfAxis], nice: false },
    title: words.axis,
    axis: { tickCount: 6 },
  };
  const y = {
    field: "row",
    type: "ordinal" as const,
    scale: { domain: rows.map(({ row }) => row), paddingInner: 0.2 },
    title: null,
    axis: {
      labelExpr: `${JSON.stringify(rows.map(({ label }) => label))}[datum.value]`,
      ticks: false,
      domain: false,
      labelPadding: 8,
    },
  };
  const used = (["sequential", "threads", "processes"] as const).filter((way) => runs.some((run) => run.way === way));
  const data = { values: rows };
  return figure({
    title: options.title ?? words.title,
    summary,
    sentences,
    machines: [machine],
    height: rows.length * rowHeight,
    layers: [
      {
        data,
        mark: { type: "bar", height: { band: 0.8 } },
        encoding: {
          x,
          y,
          color: {
            field: "way",
            type: "nominal",
            scale: { domain: [...used], range: used.map((way) => strategyColours[way]) },
            legend: null,
          },
          tooltip: [
            { field: "name", type: "nominal", title: words.engine },
            { field: "text", type: "nominal", title: words.timesAsFast },
          ],
        },
      },
      {
        data: { values: [{ value: 1 }] },
        mark: { type: "rule", strokeDash: [2, 3], strokeWidth: 1.5, color: palette.ink },
        encoding: { x },
      },
      {
        data,
        mark: { type: "text", align: "left", dx: 7 },
        encoding: { x, y, text: { field: "text", type: "nominal" } },
      },
      ...(marks.length > 0
        ? [
            {
              data: { values: marks },
              mark: {
                type: "point" as const,
                shape: "diamond",
                size: 120,
                filled: true,
                color: palette.ink,
                stroke: palette.paper,
                opacity: 1,
              },
              encoding: { x, y },
            },
          ]
        : []),
    ],
    table: [
      [words.engine, words.way, words.time, words.timesAsFast],
      ...runs.map((run) => [
        nameOf(run),
        words.workers(run.way, count(run.workers)),
        time(run.ms),
        number(run.timesAsFast),
      ]),
      ...missing.map(({ kind, advice }) => [words.notFound(kindName(kind, locale), advice)]),
    ],
    locale,
  });
}
