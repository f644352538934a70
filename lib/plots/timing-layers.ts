import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { LayerSpec } from "vega-lite/types_unstable/spec/index.js";
import { palette, strategyColours, strategyOrder } from "./palette.ts";
import { textWidth } from "./text-width.ts";
import { textSize } from "./theme.ts";
import type { TimingRow } from "./timing-rows.ts";

type Layers = LayerSpec<string>["layer"];

/** One row as Vega-Lite receives it; times in the chart's unit. */
export interface TimingDatum {
  /** The row's own name, of which the axis shows the part before the bar. */
  readonly row: string;
  readonly kind: TimingRow["kind"];
  readonly strategy: string;
  readonly name: string;
  readonly time: number;
  readonly low?: number;
  readonly high?: number;
  /** Where the row's text begins. */
  readonly end: number;
  readonly text: string;
}

/** The titles that the layers need, in the reader's language. */
export interface TimingTitles {
  readonly time: string;
  readonly strategy: string;
  readonly value: string;
}

/** Pixels that bars and the texts after them share, and between a bar and its text. */
const plotRoom = 490;
const textGap = 12;

/** Returns the layers of a timing chart: ideal bound, bars, the course's outlines, predictions, whiskers, texts. */
export function timingLayers(rows: readonly TimingDatum[], titles: TimingTitles, ideal: number | undefined): Layers {
  const endOfAxis = Math.max(...rows.map(({ end, text }) => end / (1 - share(text))), ideal ?? 0);
  const y = {
    field: "row",
    type: "nominal",
    sort: null,
    scale: { domain: rows.map(({ row }) => row), paddingInner: 0, paddingOuter: 0.15 },
    title: null,
    axis: { labelExpr: "split(datum.value, '|')[0]", ticks: false, domain: false, labelPadding: 8 },
  } as const;
  const x = (field: "time" | "low" | "high" | "end" | "ideal"): PositionFieldDef<string> => ({
    field,
    type: "quantitative",
    scale: { domain: [0, endOfAxis], nice: false },
    title: titles.time,
    axis: { tickCount: 6 },
  });
  const colour = {
    field: "strategy",
    type: "nominal",
    scale: { domain: [...strategyOrder], range: strategyOrder.map((strategy) => strategyColours[strategy]) },
    legend: null,
  } as const;
  const tooltip = [
    { field: "name", type: "nominal", title: titles.strategy },
    { field: "text", type: "nominal", title: titles.value },
  ] as const;
  const ofKind = (kind: TimingRow["kind"]) => [{ filter: `datum.kind === '${kind}'` }];
  const repeated = [{ filter: "isValid(datum.low)" }];
  const whiskerEnd = (field: "low" | "high"): Layers[number] => ({
    transform: repeated,
    mark: { type: "tick", size: 9, thickness: 1.5, color: palette.ink },
    encoding: { y, x: x(field) },
  });
  const layers: Layers = [
    {
      transform: ofKind("now"),
      mark: { type: "bar", size: 18 },
      encoding: { y, x: x("time"), color: colour, tooltip: [...tooltip] },
    },
    {
      transform: ofKind("earlier"),
      mark: { type: "bar", size: 12, fillOpacity: 0.35 },
      encoding: { y, x: x("time"), color: colour, tooltip: [...tooltip] },
    },
    {
      transform: ofKind("course"),
      mark: { type: "bar", size: 14, fill: palette.paper, strokeDash: [4, 3], strokeWidth: 1.5 },
      encoding: { y, x: x("time"), stroke: colour, tooltip: [...tooltip] },
    },
    {
      transform: ofKind("prediction"),
      mark: { type: "point", shape: "diamond", size: 110, filled: true, color: palette.ink, opacity: 1 },
      encoding: { y, x: x("time"), tooltip: [...tooltip] },
    },
    {
      transform: repeated,
      mark: { type: "rule", strokeWidth: 1.5, color: palette.ink },
      encoding: { y, x: x("low"), x2: { field: "high" } },
    },
    whiskerEnd("low"),
    whiskerEnd("high"),
    {
      mark: { type: "text", align: "left", dx: 7 },
      encoding: { y, x: x("end"), text: { field: "text", type: "nominal" } },
    },
  ];
  if (ideal === undefined) return layers;
  const bound: Layers[number] = {
    data: { values: [{ ideal }] },
    mark: { type: "rule", strokeDash: [2, 3], strokeWidth: 1.5, color: palette.ink },
    encoding: { x: x("ideal") },
  };
  return [bound, ...layers];
}

/** The share of the room that a row's text takes. */
function share(text: string): number {
  return Math.min(0.6, (textWidth(text, textSize) + textGap) / plotRoom);
}
