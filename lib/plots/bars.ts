import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { Locale } from "../host/host.ts";
import type { Machine } from "../strategies/strategy.ts";
import { figure, type Layers } from "./figure.ts";
import { palette } from "./palette.ts";
import type { Plot } from "./plot.ts";
import { textWidth } from "./text-width.ts";
import { texts } from "./texts.ts";
import { textSize } from "./theme.ts";

/** One bar: a quantity of one thing, with a whisker where it was repeated. */
export interface BarRow {
  readonly name: string;
  readonly value: number;
  /** Written after the bar. */
  readonly text: string;
  readonly low?: number;
  readonly high?: number;
  readonly colour?: string;
}

/** Bars of any quantity, one under the other. */
export interface Bars {
  readonly title: string;
  readonly summary: string;
  readonly sentences: readonly string[];
  readonly rows: readonly BarRow[];
  /** Title of the quantity's axis. */
  readonly axis: string;
  /** Heading of the bars' names in the table. */
  readonly heading: string;
  /** Whether each step of the axis is ten times the last, for quantities far apart: dots then, not bars. */
  readonly isLogarithmic?: boolean;
  /** The reader's guess: the row that it is about, and how much. */
  readonly prediction?: { readonly name: string; readonly value: number; readonly text: string } | undefined;
  readonly machines: readonly Machine[];
  readonly locale: Locale;
}

/** Pixels of a bar and the space about it, those that bars and their texts share, and between the two. */
const rowHeight = 30;
const plotRoom = 470;
const textGap = 16;

/** Draws bars with their values beside them, and the reader's guess as a diamond. */
export function bars(parts: Bars): Plot {
  const { rows, prediction, locale, isLogarithmic = false } = parts;
  const words = texts(locale);
  const ends = rows.map(({ value, high = value, text }) => high / (1 - share(text)));
  const linear = [0, Math.max(...ends, (prediction?.value ?? 0) * 1.05, Number.MIN_VALUE)];
  const domain = isLogarithmic ? decades(rows, prediction?.value) : linear;
  const x = (field: "value" | "low" | "high" | "end"): PositionFieldDef<string> => ({
    field,
    type: "quantitative",
    scale: { domain, nice: false, ...(isLogarithmic && { type: "log" as const }) },
    title: parts.axis,
    axis: { tickCount: 6, ...(isLogarithmic && { format: "~g" }) },
  });
  const y = {
    field: "name",
    type: "nominal" as const,
    sort: null,
    scale: { domain: [...new Set(rows.map(({ name }) => name))], paddingInner: 0.2, paddingOuter: 0.15 },
    title: null,
    axis: { ticks: false, domain: false, labelPadding: 8 },
  };
  const data = {
    values: rows.map(({ colour = palette.blue, ...row }) => ({ ...row, colour, end: row.high ?? row.value })),
  };
  const tooltip = [{ field: "text", type: "nominal" as const, title: parts.axis }];
  const layers: Layers = [
    {
      data,
      mark: isLogarithmic ? { type: "point", filled: true, size: 130, opacity: 1 } : { type: "bar", size: 18 },
      encoding: { y, x: x("value"), color: { field: "colour", type: "nominal", scale: null }, tooltip },
    },
    {
      data,
      transform: [{ filter: "isValid(datum.low)" }],
      mark: { type: "rule", strokeWidth: 1.5, color: palette.ink },
      encoding: { y, x: x("low"), x2: { field: "high" } },
    },
    {
      data,
      mark: { type: "text", align: "left", dx: 8 },
      encoding: { y, x: x("end"), text: { field: "text", type: "nominal" } },
    },
  ];
  if (prediction !== undefined) {
    layers.push({
      data: { values: [{ ...prediction, kind: "prediction" }] },
      mark: { type: "point", shape: "diamond", size: 130, filled: true, color: palette.ink, opacity: 1 },
      encoding: { y, x: x("value"), tooltip: [{ field: "text", type: "nominal", title: words.prediction }] },
    });
  }
  return figure({
    title: parts.title,
    summary: parts.summary,
    sentences: [...parts.sentences, ...(prediction ? [words.predictionCited] : [])],
    machines: parts.machines,
    height: rows.length * rowHeight + 10,
    layers,
    table: [
      [parts.heading, parts.axis],
      ...rows.map(({ name, text }) => [name, text]),
      ...(prediction ? [[words.prediction, prediction.text]] : []),
    ],
    locale,
  });
}

/** Whole powers of ten about all the values, with room for the longest text. */
function decades(rows: readonly BarRow[], guess: number | undefined): [number, number] {
  const values = rows.flatMap(({ value, low = value, high = value }) => [low, high]);
  const positive = [...values, ...(guess === undefined ? [] : [guess])].filter((value) => value > 0);
  const least = 10 ** Math.floor(Math.log10(Math.min(...positive, 1)));
  const ends = rows.map(({ value, high = value, text }) => {
    const part = share(text);
    return Math.log10(Math.max(high, least) / least) / (1 - part);
  });
  const most = Math.max(1, ...ends, Math.log10(Math.max(...positive, least) / least) * 1.05);
  return [least, least * 10 ** most];
}

/** The share of the room that a bar's text takes. */
function share(text: string): number {
  return Math.min(0.6, (textWidth(text, textSize) + textGap) / plotRoom);
}
