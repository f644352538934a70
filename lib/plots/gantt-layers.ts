import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { LayerSpec } from "vega-lite/types_unstable/spec/index.js";
import type { GanttLane } from "./gantt-marks.ts";
import { palette } from "./palette.ts";

type Layers = LayerSpec<string>["layer"];

/** One bar as Vega-Lite receives it; times in the chart's unit. */
export interface GanttDatum {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
  readonly status: string;
  readonly kind: string;
  /** When it was queued, and the row's middle, where waiting is drawn. */
  readonly queued?: number;
  readonly middle?: number;
  /** Written after the bar. */
  readonly text?: string;
  /** Of single tasks and those drawn together. */
  readonly task?: string;
  readonly ran?: string;
  readonly waited?: string;
  readonly ended?: string;
}

export interface GanttDrawing {
  readonly bars: readonly GanttDatum[];
  readonly lanes: readonly GanttLane[];
  readonly rows: number;
  /** Where the time axis ends, for texts to fit on the right. */
  readonly endOfAxis: number;
  /** When the reader expected the end. */
  readonly prediction?: number;
  /** Whether bars are far enough apart for an edge between them. */
  readonly hasEdges: boolean;
  readonly titles: {
    readonly time: string;
    readonly task: string;
    readonly ran: string;
    readonly waited: string;
    readonly status: string;
  };
}

/** Pixels of the texts after bars. */
export const ganttTextSize = 11;

/** Colours of kinds of task, in the order in which kinds first appear. */
const kindColours = [palette.blue, palette.orange, palette.green, palette.purple, palette.skyBlue, palette.grey];

/** Returns the layers of a Gantt chart: a ground for every second lane, waiting, bars, crosses, texts, the guess. */
export function ganttLayers({ bars, lanes, rows, endOfAxis, prediction, hasEdges, titles }: GanttDrawing): Layers {
  const middles = lanes.map(({ top, bottom }) => (top + bottom) / 2);
  const names = lanes.map(({ name }) => name);
  const x = (field: "from" | "to" | "queued" | "at"): PositionFieldDef<string> => ({
    field,
    type: "quantitative",
    scale: { domain: [0, endOfAxis], nice: false },
    title: titles.time,
    axis: { tickCount: 6 },
  });
  const y = (field: "top" | "middle"): PositionFieldDef<string> => ({
    field,
    type: "quantitative",
    scale: { domain: [0, rows], reverse: true, nice: false },
    title: null,
    axis: {
      values: middles,
      labelExpr: `${JSON.stringify(names)}[indexof(${JSON.stringify(middles)}, datum.value)]`,
      labelOverlap: "greedy",
      labelSeparation: 4,
      grid: false,
      ticks: false,
      domain: false,
      labelPadding: 8,
    },
  });
  const kinds = [...new Set(bars.map(({ kind }) => kind))];
  const colour = {
    field: "kind",
    type: "nominal" as const,
    scale: { domain: kinds, range: kinds.map((_, at) => kindColours[at % kindColours.length] ?? palette.grey) },
    legend: kinds.length > 1 ? { title: null } : null,
  };
  const tooltip = [
    { field: "task", type: "nominal" as const, title: titles.task },
    { field: "ran", type: "nominal" as const, title: titles.ran },
    { field: "waited", type: "nominal" as const, title: titles.waited },
    { field: "ended", type: "nominal" as const, title: titles.status },
  ];
  const ofStatus = (status: string) => [{ filter: `datum.status === '${status}'` }];
  const place = { x: x("from"), x2: { field: "to" }, y: y("top"), y2: { field: "bottom" } };
  const edge = hasEdges ? { stroke: palette.paper, strokeWidth: 0.75 } : {};
  const layers: Layers = [
    {
      data: { values: lanes.filter((_, at) => at % 2 === 1).map(({ top, bottom }) => ({ top, bottom })) },
      mark: { type: "rect", color: "#F2F2F2", aria: false },
      encoding: { y: y("top"), y2: { field: "bottom" } },
    },
    {
      transform: ofStatus("ok"),
      ...(kinds.length > 1 && {
        params: [{ name: "shown", select: { type: "point", fields: ["kind"] }, bind: "legend" }],
      }),
      mark: { type: "rect", aria: false, ...edge },
      encoding: {
        ...place,
        color: colour,
        ...(kinds.length > 1 && { opacity: { condition: { param: "shown", value: 1 }, value: 0.15 } }),
        tooltip,
      },
    },
    {
      transform: ofStatus("failed"),
      mark: { type: "rect", aria: false, color: palette.vermillion },
      encoding: { ...place, tooltip },
    },
    {
      transform: ofStatus("cancelled"),
      mark: { type: "rect", aria: false, fill: palette.paper, stroke: palette.grey, strokeDash: [3, 2] },
      encoding: { ...place, tooltip },
    },
    {
      transform: ofStatus("failed"),
      mark: {
        type: "point",
        shape: "M-1,-1L1,1M-1,1L1,-1",
        size: 55,
        strokeWidth: 2.5,
        color: palette.ink,
        opacity: 1,
        aria: false,
      },
      encoding: { x: x("to"), y: y("middle") },
    },
  ];
  if (bars.some(({ queued }) => queued !== undefined)) {
    layers.splice(1, 0, {
      transform: [{ filter: "isValid(datum.queued)" }],
      mark: { type: "rule", color: palette.grey, opacity: 0.55, strokeWidth: 1.5, aria: false },
      encoding: { x: x("queued"), x2: { field: "from" }, y: y("middle"), tooltip },
    });
  }
  if (bars.some(({ text }) => text !== undefined)) {
    layers.push({
      transform: [{ filter: "isValid(datum.text)" }],
      mark: { type: "text", align: "left", dx: 10, fontSize: ganttTextSize },
      encoding: { x: x("to"), y: y("middle"), text: { field: "text", type: "nominal" } },
    });
  }
  if (prediction !== undefined) {
    const data = { values: [{ at: prediction, top: 0, bottom: rows, middle: rows / 2, kind: "prediction" }] };
    layers.push(
      {
        data,
        mark: { type: "rule", color: palette.ink, strokeDash: [4, 3], aria: false },
        encoding: { x: x("at"), y: y("top"), y2: { field: "bottom" } },
      },
      {
        data,
        mark: { type: "point", shape: "diamond", size: 130, filled: true, color: palette.ink, opacity: 1 },
        encoding: { x: x("at"), y: y("middle") },
      },
    );
  }
  return layers;
}
