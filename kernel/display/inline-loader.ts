/**
 * What stands in for Vega's loader: nothing is fetched and no file is read while a plot is drawn.
 *
 * Vega swallows what a loader throws and draws an empty chart, so the first refusal is kept.
 */
import { type Loader, loader } from "vega";
import { PlotError } from "./plot-error.ts";

/** A loader that refuses all but what is in the specification itself. */
export interface InlineLoader extends Loader {
  /** The first thing that was asked for and refused. */
  readonly refused: PlotError | undefined;
}

/** Returns a loader for one plot. Links stay links, checked by Vega's own rules; images must be `data:` addresses. */
export function inlineLoader(): InlineLoader {
  let refused: PlotError | undefined;
  const links = loader();

  function refuse(uri: string): PlotError {
    const shown = uri.length > 100 ? `${uri.slice(0, 100)}…` : uri;
    const error = new PlotError(
      "ERR_NAVETTE_PLOT_DATA",
      `The plot asks for ${shown}: nothing is loaded while a plot is drawn. Read it in the cell and give its rows as data.values`,
      { field: "data.url" },
    );
    refused ??= error;
    return error;
  }

  return {
    get refused() {
      return refused;
    },
    load: (uri) => Promise.reject(refuse(uri)),
    http: (uri) => Promise.reject(refuse(uri)),
    file: (name) => Promise.reject(refuse(name)),
    async sanitize(uri, options) {
      // Vega fails outside of any promise when a link is refused, so a refused one leads nowhere.
      if (options.context === "href") return links.sanitize(uri, options).catch(() => ({ href: "about:blank" }));
      if (options.context === "image" && uri.startsWith("data:image/")) return { href: uri };
      throw refuse(uri);
    },
  };
}
