import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { Locale } from "../host/host.ts";
import type { Machine } from "../strategies/strategy.ts";
import { figure, type Layers } from "./figure.ts";
import { finiteGuess } from "./finite-guess.ts";
import { numberFormat } from "./numbers.ts";
import { palette } from "./palette.ts";
import type { Plot } from "./plot.ts";
import { texts } from "./texts.ts";

/** One measure of a line; whiskers where it was repeated. */
export interface LinePoint {
  readonly line: string;
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
}

/** A chart of lines over a whole-numbered axis: threads, trains, processes. */
export interface Lines {
  readonly title: string;
  readonly summary: string;
  readonly sentences: readonly string[];
  readonly points: readonly LinePoint[];
  readonly xTitle: string;
  readonly yTitle: string;
  /** Heading of the lines' names in the table. */
  readonly lineTitle: string;
  /** Writes a value, for the table and the tooltip. */
  written(value: number): string;
  /** Vega's expression for the labels of the vertical axis; plain numbers unless told. */
  readonly labelExpr?: string;
  /** What the vertical axis reaches at least. */
  readonly least?: number;
  /** The machine's cores are marked, where the axis reaches them. */
  readonly cores?: number;
  /** The reader's guess, in the unit of the vertical axis, and where it stands. */
  readonly prediction?: { readonly x: number; readonly y: number } | undefined;
  /** A model drawn dotted, such as a fitted line. */
  readonly model?: { readonly name: string; readonly points: readonly { readonly x: number; readonly y: number }[] };
  readonly machines: readonly Machine[];
  readonly locale: Locale;
  readonly height?: number;
}

const colours = [palette.vermillion, palette.orange, palette.blue, palette.green, palette.purple, palette.grey];
const shapes = ["circle", "triangle-up", "square", "diamond", "triangle-down", "cross"];
const dashes = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
  [4, 4],
  [10, 2],
];

/** Draws lines through points, told apart by colour, symbol and dashes alike. */
export function lines(parts: Lines): Plot {
  const { points, xTitle, yTitle, lineTitle, written, cores, model, locale } = parts;
  const prediction = finiteGuess(parts.prediction?.y) === undefined ? undefined : parts.prediction;
  const words = texts(locale);
  const { count } = numberFormat(locale);
  const names = [...new Set(points.map(({ line }) => line))];
  const counts = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const furthest = Math.max(...counts, 2);
  const highest = Math.max(
    parts.least ?? 0,
    ...points.map(({ y, high = y }) => high * 1.08),
    (prediction?.y ?? 0) * 1.08,
    ...(model?.points ?? []).map(({ y }) => y * 1.04),
    Number.MIN_VALUE,
  );
  const x: PositionFieldDef<string> = {
    field: "x",
    type: "quantitative",
    scale: { domain: [0, furthest * 1.04], nice: false },
    title: xTitle,
    axis: { grid: false, format: "d", ...(counts.length <= 10 && { values: counts }) },
  };
  const y = (field: "y" | "low" | "high"): PositionFieldDef<string> => ({
    field,
    type: "quantitative",
    scale: { domain: [0, highest], nice: false },
    title: yTitle,
    axis: { tickCount: 6, ...(parts.labelExpr !== undefined && { labelExpr: parts.labelExpr }) },
  });
  const scale = (range: readonly unknown[]) => ({
    domain: names,
    range: names.map((_, at) => range[at % range.length]),
  });
  const legend = { title: null, orient: "bottom" as const, columns: 3, labelLimit: 300 };
  const colour = { field: "line", type: "nominal" as const, scale: scale(colours) as { range: string[] }, legend };
  const shape = { field: "line", type: "nominal" as const, scale: scale(shapes) as { range: string[] }, legend };
  const dash = { field: "line", type: "nominal" as const, scale: scale(dashes) as { range: number[][] }, legend };
  const data = { values: points.map((point) => ({ ...point, text: written(point.y) })) };
  const tooltip = [
    { field: "line", type: "nominal" as const, title: lineTitle },
    { field: "x", type: "quantitative" as const, title: xTitle },
    { field: "text", type: "nominal" as const, title: yTitle },
  ];
  const layers: Layers = [
    { data, mark: { type: "line", strokeWidth: 2 }, encoding: { x, y: y("y"), color: colour, strokeDash: dash } },
    {
      data,
      transform: [{ filter: "isValid(datum.low)" }],
      mark: { type: "rule", strokeWidth: 1.5, color: palette.grey },
      encoding: { x, y: y("low"), y2: { field: "high" } },
    },
    {
      data,
      mark: { type: "point", filled: true, size: 75, opacity: 1 },
      encoding: { x, y: y("y"), color: colour, shape, tooltip },
    },
  ];
  if (model !== undefined) {
    layers.unshift({
      data: { values: model.points.map((point) => ({ ...point })) },
      mark: { type: "line", strokeDash: [2, 3], strokeWidth: 1.5, color: palette.ink },
      encoding: { x, y: y("y") },
    });
  }
  if (cores !== undefined && cores > 1 && cores <= furthest) {
    const mark = { values: [{ x: cores, text: words.cores(count(cores), false) }] };
    const isNearEnd = cores > 0.85 * furthest;
    layers.unshift(
      { data: mark, mark: { type: "rule", color: palette.paleGrey, strokeWidth: 6 }, encoding: { x } },
      {
        data: mark,
        mark: {
          type: "text",
          align: isNearEnd ? "right" : "left",
          baseline: "top",
          dx: isNearEnd ? -6 : 6,
          color: palette.grey,
          fontSize: 11,
        },
        encoding: { x, y: { value: 2 }, text: { field: "text", type: "nominal" } },
      },
    );
  }
  if (prediction !== undefined) {
    layers.push({
      data: { values: [{ ...prediction, kind: "prediction", text: written(prediction.y) }] },
      mark: { type: "point", shape: "diamond", size: 130, filled: true, color: palette.ink, opacity: 1 },
      encoding: { x, y: y("y"), tooltip: [{ field: "text", type: "nominal" as const, title: words.prediction }] },
    });
  }
  const range = (low?: number, high?: number) =>
    low === undefined || high === undefined ? "" : `${written(low)} – ${written(high)}`;
  const hasRange = points.some(({ low }) => low !== undefined);
  return figure({
    title: parts.title,
    summary: parts.summary,
    sentences: [...parts.sentences, ...(prediction ? [words.predictionCited] : [])],
    machines: parts.machines,
    height: parts.height ?? 280,
    zoom: "xy",
    layers,
    table: [
      [lineTitle, xTitle, yTitle, ...(hasRange ? [words.range] : [])],
      ...points.map(({ line, x: at, y: value, low, high }) => [
        line,
        count(at),
        written(value),
        ...(hasRange ? [range(low, high)] : []),
      ]),
      ...(prediction ? [[words.prediction, count(prediction.x), written(prediction.y)]] : []),
      ...(model?.points.slice(-1).map((point) => [model.name, count(point.x), written(point.y)]) ?? []),
    ],
    locale,
    resolve: { scale: { color: "shared", shape: "shared" }, legend: { color: "shared", shape: "shared" } },
  });
}
