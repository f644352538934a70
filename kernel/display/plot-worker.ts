/**
 * The thread that draws plots: receives requests one at a time and answers each.
 *
 * Owner: the `PlotThread` of the control process, which starts it and ends it when a plot takes too long.
 */
import { parentPort } from "node:worker_threads";
import { drawPlot } from "./draw-plot.ts";
import { PlotError } from "./plot-error.ts";
import type { PlotAnswer, PlotRequest } from "./plot-messages.ts";

parentPort?.on("message", async (request: PlotRequest) => say(await answer(request)));
say({ ready: true });

function say(answer: PlotAnswer): void {
  parentPort?.postMessage(answer);
}

async function answer({ grammar, json }: PlotRequest): Promise<PlotAnswer> {
  try {
    return { plot: await drawPlot(grammar, JSON.parse(json)) };
  } catch (error) {
    if (!(error instanceof PlotError)) throw error;
    const { code, message, field } = error;
    return { error: { code, message, field } };
  }
}
