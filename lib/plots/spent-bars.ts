import type { TopLevelSpec } from "vega-lite";
import type { Spent } from "../crawl/crawled-page.ts";
import { firstResult } from "../errors/check-result.ts";
import { checkRun } from "../errors/check-run.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import type { Run } from "../strategies/strategy.ts";
import { captionLines, machineCaption } from "./caption.ts";
import { groupName } from "./group-name.ts";
import { numberFormat, timeUnit } from "./numbers.ts";
import { palette } from "./palette.ts";
import { Plot, vegaLiteSchema } from "./plot.ts";
import { measuredRuns } from "./run-memory.ts";
import { spentTexts } from "./spent-texts.ts";
import { texts } from "./texts.ts";
import { plotWidth, theme } from "./theme.ts";

const rowHeight = 30;
const parts = ["waiting", "fetching", "parsing", "linking"] as const;
const colours = [palette.paleGrey, palette.blue, palette.orange, palette.green];

/** A run that knows where its time went: of `fetchPage` or `crawl`. */
export type SpentRun = Run<{
  readonly spent: Spent;
  /** Milliseconds of reading by other threads or processes than the one whose time was spent; none unless told. */
  readonly parsedElsewhereMs?: number;
}>;

/** How `spentBars` draws. */
export interface SpentBarsOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws where the time of each run went, as parts of one bar: waiting, requests and answers, reading HTML, sorting links.
 * It is the time of one thread: the one that fetches, or, where workers fetch, the one that hands them pages; the caption
 * says which, and how long workers read meanwhile. Of repetitions, the one in the middle is drawn.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs.
 *
 * @example
 * await using site = await serveSite({ pages: 30, latencyMs: 5 });
 * console.log(`${spentBars([await crawl(site.start, { workers: 10 })])}`);
 */
export function spentBars(runs: readonly (SpentRun | readonly SpentRun[])[], options: SpentBarsOptions = {}): Plot {
  const locale = localeOf(options);
  const words = spentTexts(locale);
  const common = texts(locale);
  const { time, percent } = numberFormat(locale);
  const given = [runs].flat();
  for (const run of given.flat()) checkRun("runs", run);
  const drawn = given.flatMap((run) => (isList(run) ? middle(run) : [run]));
  firstResult("runs", drawn, "fetchPage or crawl", "results.spent");
  const unit = timeUnit(Math.max(1e-9, ...drawn.map(({ wallMs }) => wallMs)));
  const rows = drawn.map((run, at) => ({ run, name: nameOf(run), row: `${nameOf(run)}|${at}` }));

  function nameOf({ strategy, workers, parameters }: SpentRun): string {
    if (typeof parameters.links === "boolean") return parameters.links ? words.withLinks : words.withoutLinks;
    return groupName({ strategy, workers, differences: [] }, locale);
  }

  const data = rows.flatMap(({ run, name, row }) => {
    let from = 0;
    return parts.map((part, at) => {
      const ms = run.results.spent[part];
      const datum = { row, name, part: words.parts[part], at, from, to: from + ms / unit.ms };
      from = datum.to;
      return { ...datum, text: `${time(ms, unit)} (${percent(ms / run.wallMs)})` };
    });
  });
  const totals = rows.map(({ run, row }) => ({
    row,
    to: run.wallMs / unit.ms,
    text: `${time(run.wallMs, unit)} · ${words.parts.waiting} ${percent(run.results.spent.waiting / run.wallMs)}`,
  }));
  const title = options.title ?? words.spentTitle;
  const described = rows.map(({ name, run }, at) => `${name} ${totals[at]?.text ?? time(run.wallMs, unit)}`);
  const description = `${title}${common.colon}${common.listed(described)}.`;
  const longest = Math.max(...totals.map(({ to }) => to), 1e-9);
  const x = {
    scale: { domain: [0, longest * 1.45], nice: false },
    title: words.wallTime(unit.symbol),
    axis: { tickCount: 6 },
  };
  const y = {
    field: "row",
    type: "nominal",
    sort: null,
    title: null,
    axis: { labelExpr: "split(datum.value, '|')[0]", ticks: false, domain: false, labelPadding: 8 },
  } as const;
  const names = parts.map((part) => words.parts[part]);
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: {
      text: title,
      subtitle: captionLines(
        spentCaption(rows, locale),
        machineCaption(
          measuredRuns(drawn).map(({ machine }) => machine),
          locale,
        ),
      ),
    },
    width: plotWidth,
    height: Math.max(1, rows.length) * rowHeight,
    autosize: { type: "fit-x", contains: "padding" },
    layer: [
      {
        data: { values: data },
        mark: { type: "bar", size: 18, stroke: palette.grey, strokeWidth: 0.5 },
        encoding: {
          y,
          x: { field: "from", type: "quantitative", ...x },
          x2: { field: "to" },
          color: { field: "part", type: "nominal", scale: { domain: names, range: colours }, legend: { title: null } },
          tooltip: [
            { field: "name", type: "nominal", title: words.fetching },
            { field: "part", type: "nominal", title: words.part },
            { field: "text", type: "nominal", title: common.time },
          ],
        },
      },
      {
        data: { values: totals },
        mark: { type: "text", align: "left", dx: 7 },
        encoding: { y, x: { field: "to", type: "quantitative", ...x }, text: { field: "text", type: "nominal" } },
      },
    ],
    config: theme(locale),
  };
  const isReadElsewhere = rows.some(({ run }) => elsewhereMs(run) > 0);
  const table = [
    [words.fetching, ...names, words.total, ...(isReadElsewhere ? [words.elsewhere] : [])],
    ...rows.map(({ name, run }) => [
      name,
      ...parts.map((part) => time(run.results.spent[part], unit)),
      time(run.wallMs, unit),
      ...(isReadElsewhere ? [time(elsewhereMs(run), unit)] : []),
    ]),
  ];
  return new Plot({ spec, description, table });
}

/** Says whose time the bars are, and what workers did meanwhile. */
function spentCaption(rows: readonly { readonly run: SpentRun; readonly name: string }[], locale: Locale): string[] {
  const words = spentTexts(locale);
  const { time } = numberFormat(locale);
  const fetchesItself = ({ strategy }: SpentRun) => strategy === "sequential" || strategy === "async";
  const readers = rows.filter(({ run }) => elsewhereMs(run) > 0);
  const read = readers.map(({ name, run }) => `${name} ${time(elsewhereMs(run))}`);
  return [
    ...(rows.every(({ run }) => !fetchesItself(run)) ? [] : [words.spentCaption]),
    ...(rows.every(({ run }) => fetchesItself(run)) ? [] : [words.spentByWorkers]),
    ...(read.length === 0 ? [] : [words.readElsewhere(texts(locale).listed(read))]),
  ];
}

function elsewhereMs({ results }: SpentRun): number {
  return results.parsedElsewhereMs ?? 0;
}

/** The repetition whose time is the median; of an even number, the faster of the two. */
function middle(runs: readonly SpentRun[]): SpentRun[] {
  const sorted = runs.toSorted((a, b) => a.wallMs - b.wallMs);
  return sorted.slice((sorted.length - 1) >> 1, ((sorted.length - 1) >> 1) + 1);
}

function isList(runs: SpentRun | readonly SpentRun[]): runs is readonly SpentRun[] {
  return !isRevoked(runs) && Array.isArray(runs);
}
