/**
 * The thread that draws plots: receives requests one at a time and answers each.
 *
 * Owner: the plot renderer of the control process, which starts it, ends it when a plot takes too long, and starts
 * another.
 */
import { parentPort } from "node:worker_threads";
import { drawPlot } from "./draw-plot.ts";
import { PlotError } from "./plot-error.ts";
import type { PlotAnswer, PlotRequest } from "./plot-messages.ts";

parentPort?.on("message", async (request: PlotRequest) => parentPort?.postMessage(await answer(request)));

async function answer({ grammar, json }: PlotRequest): Promise<PlotAnswer> {
  try {
    return { plot: await drawPlot(grammar, JSON.parse(json)) };
  } catch (error) {
    if (!(error instanceof PlotError)) throw error;
    const { code, message, field } = error;
    return { error: { code, message, field } };
  }
}
