/**
 * Draws plots outside the user process, so that a busy cell never delays them and their memory isn't the user's.
 *
 *     render ──queue, one at a time──▶ worker thread (Vega-Lite → Vega → SVG) ──▶ answer
 *
 * Owner of the thread: the renderer, which starts it at the first plot, ends it when a plot takes too long, starts
 * another after that or after a crash, and ends it when disposed of. The thread loads nothing from anywhere.
 */
import { getCompileCacheDir } from "node:module";
import { Worker } from "node:worker_threads";
import pLimit from "p-limit";
import { PlotError } from "./plot-error.ts";
import type { Grammar, PlotAnswer, PlotRequest, RenderedPlot } from "./plot-messages.ts";

export interface RenderOptions {
  /** `"vega-lite"` unless told. */
  readonly grammar?: Grammar;
  /** Gives the plot up; what is being drawn is finished unseen. */
  readonly signal?: AbortSignal | undefined;
}

export interface PlotRendererOptions {
  /** Milliseconds that a plot may take, 10,000 unless told. */
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
  const oneAtATime = pLimit(1);
  let thread: Worker | undefined;
  let closed = false;

  function startThread(): Worker {
    const started = new Worker(new URL("./plot-worker.ts", import.meta.url), {
      name: "plots",
      env: compileCache(),
      execArgv: ["--disable-warning=ExperimentalWarning"],
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    });
    started.unref();
    started.once("exit", () => {
      if (thread === started) thread = undefined;
    });
    return started;
  }

  /** Has the thread draw one plot; the thread is idle when this begins and idle or gone when it settles. */
  function draw(request: PlotRequest): Promise<RenderedPlot> {
    if (closed) throw new PlotError("ERR_NAVETTE_PLOT_RENDERER", "The plot renderer is closed");
    thread ??= startThread();
    const worker = thread;
    const { promise, resolve, reject } = Promise.withResolvers<RenderedPlot>();
    const timer = setTimeout(() => {
      thread = undefined;
      const seconds = timeLimitMs / 1000;
      const message = `Drawing the plot took more than ${seconds} s and was given up: draw fewer rows, or aggregate them`;
      reject(new PlotError("ERR_NAVETTE_PLOT_TIME", message));
      void worker.terminate();
    }, timeLimitMs);

    function onMessage(answer: PlotAnswer): void {
      if ("plot" in answer) resolve(answer.plot);
      else reject(new PlotError(answer.error.code, answer.error.message, { field: answer.error.field }));
    }
    function onError(cause: unknown): void {
      const why = cause instanceof Error ? cause.message : String(cause);
      reject(new PlotError("ERR_NAVETTE_PLOT_RENDERER", `The plot renderer failed: ${why}`, { cause }));
    }
    function onExit(): void {
      reject(new PlotError("ERR_NAVETTE_PLOT_RENDERER", "The plot renderer ended before the plot was drawn"));
    }

    worker.once("message", onMessage).once("error", onError).once("exit", onExit).ref();
    worker.postMessage(request);
    return promise.finally(() => {
      clearTimeout(timer);
      worker.off("message", onMessage).off("error", onError).off("exit", onExit).unref();
    });
  }

  async function render(spec: object, { grammar = "vega-lite", signal }: RenderOptions = {}): Promise<RenderedPlot> {
    signal?.throwIfAborted();
    const json = JSON.stringify(spec);
    if (json.length > longestJson) {
      const [size, most] = [json.length, longestJson].map((length) => Math.ceil(length / 2 ** 20));
      const message = `The plot's specification has ${size} Mi characters, more than ${most} Mi: draw fewer rows, or aggregate them`;
      throw new PlotError("ERR_NAVETTE_PLOT_SIZE", message, { field: "data.values" });
    }
    const drawn = oneAtATime(() => {
      signal?.throwIfAborted();
      return draw({ grammar, json });
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
      const ended = thread;
      thread = undefined;
      await ended?.terminate();
    },
  };
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

/** The thread's environment: nothing but the folder where compiled code is kept. */
function compileCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}
