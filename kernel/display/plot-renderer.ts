/**
 * Draws plots outside the user process, so that a busy cell never delays them and their memory isn't the user's.
 *
 *     render ──queue, one at a time──▶ plot thread (Vega-Lite → Vega → SVG) ──▶ answer
 *
 * Owner of the thread: the renderer, which ends it when disposed of.
 */
import pLimit from "p-limit";
import { PlotError } from "./plot-error.ts";
import type { Grammar, RenderedPlot } from "./plot-messages.ts";
import { plotThread } from "./plot-thread.ts";

export interface RenderOptions {
  /** `"vega-lite"` unless told. */
  readonly grammar?: Grammar;
  /** Gives the plot up; what is being drawn is finished unseen. */
  readonly signal?: AbortSignal | undefined;
}

export interface PlotRendererOptions {
  /**
   * Milliseconds of the thread's CPU that drawing a plot may take, 10,000 unless told, and six times as many in all; the
   * thread's start isn't counted.
   */
  readonly timeLimitMs?: number;
  /** MiB of heap that drawing may take, 512 unless told. */
  readonly memoryMiB?: number;
  /** Characters of JSON that a specification may have, 16 Mi unless told. */
  readonly longestJson?: number;
}

/** Draws plots in a thread of its own; disposing of it ends the thread. */
export interface PlotRenderer extends AsyncDisposable {
  /**
   * Draws a specification as SVG.
   *
   * @throws PlotError naming what is wrong with it; the signal's reason when it is aborted.
   */
  render(spec: object, options?: RenderOptions): Promise<RenderedPlot>;
  /** Starts the thread and draws a first chart, so that the next one comes quickly. */
  prewarm(): Promise<void>;
}

/** Returns a renderer; its thread starts with the first plot. */
export function openPlotRenderer(options: PlotRendererOptions = {}): PlotRenderer {
  const { timeLimitMs = 10_000, memoryMiB = 512, longestJson = 2 ** 24 } = options;
  const thread = plotThread({ timeLimitMs, memoryMiB });
  const oneAtATime = pLimit(1);
  let closed = false;

  async function render(spec: object, { grammar = "vega-lite", signal }: RenderOptions = {}): Promise<RenderedPlot> {
    signal?.throwIfAborted();
    const json = JSON.stringify(spec);
    if (json.length > longestJson) throw tooLarge(json.length, longestJson);
    const drawn = oneAtATime(() => {
      if (closed) throw new PlotError("ERR_NAVETTE_PLOT_RENDERER", "The plot renderer is closed");
      signal?.throwIfAborted();
      return thread.draw({ grammar, json });
    });
    return signal === undefined ? drawn : orAborted(drawn, signal);
  }

  return {
    render,
    async prewarm() {
      await render(firstChart);
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      await thread.end();
    },
  };
}

function tooLarge(length: number, longest: number): PlotError {
  const [size, most] = [length, longest].map((characters) => (characters / 2 ** 20).toFixed(1));
  const message = `The plot's specification has ${size} Mi characters, more than ${most} Mi: draw fewer rows, or aggregate them`;
  return new PlotError("ERR_NAVETTE_PLOT_SIZE", message, { field: "data.values" });
}

/** A chart with what most charts have, so that Vega's code for it is compiled. */
const firstChart = {
  data: { values: [{ x: 1, y: "a" }] },
  title: "a",
  mark: "bar",
  encoding: { x: { field: "x", type: "quantitative" }, y: { field: "y", type: "nominal" } },
};

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: settled, resolve, reject } = Promise.withResolvers<T>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  return settled;
}
