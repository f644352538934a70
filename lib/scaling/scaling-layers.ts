import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { LayerSpec } from "vega-lite/types_unstable/spec/index.js";
import { palette, strategyColours, strategyShapes } from "../plots/palette.ts";
import type { Strategy } from "../strategies/strategy.ts";

type Layers = LayerSpec<string>["layer"];

/** One measured point, with its confidence interval. */
export interface ScalingDatum {
  readonly strategy: Strategy;
  /** The strategy's name in the reader's language. */
  readonly line: string;
  readonly workers: number;
  readonly value: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly name: string;
  readonly text: string;
}

/** One point of a law's line. */
export interface ScalingCurve {
  readonly law: string;
  readonly strategy: Strategy;
  readonly line: string;
  readonly workers: number;
  readonly value: number;
}

/** A range of worker counts with a name. */
export interface ScalingBand {
  /** The first and the last worker count of the range. */
  readonly from: number;
  readonly to: number;
  /** What it is called in the plot. */
  readonly label: string;
}

export interface ScalingDrawing {
  readonly points: readonly ScalingDatum[];
  readonly guesses: readonly ScalingDatum[];
  readonly curves: readonly ScalingCurve[];
  readonly ideal: readonly { readonly workers: number; readonly value: number }[];
  readonly bands: readonly ScalingBand[];
  readonly cores: { readonly cores: number; readonly text: string } | undefined;
  readonly mostWorkers: number;
  readonly mostValue: number;
  readonly isLogarithmic: boolean;
  readonly words: {
    readonly axis: string;
    readonly workersAxis: string;
    readonly ideal: string;
    readonly strategy: string;
    readonly law: string;
    readonly measured: string;
  };
}

/** Strokes that tell laws apart: also where colours can't be told. */
const dashes = [
  [1, 0],
  [7, 4],
  [2, 2],
];

/** Returns the layers of a scaling chart: bands, cores, ideal, the laws' lines, whiskers, points, predictions. */
export function scalingLayers(drawing: ScalingDrawing): Layers {
  const { points, guesses, curves, ideal, bands, cores, mostWorkers, mostValue, isLogarithmic, words } = drawing;
  const type = isLogarithmic ? ("log" as const) : ("linear" as const);
  const counts = [...new Set([1, ...points.map(({ workers }) => workers)])].sort((a, b) => a - b);
  const x = (field = "workers"): PositionFieldDef<string> => ({
    field,
    type: "quantitative",
    scale: { type, domain: [isLogarithmic ? 1 : 0, isLogarithmic ? mostWorkers : mostWorkers * 1.04], nice: false },
    title: words.workersAxis,
    axis: { grid: false, format: ",d", ...(!isLogarithmic && counts.length <= 8 && { values: counts }) },
  });
  const least = isLogarithmic ? leastValue(points, curves) : 0;
  const y = (field = "value"): PositionFieldDef<string> => ({
    field,
    type: "quantitative",
    scale: { type, domain: [least, mostValue], nice: false, clamp: true },
    title: words.axis,
    axis: { labelExpr: "format(datum.value, ',~g') + '×'", tickCount: isLogarithmic ? 4 : 6 },
  });
  const lines = [...new Map([...points, ...guesses, ...curves].map(({ line, strategy }) => [line, strategy]))];
  const domain = lines.map(([line]) => line);
  const colour = {
    field: "line",
    type: "nominal" as const,
    scale: { domain, range: lines.map(([, strategy]) => strategyColours[strategy]) },
    legend: { title: null, symbolType: "square" },
  };
  const shape = {
    field: "line",
    type: "nominal" as const,
    scale: { domain, range: lines.map(([, strategy]) => strategyShapes[strategy]) },
    legend: { title: null },
  };
  const laws = [...new Set(curves.map(({ law }) => law))];
  const strokeDash = {
    field: "law",
    type: "nominal" as const,
    scale: { domain: laws, range: laws.map((_, at) => dashes[at % dashes.length] ?? [1, 0]) },
    legend: { title: null, symbolType: "stroke", symbolSize: 500 },
  };
  const tooltip = [
    { field: "name", type: "nominal" as const, title: words.strategy },
    { field: "text", type: "nominal" as const, title: words.measured },
  ];
  const end = ideal.at(-Math.ceil(ideal.length / 4));
  return [
    ...bandLayers(bands, mostWorkers, x),
    ...(cores === undefined ? [] : coresLayers(cores, mostWorkers, x)),
    ...bandLabels(drawing, x),
    {
      data: { values: [...ideal] },
      mark: { type: "line", strokeDash: [2, 3], strokeWidth: 1.5, color: palette.ink },
      encoding: { x: x(), y: y() },
    },
    {
      data: { values: end === undefined ? [] : [{ ...end, text: words.ideal }] },
      mark: { type: "text", align: "right", dx: -8, dy: -3 },
      encoding: { x: x(), y: y(), text: { field: "text", type: "nominal" } },
    },
    {
      data: { values: curves.filter(({ value }) => value <= mostValue && value >= least) },
      mark: { type: "line", strokeWidth: 2, opacity: 0.85 },
      encoding: { x: x(), y: y(), color: colour, strokeDash },
    },
    {
      data: { values: points.filter(({ low }) => low !== undefined) },
      mark: { type: "rule", strokeWidth: 1.5, color: palette.grey },
      encoding: { x: x(), y: y("low"), y2: { field: "high" } },
    },
    {
      data: { values: [...points] },
      mark: { type: "point", filled: true, size: 80, opacity: 1 },
      encoding: { x: x(), y: y(), color: colour, shape, tooltip },
    },
    {
      data: { values: [...guesses] },
      mark: { type: "point", filled: true, size: 190, shape: "diamond", opacity: 1, color: palette.ink },
      encoding: { x: x(), y: y(), tooltip },
    },
  ];
}

