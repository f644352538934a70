import type { TopLevelSpec } from "vega-lite";
import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { LayerSpec } from "vega-lite/types_unstable/spec/index.js";
import type { Locale } from "../host/host.ts";
import type { Machine } from "../strategies/strategy.ts";
import { captionLines, machineCaption } from "./caption.ts";
import { palette } from "./palette.ts";
import { Plot, vegaLiteSchema } from "./plot.ts";
import { plotWidth, theme } from "./theme.ts";

type Layers = LayerSpec<string>["layer"];

/** A point of a line chart, in the axes' units. */
export interface LinePoint {
  readonly series: string;
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  /** Told by the tooltip. */
  readonly text: string;
  /** Written beside the point. */
  readonly label?: string;
  /** Where the label is on the second axis, where the point itself leaves it no room. */
  readonly labelY?: number;
}

/** One axis of a line chart. */
export interface LineAxis {
  readonly title: string;
  readonly isLogarithmic?: boolean;
  readonly domain?: readonly [number, number];
  /** A format of d3, or an expression of Vega over `datum.value`. */
  readonly format?: string;
  readonly expression?: string;
  readonly values?: readonly number[];
}

/** What a line chart is drawn from. */
export interface LineChart {
  readonly title: string;
  readonly description: string;
  /** What the caption says, a sentence each. */
  readonly sentences: readonly string[];
  readonly machines: readonly Machine[];
  readonly x: LineAxis;
  readonly y: LineAxis;
  readonly points: readonly LinePoint[];
  /** Series whose points no line joins. */
  readonly scattered?: readonly string[];
  /** What readers expected: diamonds. */
  readonly predictions?: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  /** Vertical lines with a name, such as the number of cores. */
  readonly rules?: readonly { readonly x: number; readonly text: string }[];
  /** Straight lines drawn dotted, such as a law or a roof, with a name at their last point. */
  readonly guides?: readonly (readonly { readonly x: number; readonly y: number; readonly text?: string }[])[];
  readonly height?: number;
  readonly locale: Locale;
  readonly table: readonly (readonly string[])[];
}

const colours = [palette.blue, palette.orange, palette.green, palette.vermillion, palette.purple, palette.skyBlue];
const shapes = ["circle", "square", "diamond", "triangle-up", "cross", "triangle-down"];
const dashes = [
  [1, 0],
  [7, 3],
  [3, 2],
  [9, 3, 2, 3],
  [1, 2],
  [12, 4],
];

/** Pixels at least between two labels of a logarithmic axis. */
const labelSeparation = 20;

/** Draws series of points, joined by lines; colour, shape and dashes tell them apart. O(points). */
export function lineChart(chart: LineChart): Plot {
  const { title, description, sentences, machines, height = 300, locale, table } = chart;
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: { text: title, subtitle: captionLines(sentences, machineCaption(machines, locale)) },
    width: plotWidth,
    height,
    autosize: { type: "fit-x", contains: "padding" },
    layer: layersOf(chart),
    config: theme(locale),
  };
  return new Plot({ spec, description, table, zoom: "xy" });
}

