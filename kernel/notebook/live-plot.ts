/**
 * A chart that takes rows as they come.
 *
 *   append ─▶ rows ─▶ drawn at once, if nothing was for a frame's time
 *                └─▶ else by a timer of the session's, or at the cell's end, whichever comes first
 *
 * Owner of the timer: the plot. Its frames come as fast as they can be drawn and sent, ten a second at most.
 */
import { inspect } from "node:util";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { type DisplayHandle, host } from "../../lib/host/host.ts";
import { vegaLiteMime } from "../../lib/plots/plot.ts";
import { showBundle, shownAlready } from "./show-bundle.ts";

/** Shortest time between two frames, in ms. */
const frameMs = 100;

/** Characters of rows that are sent in a millisecond on average: Jupyter's server takes 1 MB/s, pictures included. */
const charactersPerMs = 250;

/** A row: the fields that the chart's encodings name. */
export type PlotRow = Readonly<Record<string, unknown>>;

export interface LivePlotOptions {
  /** Rows that are kept: of more, the oldest go. 10,000 unless told. */
  readonly window?: number;
}

/** A chart in the notebook to which rows are added; the last state is the one that is saved. */
export interface LivePlot {
  /** Rows that are drawn, from the oldest. */
  readonly rows: readonly PlotRow[];
  /** Adds rows, and lets the oldest go beyond the window. */
  append(...rows: readonly PlotRow[]): void;
  /** Starts again with these rows; without any, with none. */
  reset(rows?: readonly PlotRow[]): void;
}

/**
 * Shows a Vega-Lite chart whose rows come while it is seen, at most ten frames a second however many rows come.
 *
 * @param spec - the chart; the rows of its `data.values`, if any, come first
 * @throws NavetteError `ERR_NAVETTE_PLOT_SPEC` for no specification, `ERR_NAVETTE_WINDOW` for a window below 1
 * @example
 * const plot = livePlot({
 *   mark: "line",
 *   encoding: { x: { field: "n", type: "quantitative" }, y: { field: "ms", type: "quantitative" } },
 * }, { window: 200 });
 * for (let n = 0; n < 1000; n += 1) plot.append({ n, ms: await ping() });
 */
export function livePlot(spec: object, { window = 10_000 }: LivePlotOptions = {}): LivePlot {
  if (typeof spec !== "object" || spec === null) {
    throw new NavetteError("ERR_NAVETTE_PLOT_SPEC", `livePlot takes a Vega-Lite specification, not ${inspect(spec)}.`);
  }
  if (!(Number.isInteger(window) && window >= 1)) {
    throw new NavetteError("ERR_NAVETTE_WINDOW", `livePlot: the window is ${inspect(window)}: give 1 row or more.`);
  }
  const rows: PlotRow[] = rowsIn(spec).slice(-window);
  let lastDrawn = performance.now();
  let waitMs = frameMs;
  let timer: NodeJS.Timeout | undefined;
  let isDue = false;

  let handle: DisplayHandle | undefined;

  // A chart without rows has no axes to draw, and Vega complains: the first rows show it, or the cell's end.
  if (rows.length > 0) handle = showBundle(bundle());
  else {
    lastDrawn = Number.NEGATIVE_INFINITY;
    isDue = true;
    host().atEnd(draw);
  }

  function bundle(): Record<string, unknown> {
    const data = { ...objectAt(spec, "data"), values: [...rows] };
    const description = Reflect.get(spec, "description");
    const text = typeof description === "string" ? description : "A Vega-Lite chart";
    return { [vegaLiteMime]: { ...spec, data }, "text/plain": `${text} (${rows.length})` };
  }

  function draw(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!isDue) return;
    isDue = false;
    if (handle === undefined) handle = showBundle(bundle());
    else handle.update(bundle());
    lastDrawn = performance.now();
    waitMs = Math.max(frameMs, JSON.stringify(rows.at(-1) ?? "").length * (rows.length / charactersPerMs));
  }

  function changed(): void {
    if (rows.length > window) rows.splice(0, rows.length - window);
    isDue = true;
    const wait = lastDrawn + waitMs - performance.now();
    if (wait <= 0 && host().isLive) draw();
    else {
      // First, and each time: an interrupt may come between any two of these steps.
      host().atEnd(draw);
      timer ??= host().inSession(() => setTimeout(draw, Math.max(1, wait)).unref());
    }
  }

  return shownAlready<LivePlot>({
    get rows() {
      return [...rows];
    },
    append(...more) {
      for (const row of more) rows.push(checked(row));
      changed();
    },
    reset(next = []) {
      rows.splice(0, rows.length, ...next.map(checked));
      changed();
    },
  });
}

function rowsIn(spec: object): PlotRow[] {
  const { values } = objectAt(spec, "data") as { values?: unknown };
  return Array.isArray(values) ? values.map(checked) : [];
}

function objectAt(holder: object, name: string): object {
  const value: unknown = Reflect.get(holder, name);
  return typeof value === "object" && value !== null ? value : {};
}

function checked(row: unknown): PlotRow {
  if (typeof row === "object" && row !== null && !Array.isArray(row)) return { ...row };
  throw new NavetteError("ERR_NAVETTE_ROW", `livePlot takes rows such as { x: 1, y: 2 }, not ${inspect(row)}.`);
}
