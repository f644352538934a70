import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { LayerSpec } from "vega-lite/types_unstable/spec/index.js";
import type { Strategy } from "../strategies/strategy.ts";
import { palette, strategyColours, strategyShapes } from "./palette.ts";
import type { SpeedUpPoint } from "./speed-up-points.ts";

type Layers = LayerSpec<string>["layer"];

/** One point as Vega-Lite receives it. */
export interface SpeedUpDatum {
  readonly kind: SpeedUpPoint["kind"];
  readonly line: string;
  /** The line and the run set: what a stroke joins. */
  readonly stroke: string;
  readonly workers: number;
  /** Where it is drawn: its worker count, but for a few pixels. */
  readonly at: number;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly name: string;
  readonly text: string;
  /** Written beside the last point of a line. */
  readonly label?: string;
  /** Where the label is, in the value's unit: labels never overlap. */
  readonly labelAt?: number;
}

/** What a speed-up chart is drawn from. */
export interface SpeedUpDrawing {
  readonly data: readonly SpeedUpDatum[];
  readonly lines: readonly { readonly line: string; readonly strategy: Strategy; readonly variant: number }[];
  /** The ideal, at each worker count drawn. */
  readonly ideal: readonly { readonly at: number; readonly value: number }[];
  readonly cores: number | undefined;
  /** Where the axis of workers ends. */
  readonly endOfAxis: number;
  readonly mostValue: number;
  readonly isPercent: boolean;
  readonly words: {
    readonly workers: string;
    readonly axis: string;
    readonly value: string;
    readonly strategy: string;
    readonly ideal: string;
    readonly cores: string;
  };
}

/** Strokes that tell lines of one strategy apart. */
const dashes = [
  [1, 0],
  [6, 3],
  [2, 2],
  [8, 3, 2, 3],
];

/** Returns the layers of a speed-up chart: cores, ideal, earlier lines, the last ones, whiskers, the course's points. */
export function speedUpLayers(drawing: SpeedUpDrawing): Layers {
  const { data, lines, ideal, cores, endOfAxis, mostValue, isPercent, words } = drawing;
  const counts = [...new Set([1, ...data.map(({ workers }) => workers)])].sort((a, b) => a - b);
  const x: PositionFieldDef<string> = {
    field: "at",
    type: "quantitative",
    scale: { domain: [0, endOfAxis], nice: false },
    title: words.workers,
    axis: { grid: false, format: "d", ...(counts.length <= 8 && { values: counts }) },
  };
  const y = (field: "value" | "low" | "high" | "labelAt"): PositionFieldDef<string> => ({
    field,
    type: "quantitative",
    scale: { domain: [0, mostValue], nice: false },
    title: words.axis,
    axis: isPercent ? { format: ".0%" } : { labelExpr: "format(datum.value, '~g') + '×'", tickCount: 6 },
  });
  const domain = lines.map(({ line }) => line);
  const colour = {
    field: "line",
    type: "nominal" as const,
    scale: { domain, range: lines.map(({ strategy }) => strategyColours[strategy]) },
    legend: null,
  };
  const shape = {
    field: "line",
    type: "nominal" as const,
    scale: { domain, range: lines.map(({ strategy }) => strategyShapes[strategy]) },
    legend: null,
  };
  const strokeDash = {
    field: "line",
    type: "nominal" as const,
    scale: { domain, range: lines.map(({ variant }) => dashes[variant % dashes.length] ?? [1, 0]) },
    legend: null,
  };
  const detail = { field: "stroke", type: "nominal" as const };
  const tooltip = [
    { field: "name", type: "nominal" as const, title: words.strategy },
    { field: "text", type: "nominal" as const, title: words.value },
  ];
  const ofKind = (kind: SpeedUpPoint["kind"]) => [{ filter: `datum.kind === '${kind}'` }];
  const repeated = [{ filter: "isValid(datum.low)" }];
  const lineOf = (kind: "now" | "earlier", opacity: number): Layers => [
    {
      transform: ofKind(kind),
      mark: { type: "line", strokeWidth: 2, opacity },
      encoding: { x, y: y("value"), color: colour, strokeDash, detail },
    },
    {
      transform: ofKind(kind),
      mark: { type: "point", filled: true, size: 70, opacity },
      encoding: { x, y: y("value"), color: colour, shape, tooltip },
    },
  ];
  /** Labels, drawn twice: once as a halo that keeps them apart from what they lie on. */
  const label = (style: { stroke?: string; strokeWidth?: number }): Layers[number] => ({
    transform: [{ filter: "isValid(datum.label)" }],
    mark: { type: "text", align: "left", dx: 12, strokeJoin: "round", ...style },
    encoding: { x: { ...x, field: "workers" }, y: y("labelAt"), text: { field: "label", type: "nominal" } },
  });
  const end = ideal.at(-1);
  return [
    ...(cores === undefined ? [] : coresLayers(cores, words.cores, x)),
    {
      data: { values: [...ideal] },
      mark: { type: "line", strokeDash: [2, 3], strokeWidth: 1.5, color: palette.ink },
      encoding: { x, y: y("value") },
    },
    {
      data: { values: end === undefined ? [] : [{ ...end, text: words.ideal }] },
      mark: { type: "text", align: "right", dx: -4, dy: -9 },
      encoding: { x, y: y("value"), text: { field: "text", type: "nominal" } },
    },
    ...lineOf("earlier", 0.35),
    {
      transform: repeated,
      mark: { type: "rule", strokeWidth: 1.5, color: palette.grey },
      encoding: { x, y: y("low"), y2: { field: "high" } },
    },
    ...lineOf("now", 1),
    {
      transform: ofKind("course"),
      mark: { type: "point", filled: false, size: 110, strokeWidth: 2, opacity: 1 },
      encoding: { x, y: y("value"), color: colour, shape, tooltip },
    },
    label({ stroke: palette.paper, strokeWidth: 4 }),
    label({}),
  ];
}

/** The number of cores, where extra workers stop helping work that only computes. */
function coresLayers(cores: number, text: string, x: PositionFieldDef<string>): Layers {
  const data = { values: [{ at: cores, text }] };
  return [
    { data, mark: { type: "rule", color: palette.paleGrey, strokeWidth: 6 }, encoding: { x } },
    {
      data,
      mark: { type: "text", align: "left", baseline: "top", dx: 6, color: palette.grey, fontSize: 11 },
      encoding: { x, y: { value: 2 }, text: { field: "text", type: "nominal" } },
    },
  ];
}
