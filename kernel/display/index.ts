/** The one plot renderer of the control process, opened by the first plot; the kernel disposes of it at its end. */
import { type Bundle, type CompleteOptions, completeBundle as completeWith, plotIn } from "./complete-bundle.ts";
import { openPlotRenderer, type PlotRenderer } from "./plot-renderer.ts";

let renderer: PlotRenderer | undefined;

/** Adds its picture to a bundle that holds a plot; returns nothing, at once, for every other bundle. */
export function completeBundle(bundle: Bundle, options?: CompleteOptions): Promise<Bundle> | undefined {
  if (plotIn(bundle) === undefined) return undefined;
  renderer ??= openPlotRenderer();
  return completeWith(bundle, renderer, options);
}

/** Starts the renderer, so that the first plot comes as quickly as the next ones. */
export async function prewarmRenderer(): Promise<void> {
  renderer ??= openPlotRenderer();
  await renderer.prewarm();
}

/** Ends the renderer, if a plot has opened it. */
export async function disposeRenderer(): Promise<void> {
  const ended = renderer;
  renderer = undefined;
  await ended?.[Symbol.asyncDispose]();
}
