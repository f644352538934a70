import type { TopLevelSpec } from "vega-lite";
import type { MimeBundle } from "../host/host.ts";
import { interactive, type Zoom } from "./interactions.ts";
import { textTable } from "./text-table.ts";

/**
 * The MIME type that JupyterLab renders: Vega-Lite 5.6.1 is inside JupyterLab 4.6, and no version 6. The specs carry a
 * version 6 `$schema` and use nothing newer than 5.6.
 */
export const vegaLiteMime = "application/vnd.vegalite.v5+json";

/** The `$schema` of every plot. */
export const vegaLiteSchema = "https://vega.github.io/schema/vega-lite/v6.json";

/** What a plot is made of. */
export interface PlotParts {
  readonly spec: TopLevelSpec;
  /** What the plot shows, in one or two sentences, for those who can't see it. */
  readonly description: string;
  /** The numbers drawn, as rows of text under a heading row. */
  readonly table: readonly (readonly string[])[];
  /** The axes along which a reader can zoom and move; none unless told. */
  readonly zoom?: Zoom;
}

/**
 * A chart: shows itself in a notebook, and prints its numbers elsewhere.
 *
 * Its spec uses nothing newer than Vega-Lite 5.6. Source: https://vega.github.io/vega-lite/docs/.
 *
 * @example
 * const plot = moorePlot(measureClock());
 * plot.table.length > 1; // true
 */
export class Plot {
  /** The drawing itself; what a notebook shows of it can be zoomed as well, and its legend clicked. */
  readonly spec: TopLevelSpec;
  /** What the plot shows, in one or two sentences, for those who can't see it. */
  readonly description: string;
  readonly #table: readonly (readonly string[])[];
  readonly #zoom: Zoom | undefined;

  constructor({ spec, description, table, zoom }: PlotParts) {
    this.spec = spec;
    this.description = description;
    this.#table = table;
    this.#zoom = zoom;
  }

  /** The numbers drawn, as rows of text under a heading row. */
  get table(): readonly (readonly string[])[] {
    return this.#table;
  }

  /** The description and the numbers drawn, as plain text. */
  toString(): string {
    return `${this.description}\n\n${textTable(this.#table)}`;
  }

  /** The MIME bundle: Vega-Lite and text. Never HTML or JavaScript, which JupyterLab would prefer. */
  [Symbol.for("Jupyter.display")](): MimeBundle {
    return { [vegaLiteMime]: interactive(this.spec, this.#zoom), "text/plain": this.toString() };
  }
}
