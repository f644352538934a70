import { escapeUTF8 } from "entities";
import * as vega from "vega";
import type { TopLevelSpec } from "vega-lite";
import { compile } from "vega-lite";
import { textWidth } from "../../lib/plots/text-width.ts";
import { absentFields } from "./absent-fields.ts";
import { inlineLoader } from "./inline-loader.ts";
import { withOwnIds } from "./own-ids.ts";
import { PlotError } from "./plot-error.ts";
import type { Grammar, RenderedPlot } from "./plot-messages.ts";
import { type RecordingLogger, recordingLogger } from "./recording-logger.ts";
import { type SpecProblem, specProblems } from "./spec-problems.ts";

const { textMetrics } = vega as typeof vega & { textMetrics: { width(item: TextItem, text: unknown): number } };
textMetrics.width = ({ fontSize = 11, fontWeight }, text) =>
  textWidth(String(text ?? ""), fontSize, fontWeight === "bold" || Number(fontWeight) >= 600);

/** Pixels of a chart that asks for the width of its container: there is none here. */
const containerWidth = 600;

/** Vega's text items, as its `textMetrics` receives them; its published types leave both out. */
interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

/**
 * Draws a specification as an SVG document, without a browser.
 *
 * @throws PlotError `ERR_NAVETTE_PLOT_SPEC` or `ERR_NAVETTE_PLOT_DATA`.
 */
export async function drawPlot(grammar: Grammar, spec: object): Promise<RenderedPlot> {
  const logger = recordingLogger();
  const loader = inlineLoader();
  let view: vega.View | undefined;
  try {
    const runtime = vega.parse(grammar === "vega" ? (spec as vega.Spec) : compiled(spec, logger));
    view = new vega.View(runtime, { renderer: "none", logger, loader });
    const svg = await view.toSVG();
    if (loader.refused) throw loader.refused;
    if (logger.errors.length > 0) throw new Error(logger.errors.join("; "));
    return { svg: withOwnIds(labelled(svg, spec)), problems: problemsOf(grammar, spec), warnings: logger.warnings };
  } catch (error) {
    if (error instanceof PlotError) throw error;
    if (loader.refused) throw loader.refused;
    throw wrongSpec(grammar, spec, [...logger.errors, error instanceof Error ? error.message : String(error)], error);
  } finally {
    view?.finalize();
  }
}

/** What is wrong with a specification, drawn or not. */
function problemsOf(grammar: Grammar, spec: object): SpecProblem[] {
  return grammar === "vega-lite" ? [...specProblems(spec), ...absentFields(spec)] : [];
}

/** The error of a specification that can't be drawn: what is wrong with it, else what Vega said. */
function wrongSpec(grammar: Grammar, spec: object, said: readonly string[], cause: unknown): PlotError {
  const [first, ...others] = problemsOf(grammar, spec);
  const messages = first === undefined ? [...new Set(said)] : [first, ...others].map(({ message }) => message);
  return new PlotError("ERR_NAVETTE_PLOT_SPEC", messages.slice(0, 5).join("; "), { cause, field: first?.field });
}

/** Vega's specification of a Vega-Lite chart. */
function compiled(spec: object, logger: RecordingLogger): vega.Spec {
  const { spec: full } = compile(spec as TopLevelSpec, { logger });
  const signals = full.signals?.map((signal) =>
    "init" in signal && typeof signal.init === "string" && signal.init.includes("containerSize()")
      ? { ...signal, init: String(containerWidth) }
      : signal,
  );
  return signals === undefined ? full : { ...full, signals };
}

/** Names the picture for those who can't see it, and lets it shrink with the page. */
function labelled(svg: string, spec: object): string {
  const label = escapeUTF8(descriptionOf(spec));
  return svg.replace("<svg ", () => `<svg role="img" aria-label="${label}" style="max-width:100%;height:auto" `);
}

/** The description of a specification, else its title. */
function descriptionOf(spec: object): string {
  const { description, title } = spec as { description?: unknown; title?: unknown };
  if (typeof description === "string") return description;
  const text = typeof title === "object" && title !== null && "text" in title ? title.text : title;
  if (Array.isArray(text)) return text.join(" ");
  return typeof text === "string" ? text : "Chart";
}
