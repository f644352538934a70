import type { TopLevelSpec } from "vega-lite";
import type { OffsetDef, PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { LayerSpec } from "vega-lite/types_unstable/spec/index.js";
import { firstResult } from "../errors/check-result.ts";
import { checkRun } from "../errors/check-run.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import type { BakeryDay } from "../queues/bakery.ts";
import { waitInTheory } from "../queues/wait-in-theory.ts";
import type { Run } from "../strategies/strategy.ts";
import { captionLines, machineCaption } from "./caption.ts";
import { finiteGuessOf } from "./finite-guess.ts";
import { numberFormat, timeUnit } from "./numbers.ts";
import { palette } from "./palette.ts";
import { Plot, vegaLiteSchema } from "./plot.ts";
import { summary } from "./summary.ts";
import { texts } from "./texts.ts";
import { plotWidth, theme } from "./theme.ts";
import { type WaitingTexts, waitingTexts } from "./waiting-texts.ts";

const height = 280;
const layoutColours = [palette.blue, palette.orange, palette.green, palette.purple];

/** Days at the bakery, alone or in lists: repetitions with other seeds are summed up. */
export type BakeryRuns = readonly (Run<BakeryDay> | BakeryRuns)[];

/** How `waitingTimes` draws. */
export interface WaitingTimesOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The mean wait, in ms, that the reader expected of so many servers with one queue for all. */
  readonly prediction?: { readonly servers: number; readonly ms: number | undefined };
  /** The host's language unless told. */
  readonly locale?: Locale;
}

interface Point {
  readonly layout: string;
  readonly kind: "simulated" | "real" | "theory";
  readonly kindName: string;
  readonly servers: number;
  readonly ms: number;
  readonly low?: number;
  readonly high?: number;
}

/**
 * Draws how long customers wait on average against the number of servers, simulated and for real, with what theory says
 * (see `waitInTheory`).
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs.
 *
 * @example
 * const day = { customers: 200, serviceMs: 20, arrivalMs: 12 };
 * console.log(`${waitingTimes([simulateBakery({ ...day, servers: 2 }), simulateBakery({ ...day, servers: 3 })])}`);
 */
export function waitingTimes(runs: BakeryRuns, options: WaitingTimesOptions = {}): Plot {
  const locale = localeOf(options);
  const words = waitingTexts(locale);
  const common = texts(locale);
  const { count, time } = numberFormat(locale);
  const days = flattened(runs);
  firstResult("runs", days, "simulateBakery", "results.meanWaitMs");
  const points = [...measuredPoints(days, words, count), ...theoryPoints(days, words, count)];
  const finite = points.filter(({ ms }) => ms !== Number.POSITIVE_INFINITY);
  const guess = guessOf(options.prediction);
  const unit = timeUnit(Math.max(...finite.map(({ ms, high = ms }) => high), guess?.ms ?? 0));
  const data = finite.map((point) => ({
    ...point,
    wait: point.ms / unit.ms,
    ...(point.low !== undefined && point.high !== undefined && { from: point.low / unit.ms, to: point.high / unit.ms }),
    text: time(point.ms, unit),
  }));
  const layouts = [...new Set(points.map(({ layout }) => layout))];
  const endless = [...new Set(points.filter((point) => !finite.includes(point)).map(({ servers }) => servers))];
  const repeated = data.some(({ low }) => low !== undefined);
  const sentences = [
    ...(finite.some(({ kind }) => kind === "theory") ? [words.theoryCaption] : []),
    ...(repeated ? [words.intervalCaption] : []),
    ...(endless.length > 0
      ? [
          words.tooMany(
            endless
              .toSorted((a, b) => a - b)
              .map(count)
              .join(", "),
          ),
        ]
      : []),
    ...(guess ? [common.predictionCited] : []),
  ];
  const title = options.title ?? words.title;
  const told = data.filter(({ kind }) => kind !== "theory");
  const described = told.map(({ servers, layout, text }) => `${count(servers)} (${layout}) ${text}`);
  const description = `${title}${common.colon}${words.servers.toLowerCase()} ${common.listed(described)}.`;
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: {
      text: title,
      subtitle: captionLines(
        sentences,
        machineCaption(
          days.map(({ machine }) => machine),
          locale,
        ),
      ),
    },
    width: plotWidth,
    height,
    autosize: { type: "fit-x", contains: "padding" },
    data: { values: data },
    layer: layersOf(
      layouts,
      words,
      unit.symbol,
      guess && { ...guess, wait: guess.ms / unit.ms, layout: words.oneQueue, kind: "prediction" },
    ),
    config: theme(locale),
  };
  const table = [
    [words.servers, words.layout, words.from, words.wait],
    ...points.map(({ servers, layout, kindName, ms }) => [
      count(servers),
      layout,
      kindName,
      ms === Number.POSITIVE_INFINITY ? "∞" : time(ms, unit),
    ]),
    ...(guess ? [[count(guess.servers), words.oneQueue, common.prediction, time(guess.ms, unit)]] : []),
  ];
  return new Plot({ spec, description, table });
}

