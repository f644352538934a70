import type { TopLevelSpec } from "vega-lite";
import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { Crawl } from "../crawl/crawled-page.ts";
import { firstResult } from "../errors/check-result.ts";
import { numberWithin } from "../errors/number-argument.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { courseFigures } from "../strategies/course-figures.ts";
import type { Run } from "../strategies/strategy.ts";
import { captionLines, machineCaption } from "./caption.ts";
import { finiteGuess } from "./finite-guess.ts";
import { groupName } from "./group-name.ts";
import { numberFormat } from "./numbers.ts";
import { palette, strategyColours } from "./palette.ts";
import { Plot, vegaLiteSchema } from "./plot.ts";
import { measuredRuns } from "./run-memory.ts";
import { spentTexts } from "./spent-texts.ts";
import { texts } from "./texts.ts";
import { plotWidth, theme } from "./theme.ts";

const rowHeight = 30;

/** Seconds of the units in which long times are told; a year is Julian. */
const unitSeconds = [1, 60, 3600, 86_400, 31_557_600];

/** How `millionPages` draws. */
export interface MillionPagesOptions {
  /** Pages to extrapolate to, from 1 to 10¹⁵; a million unless told. */
  readonly pages?: number;
  /** Hours that the reader expected. */
  readonly prediction?: number | undefined;
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws how long so many pages would take at each crawl's own rate, beside the course's: a model, and called one in the
 * caption: pages ÷ (pages in each second), which supposes that the rate stays the same.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs, or what is none, `ERR_NAVETTE_PAGES` for a number out of
 * range.
 * @example
 * await using site = await serveSite({ pages: 30, latencyMs: 5 });
 * console.log(`${millionPages([await crawl(site.start, { workers: 10 })])}`);
 */
export function millionPages(runs: readonly Run<Crawl>[], options: MillionPagesOptions = {}): Plot {
  firstResult("runs", runs, "crawl", "results.perSecond");
  const locale = localeOf(options);
  const { pages = 1_000_000 } = options;
  const prediction = finiteGuess(options.prediction) ?? 0;
  numberWithin("pages", pages, { min: 1, max: 1e15, code: "ERR_NAVETTE_PAGES" });
  const words = spentTexts(locale);
  const common = texts(locale);
  const { number, count } = numberFormat(locale);
  const space = locale === "fr" ? "\u202f" : "\u00a0";

  function duration(seconds: number): string {
    const unit = Math.max(
      0,
      unitSeconds.findLastIndex((each) => seconds >= each),
    );
    return `${number(seconds / (unitSeconds[unit] ?? 1))}${space}${words.units[unit]}`;
  }
  const course = courseFigures.filter(({ chapter }) => chapter === 12).at(-1);
  const measured = runs.map(({ strategy, workers, results }) => ({
    name: groupName({ strategy, workers, differences: [] }, locale),
    colour: strategyColours[strategy],
    kind: "measured",
    perSecond: results.perSecond,
  }));
  const cited = course
    ? [{ name: words.course, colour: palette.grey, kind: "course", perSecond: 1000 / course.ms }]
    : [];
  // Zero has no place on a logarithmic axis.
  const guessed =
    prediction > 0
      ? [{ name: common.prediction, colour: palette.ink, kind: "prediction", perSecond: pages / (prediction * 3600) }]
      : [];
  const rows = [...cited, ...measured, ...guessed].map((row, at) => {
    const seconds = pages / row.perSecond;
    return {
      ...row,
      row: `${row.name}|${at}`,
      seconds,
      text: `${duration(seconds)} · ${number(row.perSecond)} ${words.pagesPerSecond}`,
    };
  });
  const title = options.title ?? words.millionTitle(count(pages));
  const description = `${title}${common.colon}${common.listed(rows.map(({ name, seconds }) => `${name} ${duration(seconds)}`))}.`;
  const least = Math.min(...rows.map(({ seconds }) => seconds));
  const most = Math.max(...rows.map(({ seconds }) => seconds));
  const ticks = unitSeconds.filter((each) => each >= least / 60 && each <= most * 60);
  const y = {
    field: "row",
    type: "nominal",
    sort: null,
    title: null,
    axis: { labelExpr: "split(datum.value, '|')[0]", ticks: false, domain: false, labelPadding: 8, grid: false },
  } as const;
  const x: PositionFieldDef<string> = {
    field: "seconds",
    type: "quantitative",
    scale: { type: "log", domain: [least / 3, most * 400], nice: false },
    title: words.millionAxis,
    axis: {
      values: ticks,
      labelExpr: `${JSON.stringify(unitNames(ticks, words.units, space))}[indexof(${JSON.stringify(ticks)}, datum.value)]`,
    },
  };
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: {
      text: title,
      subtitle: captionLines(
        [words.millionCaption, ...(course ? [words.courseCaption(course.source)] : [])],
        machineCaption(
          measuredRuns(runs).map(({ machine }) => machine),
          locale,
        ),
      ),
    },
    width: plotWidth,
    height: Math.max(1, rows.length) * rowHeight,
    autosize: { type: "fit-x", contains: "padding" },
    data: { values: rows },
    layer: [
      {
        mark: { type: "point", size: 130, strokeWidth: 2, opacity: 1 },
        encoding: {
          y,
          x,
          stroke: { field: "colour", type: "nominal", scale: null, legend: null },
          fill: {
            condition: { test: "datum.kind !== 'course'", field: "colour", type: "nominal", scale: null },
            value: palette.paper,
          },
          ...(guessed.length > 0 && {
            shape: { condition: { test: "datum.kind === 'prediction'", value: "diamond" }, value: "circle" },
          }),
        },
      },
      { mark: { type: "text", align: "left", dx: 12 }, encoding: { y, x, text: { field: "text", type: "nominal" } } },
    ],
    config: theme(locale),
  };
  const table = [
    [words.fetching, words.pagesPerSecond, common.time],
    ...rows.map(({ name, perSecond, seconds }) => [name, number(perSecond), duration(seconds)]),
  ];
  return new Plot({ spec, description, table });
}

function unitNames(ticks: readonly number[], units: readonly string[], space: string): string[] {
  return ticks.map((tick) => {
    const unit = units[unitSeconds.indexOf(tick)] ?? "";
    return `1${space}${tick >= 86_400 ? unit.replace(/s$/, "") : unit}`;
  });
}
