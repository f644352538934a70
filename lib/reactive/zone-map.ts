import { host, type Locale } from "../host/host.ts";
import { figure } from "../plots/figure.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { DataCentreOptions } from "./data-centre-options.ts";
import { heatScale } from "./heat-scale.ts";
import { reactiveTexts } from "./reactive-texts.ts";
import type { ZoneSimulation } from "./simulate-zones.ts";

/** Pixels of a zone's square at most, and of all rows together. */
const tallestRow = 46;
const rowsHeight = 320;

/** The zones that a map shows; with more, the squares are too small to be read. */
const mostZones = 400;

/** Draws every zone as a square at one moment: its temperature, whether it is too hot, whether its cooling is raised. */
export function zoneMap(
  { zones, windows, readings }: Pick<ZoneSimulation, "zones" | "windows" | "readings">,
  options: Required<DataCentreOptions>,
  second: number,
  locale: Locale = host().locale,
): Plot {
  const words = reactiveTexts(locale);
  const { count, number } = numberFormat(locale);
  const columns = Math.ceil(Math.sqrt(Math.min(zones.length, mostZones) * 2));
  const rows = Math.ceil(Math.min(zones.length, mostZones) / columns);
  const last = new Map(windows.slice(-2 * zones.length).map((window) => [window.zone, window.mean]));
  const cells = zones.slice(0, mostZones).map(({ number: zone, celsius, isRaised }) => {
    const mean = last.get(zone) ?? celsius;
    const isHot = mean > options.threshold;
    return {
      zone: count(zone + 1),
      column: zone % columns,
      row: Math.floor(zone / columns),
      celsius: Math.round(mean * 10) / 10,
      text: number(Math.round(mean * 10) / 10),
      marks: `${isHot ? "▲" : ""}${isRaised ? "❄" : ""}`,
      isHot,
    };
  });
  const size = Math.min(tallestRow, Math.floor(rowsHeight / rows));
  const hot = cells.filter(({ isHot }) => isHot).length;
  const summary = words.mapSummary(count(hot), count(cells.length), count(readings));
  const axis = { axis: null, title: null, scale: { paddingInner: 0.06, paddingOuter: 0 } } as const;
  const x = { field: "column", type: "ordinal", ...axis } as const;
  const y = { field: "row", type: "ordinal", ...axis } as const;
  const data = { values: cells };
  return figure({
    title: words.mapTitle(number(second / 60)),
    summary,
    sentences: [summary, words.mapLegend],
    machines: [],
    height: rows * size,
    layers: [
      {
        data,
        mark: { type: "rect", aria: false },
        encoding: {
          x,
          y,
          color: { field: "celsius", type: "quantitative", scale: heatScale(options), title: words.celsius },
          tooltip: [
            { field: "zone", type: "nominal", title: words.zone },
            { field: "text", type: "nominal", title: words.celsius },
          ],
        },
      },
      ...(size >= 24
        ? [
            {
              data,
              mark: { type: "text" as const, dy: -6, fontSize: 12, color: palette.ink },
              encoding: { x, y, text: { field: "text", type: "nominal" as const } },
            },
            {
              data,
              mark: { type: "text" as const, dy: 9, fontSize: 11, color: palette.ink },
              encoding: { x, y, text: { field: "marks", type: "nominal" as const } },
            },
          ]
        : []),
    ],
    table: [[words.zone, words.temperature, ""], ...cells.map(({ zone, text, marks }) => [zone, text, marks])],
    locale,
  });
}
