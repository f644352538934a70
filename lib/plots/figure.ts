import type { TopLevelSpec } from "vega-lite";
import type { LayerSpec } from "vega-lite/types_unstable/spec/index.js";
import type { Locale } from "../host/host.ts";
import type { Machine } from "../strategies/strategy.ts";
import { captionLines, machineCaption } from "./caption.ts";
import type { Zoom } from "./interactions.ts";
import { Plot, vegaLiteSchema } from "./plot.ts";
import { texts } from "./texts.ts";
import { plotWidth, theme } from "./theme.ts";

export type Layers = LayerSpec<string>["layer"];

/** What a plot of one experiment is made of; how all plots look is added. */
export interface Figure {
  readonly title: string;
  /** What it shows, in a sentence or two without the title, for those who can't see it. */
  readonly summary: string;
  /** Sentences under the title: the summary and whatever helps to read the drawing. */
  readonly sentences: readonly string[];
  /** Where it was measured; empty for what comes from a model. */
  readonly machines: readonly Machine[];
  /** Pixels of the chart itself. */
  readonly height: number;
  /** Pixels of the whole, where it can't be as wide as other plots. */
  readonly width?: number;
  readonly layers: Layers;
  /** The numbers drawn, as rows of text under a heading row. */
  readonly table: readonly (readonly string[])[];
  readonly locale: Locale;
  /** For drawings whose layers have axes or colours of their own. */
  readonly resolve?: TopLevelSpec["resolve"];
  /** The axes along which a reader can zoom and move; none unless told. */
  readonly zoom?: Zoom | undefined;
}

/** Makes a plot of layers, with the title, caption, size and colours that every plot has. */
export function figure(parts: Figure): Plot {
  const { title, summary, sentences, machines, height, width, layers, table, locale, resolve, zoom } = parts;
  const description = `${title}${texts(locale).colon}${summary}`;
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: { text: title, subtitle: captionLines(sentences, machineCaption(machines, locale)) },
    width: width ?? plotWidth,
    height,
    autosize: { type: "fit-x", contains: "padding" },
    layer: layers,
    ...(resolve && { resolve }),
    config: theme(locale),
  };
  return new Plot({ spec, description, table, ...(zoom && { zoom }) });
}