function layersOf(
  layouts: readonly string[],
  words: WaitingTexts,
  unit: string,
  guess: Readonly<Record<string, string | number>> | undefined,
): LayerSpec<string>["layer"] {
  const x: PositionFieldDef<string> = {
    field: "servers",
    type: "ordinal",
    title: words.servers,
    axis: { labelAngle: 0 },
  };
  const y: PositionFieldDef<string> = {
    field: "wait",
    type: "quantitative",
    title: words.axis(unit),
    scale: { zero: true },
  };
  const xOffset: OffsetDef<string> = {
    field: "layout",
    type: "nominal",
    scale: { domain: [...layouts], paddingOuter: 1.5 },
  };
  const color = {
    field: "layout",
    type: "nominal",
    scale: {
      domain: [...layouts],
      range: layouts.map((_, at) => layoutColours[at % layoutColours.length] ?? palette.grey),
    },
    legend: { title: null },
  } as const;
  const kinds = [words.kinds.simulated, words.kinds.real, words.kinds.theory];
  const shape = {
    field: "kindName",
    type: "nominal",
    scale: { domain: kinds, range: ["circle", "triangle-up", "stroke"] },
    legend: { title: null },
  } as const;
  const tooltip = [
    { field: "layout", type: "nominal", title: words.layout },
    { field: "kindName", type: "nominal", title: words.from },
    { field: "text", type: "nominal", title: words.wait },
  ] as const;
  return [
    {
      transform: [{ filter: "datum.kind === 'theory'" }],
      mark: { type: "line", strokeDash: [5, 4], strokeWidth: 1.5 },
      encoding: { x, y, xOffset, color },
    },
    {
      transform: [{ filter: "isValid(datum.from)" }],
      mark: { type: "rule", strokeWidth: 1.5, color: palette.ink },
      encoding: { x, xOffset, y: { ...y, field: "from" }, y2: { field: "to" } },
    },
    {
      mark: { type: "point", size: 90, strokeWidth: 2, opacity: 1 },
      encoding: { x, y, xOffset, color, shape, tooltip: [...tooltip] },
    },
    ...(guess
      ? [
          {
            data: { values: [guess] },
            mark: { type: "point", shape: "diamond", size: 130, filled: true, color: palette.ink, opacity: 1 },
            encoding: { x, y, xOffset },
          } as const,
        ]
      : []),
  ];
}

function measuredPoints(
  days: readonly Run<BakeryDay>[],
  words: WaitingTexts,
  count: (value: number) => string,
): Point[] {
  const groups = Map.groupBy(days, ({ results: { kind, options } }) => `${kind} ${options.servers} ${options.queues}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { kind, options } = first.results;
    const waits = summary(
      group.map(({ results }) => results.meanWaitMs),
      "mean",
    );
    const { centre, low, high } = waits;
    return {
      layout: layoutOf(options, words, count),
      kind,
      kindName: words.kinds[kind],
      servers: options.servers,
      ms: centre,
      ...(low !== undefined && high !== undefined && { low, high }),
    };
  });
}

function theoryPoints(days: readonly Run<BakeryDay>[], words: WaitingTexts, count: (value: number) => string): Point[] {
  const groups = Map.groupBy(days, ({ results: { options } }) => `${options.servers} ${options.queues}`);
  return [...groups.values()].flatMap(([first]) => {
    const ms = first && waitInTheory(first.results.options);
    if (first === undefined || ms === undefined) return [];
    const { options } = first.results;
    const layout = layoutOf(options, words, count);
    return { layout, kind: "theory" as const, kindName: words.kinds.theory, servers: options.servers, ms };
  });
}

/** What was guessed, as a point to draw; undefined where nothing was. */
function guessOf(prediction: WaitingTimesOptions["prediction"]): { servers: number; ms: number } | undefined {
  const ms = finiteGuessOf(prediction, "prediction", "{ servers: 2, ms: 300 }");
  if (prediction === undefined || ms === undefined) return undefined;
  const { servers } = prediction;
  wholeNumber("prediction.servers", servers, { min: 1, max: 10_000, code: "ERR_NAVETTE_PREDICTIONS" });
  return { servers, ms };
}

function layoutOf(
  { servers, queues }: { readonly servers: number; readonly queues: number },
  words: WaitingTexts,
  count: (value: number) => string,
): string {
  if (queues === 1) return words.oneQueue;
  return queues === servers ? words.queueEach : words.queues(count(queues));
}

function flattened(runs: BakeryRuns): Run<BakeryDay>[] {
  return [runs].flat().flatMap((run) => {
    if (isList(run)) return flattened(run);
    checkRun("runs", run);
    return [run];
  });
}

function isList(run: Run<BakeryDay> | BakeryRuns): run is BakeryRuns {
  return !isRevoked(run) && Array.isArray(run);
}
