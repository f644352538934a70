import { PlotError } from "./plot-error.ts";
import type { Grammar } from "./plot-messages.ts";
import type { PlotRenderer } from "./plot-renderer.ts";
import type { SpecProblem } from "./spec-problems.ts";

/** MIME types to data, as a Jupyter message carries them. */
export type Bundle = Record<string, unknown>;

const svgMime = "image/svg+xml";
const textMime = "text/plain";

/** `application/vnd.vegalite.v5+json`, `application/vnd.vega.v6+json` and the like, with or without a minor version. */
const plotMime = /^application\/vnd\.(vegalite|vega)\.v(\d+)(?:\.[\d.]+)?\+json$/;

/**
 * Versions of each grammar that JupyterLab 4.6 renders; a newer specification is shown under the newest of them, since
 * it differs in few features.
 */
const newestShown: Readonly<Record<Grammar, number>> = { "vega-lite": 5, vega: 5 };

/** The plot in a bundle that has no picture yet, if any. */
export function plotIn(bundle: Bundle): { mime: string; grammar: Grammar; version: number; spec: object } | undefined {
  if (svgMime in bundle) return undefined;
  for (const [mime, spec] of Object.entries(bundle)) {
    const [, name, version] = plotMime.exec(mime) ?? [];
    if (name === undefined || typeof spec !== "object" || spec === null) continue;
    return { mime, grammar: name === "vega" ? "vega" : "vega-lite", version: Number(version), spec };
  }
  return undefined;
}

/** How a bundle is completed. */
export interface CompleteOptions {
  /** Gives the picture up; the bundle comes without it. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Receives what the reader should know of the plot: why it has no picture, or what is wrong with it; `isWrong` where
   * its specification is the cause.
   */
  onNotice?(notice: string, isWrong: boolean): void;
}

/**
 * Adds to a bundle that holds a Vega or Vega-Lite plot what shows it everywhere: an SVG picture and, where its version
 * is newer than JupyterLab's, the type under which JupyterLab renders it.
 *
 * A plot that can't be drawn stays in the bundle as it is, with a notice before its text; nothing is lost.
 */
export async function completeBundle(
  bundle: Bundle,
  renderer: PlotRenderer,
  { signal, onNotice }: CompleteOptions = {},
): Promise<Bundle> {
  const plot = plotIn(bundle);
  if (plot === undefined) return bundle;
  const shown: Bundle = { ...bundle };
  if (plot.version > newestShown[plot.grammar]) {
    const name = plot.grammar === "vega" ? "vega" : "vegalite";
    shown[`application/vnd.${name}.v${newestShown[plot.grammar]}+json`] ??= plot.spec;
  }
  try {
    const { svg, problems } = await renderer.render(plot.spec, { grammar: plot.grammar, signal });
    const isWrong = problems.some(({ isOfData }) => isOfData !== true);
    if (problems.length > 0) onNotice?.(`This plot is not as asked: ${told(problems)}`, isWrong);
    return { ...shown, [svgMime]: svg };
  } catch (error) {
    const notice = `This plot has no picture: ${error instanceof Error ? error.message : String(error)}`;
    onNotice?.(notice, error instanceof PlotError && error.code === "ERR_NAVETTE_PLOT_SPEC");
    const text = bundle[textMime];
    return { ...shown, [textMime]: typeof text === "string" ? `[${notice}]\n\n${text}` : `[${notice}]` };
  }
}

function told(problems: readonly SpecProblem[]): string {
  const messages = problems.slice(0, 3).map(({ message }) => message);
  return [...messages, ...(problems.length > 3 ? [`and ${problems.length - 3} more`] : [])].join("; ");
}