/** Where a logarithmic axis of speed-ups begins. */
function leastValue(points: readonly ScalingDatum[], curves: readonly ScalingCurve[]): number {
  const lows = points.map(({ value, low = value }) => Math.max(low, value / 2));
  return Math.max(0.1, Math.min(1, ...lows, ...curves.map(({ value }) => value)) / 1.2);
}

function bandLayers(
  bands: readonly ScalingBand[],
  most: number,
  x: (field?: string) => PositionFieldDef<string>,
): Layers {
  const shaded = shownBands(bands, most).filter((_, at) => at % 2 === 0);
  if (shaded.length === 0) return [];
  return [
    {
      data: { values: shaded },
      mark: { type: "rect", opacity: 1, color: "#F2F2F2" },
      encoding: { x: x(), x2: { field: "to" } },
    },
  ];
}

/**
 * The names of the bands, a line each: a narrow band's name reaches into the next. That of a wide last one is at its end,
 * in the first line, where no law goes that levels off.
 */
function bandLabels(drawing: ScalingDrawing, x: (field?: string) => PositionFieldDef<string>): Layers {
  const shown = shownBands(drawing.bands, drawing.mostWorkers);
  return shown.map((band, at) => {
    const isAtEnd = at > 0 && at === shown.length - 1 && isFreeAtEnd(drawing, band.workers);
    const align = isAtEnd ? ("right" as const) : ("left" as const);
    return {
      data: { values: [band] },
      mark: { type: "text", align, baseline: "top", dx: isAtEnd ? -4 : 4, fontSize: 11, color: palette.ink },
      encoding: {
        x: x(isAtEnd ? "to" : "workers"),
        y: { value: 3 + (isAtEnd ? 0 : lineHeight * at) },
        text: { field: "label", type: "nominal" },
      },
    };
  });
}

/** Pixels of a band's name with the space above and below. */
const lineHeight = 15;

/** Whether a band takes the last half of a logarithmic axis, and nothing is drawn there in the topmost line of names. */
function isFreeAtEnd({ curves, points, ideal, mostWorkers, mostValue, isLogarithmic }: ScalingDrawing, from: number) {
  const middle = Math.sqrt(mostWorkers);
  if (!isLogarithmic || from > middle) return false;
  const least = leastValue(points, curves);
  const below = mostValue / (mostValue / least) ** (lineHeight / height);
  return [...curves, ...points, ...ideal].every(({ workers, value }) => workers < middle || value < below);
}

function shownBands(bands: readonly ScalingBand[], most: number) {
  return bands
    .map(({ from, to, label }) => ({ workers: Math.max(1, from), to: Math.min(to, most), label }))
    .filter(({ workers, to }) => workers < to);
}

/** The number of cores, beyond which workers take turns. */
function coresLayers(
  { cores, text }: { cores: number; text: string },
  most: number,
  x: (field?: string) => PositionFieldDef<string>,
): Layers {
  const data = { values: [{ workers: cores, text }] };
  const isNearEnd = cores > 0.85 * most;
  return [
    { data, mark: { type: "rule", color: palette.paleGrey, strokeWidth: 6 }, encoding: { x: x() } },
    {
      data,
      mark: {
        type: "text",
        align: isNearEnd ? "right" : "left",
        baseline: "bottom",
        dx: isNearEnd ? -6 : 6,
        color: palette.grey,
        fontSize: 11,
      },
      encoding: { x: x(), y: { value: height - 4 }, text: { field: "text", type: "nominal" } },
    },
  ];
}

/** Pixels of the chart itself, without title and axes. */
export const height = 320;
