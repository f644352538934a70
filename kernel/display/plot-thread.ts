/**
 * The thread that draws plots, seen from the control process.
 *
 *     not started ──draw──▶ starting ──"ready"──▶ idle ◀──answer── drawing
 *                              │                    ▲                 │
 *                              └── 60 s, crash ──▶ gone ◀── limit of its CPU, crash, close
 *
 * Owner of the worker: the `PlotThread`, which starts another at the draw after one is gone. One draw at a time: the
 * caller waits for the one before. The worker doesn't keep the process alive but while it draws.
 */
import { getCompileCacheDir } from "node:module";
import { Worker } from "node:worker_threads";
import { afterCpu } from "./after-cpu.ts";
import { PlotError } from "./plot-error.ts";
import type { PlotAnswer, PlotRequest, RenderedPlot } from "./plot-messages.ts";

/** Milliseconds in which a thread must have loaded Vega: a machine that needs more is stuck. */
const startLimitMs = 60_000;

export interface PlotThread {
  /** Draws one plot; rejects with a PlotError `_SPEC`, `_DATA`, `_TIME` or `_RENDERER`. */
  draw(request: PlotRequest): Promise<RenderedPlot>;
  /** Ends the thread; what it was drawing is rejected. */
  end(): Promise<void>;
}

/** Returns a thread that isn't started yet; `timeLimitMs` is the CPU of one plot, `memoryMiB` the limit of the thread's heap. */
export function plotThread({ timeLimitMs, memoryMiB }: { timeLimitMs: number; memoryMiB: number }): PlotThread {
  let current: Worker | undefined;
  const ready = new WeakSet<Worker>();

  function start(): Worker {
    const worker = new Worker(new URL("./plot-worker.ts", import.meta.url), {
      name: "plots",
      env: compileCache(),
      execArgv: ["--disable-warning=ExperimentalWarning"],
      resourceLimits: { maxOldGenerationSizeMb: memoryMiB },
    });
    const gone = () => {
      if (current === worker) current = undefined;
    };
    return worker.on("error", gone).on("exit", gone);
  }

  function draw(request: PlotRequest): Promise<RenderedPlot> {
    current ??= start();
    const worker = current;
    const { promise, resolve, reject } = Promise.withResolvers<RenderedPlot>();
    let callOff = ready.has(worker) ? limitDrawing() : limitStart();

    function limitStart(): () => void {
      const timer = setTimeout(() => giveUp(neverReady(startLimitMs)), startLimitMs);
      return () => clearTimeout(timer);
    }
    function limitDrawing(): () => void {
      return afterCpu(worker, timeLimitMs, () => giveUp(tooSlow(timeLimitMs)));
    }
    function giveUp(error: PlotError): void {
      current = undefined;
      reject(error);
      void worker.terminate();
    }
    function onMessage(answer: PlotAnswer): void {
      if ("ready" in answer) {
        ready.add(worker);
        callOff();
        callOff = limitDrawing();
      } else if ("plot" in answer) resolve(answer.plot);
      else reject(new PlotError(answer.error.code, answer.error.message, { field: answer.error.field }));
    }
    function onError(cause: unknown): void {
      const why = cause instanceof Error ? cause.message : String(cause);
      reject(new PlotError("ERR_NAVETTE_PLOT_RENDERER", `The plot renderer failed: ${why}`, { cause }));
    }
    function onExit(): void {
      reject(new PlotError("ERR_NAVETTE_PLOT_RENDERER", "The plot renderer ended before the plot was drawn"));
    }

    worker.on("message", onMessage).on("error", onError).on("exit", onExit).ref();
    worker.postMessage(request);
    return promise.finally(() => {
      callOff();
      worker.off("message", onMessage).off("error", onError).off("exit", onExit).unref();
    });
  }

  return {
    draw,
    async end() {
      await current?.terminate();
    },
  };
}

function tooSlow(ms: number): PlotError {
  const message = `Drawing the plot took more than ${ms / 1000} s and was given up: draw fewer rows, or aggregate them`;
  return new PlotError("ERR_NAVETTE_PLOT_TIME", message);
}

function neverReady(ms: number): PlotError {
  return new PlotError("ERR_NAVETTE_PLOT_RENDERER", `The plot renderer did not start within ${ms / 1000} s`);
}

/** The thread's environment: nothing but the folder where compiled code is kept. */
function compileCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}