function layersOf({ x: across, y: up, points, scattered = [], ...chart }: LineChart): Layers {
  const x = positionOf("x", across);
  const y = positionOf("y", up);
  const domain = [...new Set(points.map(({ series }) => series))];
  // Long names need the room of two columns.
  const columns = domain.some((name) => name.length > 18) ? 2 : 4;
  const legend = domain.length > 1 ? { title: null, columns, symbolSize: 90, labelLimit: 0 } : null;
  const scaleOf = <T>(range: readonly T[]) => ({ domain, range: domain.map((_, at) => range[at % range.length] as T) });
  const colour = { field: "series", type: "nominal" as const, scale: scaleOf(colours), legend };
  const shape = { field: "series", type: "nominal" as const, scale: scaleOf(shapes), legend };
  const strokeDash = { field: "series", type: "nominal" as const, scale: scaleOf(dashes), legend };
  const tooltip = [
    { field: "series", type: "nominal" as const, title: " " },
    { field: "text", type: "nominal" as const, title: "=" },
  ];
  const { guides = [], predictions = [], rules = [] } = chart;
  const layers: Layers = [
    ...rules.flatMap((rule) => ruleLayers(rule, x, across)),
    ...guides.flatMap((guide) => guideLayers(guide, x, y)),
    {
      data: { values: points.filter(({ series }) => !scattered.includes(series)) },
      mark: { type: "line", strokeWidth: 2 },
      encoding: { x, y, color: colour, strokeDash },
    },
    {
      data: { values: points.filter(({ low }) => low !== undefined) },
      mark: { type: "rule", strokeWidth: 1.5, color: palette.grey },
      encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
    },
    {
      data: { values: [...points] },
      mark: { type: "point", filled: true, size: 75, opacity: 1 },
      encoding: { x, y, color: colour, shape, tooltip },
    },
    {
      data: {
        values: points
          .filter(({ label }) => label !== undefined)
          .map((point) => ({ ...point, labelY: point.labelY ?? point.y })),
      },
      mark: { type: "text", align: "left", dx: 9, dy: -7, fontSize: 11 },
      encoding: { x, y: { ...y, field: "labelY" }, text: { field: "label", type: "nominal" } },
    },
    {
      data: { values: [...predictions] },
      mark: { type: "point", shape: "diamond", filled: true, size: 190, opacity: 1, color: palette.ink },
      encoding: { x, y, tooltip: [{ field: "text", type: "nominal", title: "=" }] },
    },
  ];
  return layers.filter(
    ({ data }) => !(data && "values" in data && Array.isArray(data.values) && data.values.length === 0),
  );
}

function positionOf(field: string, { title, isLogarithmic, domain, format, expression, values }: LineAxis) {
  return {
    field,
    type: "quantitative" as const,
    scale: {
      type: isLogarithmic ? ("log" as const) : ("linear" as const),
      nice: false,
      ...(domain && { domain: [...domain] }),
    },
    title,
    axis: {
      grid: field === "y",
      ...(format && { format }),
      ...(expression && { labelExpr: expression }),
      ...(values && { values: [...values] }),
      // 1, 3, 10, 30, … where there is room, not 1, 2, 3 side by side.
      ...(isLogarithmic && !values && { labelSeparation }),
    },
  } satisfies PositionFieldDef<string>;
}

function ruleLayers(
  { x: at, text }: { x: number; text: string },
  x: PositionFieldDef<string>,
  { domain }: LineAxis,
): Layers {
  const data = { values: [{ x: at, text }] };
  const isNearEnd = domain !== undefined && at > 0.85 * domain[1];
  return [
    { data, mark: { type: "rule", color: palette.paleGrey, strokeWidth: 6 }, encoding: { x } },
    {
      data,
      mark: {
        type: "text",
        align: isNearEnd ? "right" : "left",
        baseline: "top",
        dx: isNearEnd ? -6 : 6,
        color: palette.grey,
        fontSize: 11,
      },
      // Above all points, where no line can cross it.
      encoding: { x, y: { value: 4 }, text: { field: "text", type: "nominal" } },
    },
  ];
}

function guideLayers(
  guide: readonly { readonly x: number; readonly y: number; readonly text?: string }[],
  x: PositionFieldDef<string>,
  y: PositionFieldDef<string>,
): Layers {
  return [
    {
      data: { values: [...guide] },
      mark: { type: "line", strokeDash: [2, 3], strokeWidth: 1.5, color: palette.ink },
      encoding: { x, y },
    },
    {
      data: { values: guide.filter(({ text }) => text !== undefined) },
      mark: { type: "text", align: "right", dx: -4, dy: -8, fontSize: 11 },
      encoding: { x, y, text: { field: "text", type: "nominal" } },
    },
  ];
}
