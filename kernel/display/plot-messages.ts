import type { PlotErrorCode } from "./plot-error.ts";
import type { SpecProblem } from "./spec-problems.ts";

/** The grammar in which a plot is specified. */
export type Grammar = "vega-lite" | "vega";

/** What the renderer asks of its worker. */
export interface PlotRequest {
  readonly grammar: Grammar;
  /** The specification as JSON text, which crosses to a thread faster than its objects. */
  readonly json: string;
}

/** A plot drawn. */
export interface RenderedPlot {
  /** A complete SVG document, its text as text. */
  readonly svg: string;
  /** What is wrong with the specification, although it could be drawn: misspelt properties, fields without data. */
  readonly problems: readonly SpecProblem[];
  /** What Vega and Vega-Lite remarked. */
  readonly warnings: readonly string[];
}

/** What the worker says: once that it has loaded Vega; for each request the plot, or the parts of a `PlotError`. */
export type PlotAnswer =
  | { readonly ready: true }
  | { readonly plot: RenderedPlot }
  | { readonly error: { readonly code: PlotErrorCode; readonly message: string; readonly field: string | undefined } };
