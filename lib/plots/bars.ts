import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import type { Locale } from "../host/host.ts";
import type { Machine } from "../strategies/strategy.ts";
import { figure, type Layers } from "./figure.ts";
import { finiteGuess } from "./finite-guess.ts";
import { palette } from "./palette.ts";
import type { Plot } from "./plot.ts";
import { textWidth } from "./text-width.ts";
import { texts } from "./texts.ts";
import { plotPadding, plotWidth, textSize } from "./theme.ts";

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
  /** Whether the quantity is a number of things, of which there are no halves. */
  readonly isCounted?: boolean;
  /** The reader's guess: the row that it is about, and how much. */
  readonly prediction?: { readonly name: string; readonly value: number; readonly text: string } | undefined;
  readonly machines: readonly Machine[];
  readonly locale: Locale;
}

/** Pixels of a bar and the space about it, between a bar and its text, and between a name and the bars. */
const rowHeight = 30;
const textGap = 16;
const nameGap = 20;

/** Draws bars with their values beside them, and the reader's guess as a diamond. */
export function bars(parts: Bars): Plot {
  const { rows, locale, isLogarithmic = false, isCounted = false } = parts;
  const prediction = finiteGuess(parts.prediction?.value) === undefined ? undefined : parts.prediction;
  const words = texts(locale);
  const widest = Math.max(...rows.map(({ name }) => textWidth(name, textSize)));
  const room = plotWidth - 2 * plotPadding - widest - nameGap;
  /** Where a row's text begins: after its bar, its whisker, and the guess. */
  const endOf = ({ name, value, high = value }: BarRow) =>
    Math.max(high, prediction?.name === name ? prediction.value : 0);
  const shares = rows.map(({ text }) => Math.min(0.75, (textWidth(text, textSize) + textGap) / room));
  const linear = [0, Math.max(...rows.map((row, at) => endOf(row) / (1 - (shares[at] ?? 0))), Number.MIN_VALUE)];
  const domain = isLogarithmic ? decades(rows.map(endOf), shares, rows) : linear;
  const x = (field: "value" | "low" | "high" | "end"): PositionFieldDef<string> => ({
    field,
    type: "quantitative",
    scale: { domain, nice: false, ...(isLogarithmic && { type: "log" as const }) },
    title: parts.axis,
    axis: { tickCount: 6, ...(isLogarithmic && { format: "~g" }), ...(isCounted && { tickMinStep: 1, format: "d" }) },
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
    values: rows.map(({ colour = palette.blue, ...row }) => ({ ...row, colour, end: endOf(row) })),
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

/** From a whole power of ten below all values to where the last text ends. */
function decades(ends: readonly number[], shares: readonly number[], rows: readonly BarRow[]): [number, number] {
  const positive = rows.flatMap(({ value, low = value }) => [value, low]).filter((value) => value > 0);
  const least = 10 ** Math.floor(Math.log10(Math.min(...positive, ...ends.filter((end) => end > 0))));
  const steps = ends.map((end, at) => Math.log10(Math.max(end, least) / least) / (1 - (shares[at] ?? 0)));
  return [least, least * 10 ** Math.max(1, ...steps)];
}
