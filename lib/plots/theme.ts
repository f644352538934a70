import type { TopLevelSpec } from "vega-lite";
import type { Locale } from "../host/host.ts";
import { vegaNumberLocale } from "./numbers.ts";
import { palette } from "./palette.ts";

/** Pixels of a whole chart: fits JupyterLab's page, and a phone's once shrunk by half. */
export const plotWidth = 640;

/** Pixels about a chart, and of its texts. */
export const plotPadding = 12;
export const captionSize = 11.5;
export const textSize = 12;

/**
 * How every plot looks.
 *
 * The background is white whatever the page's is: a picture can't know whether the page is dark, and no text colour has
 * enough contrast on both.
 */
export function theme(locale: Locale): NonNullable<TopLevelSpec["config"]> {
  return {
    background: palette.paper,
    font: "Helvetica, Arial, 'Liberation Sans', sans-serif",
    padding: plotPadding,
    locale: { number: vegaNumberLocale(locale) },
    view: { stroke: null },
    title: {
      anchor: "start",
      frame: "bounds",
      color: palette.ink,
      fontSize: 16,
      fontWeight: "bold",
      subtitleColor: palette.grey,
      subtitleFontSize: captionSize,
      subtitlePadding: 5,
      offset: 14,
    },
    axis: {
      labelColor: palette.ink,
      titleColor: palette.ink,
      labelFontSize: textSize,
      titleFontSize: textSize,
      titleFontWeight: "normal",
      gridColor: "#E6E6E6",
      domainColor: palette.grey,
      tickColor: palette.grey,
      labelLimit: 260,
    },
    legend: {
      labelColor: palette.ink,
      titleColor: palette.ink,
      labelFontSize: textSize,
      titleFontSize: textSize,
      orient: "bottom",
    },
    text: { color: palette.ink, fontSize: textSize },
  };
}
