import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure } from "../plots/figure.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { Device, GpuComparison } from "./compare-gpu.ts";
import { crossing } from "./crossing.ts";
import { deviceName, gpuTexts, reasonOf } from "./gpu-texts.ts";

/** How `gpuPlot` draws. */
export interface GpuPlotOptions {
  /** The size, in numbers or pixels, at which the reader expected the GPU to overtake one core. */
  readonly predicted?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

const colours: Readonly<Record<Device, string>> = {
  "one core": palette.grey,
  threads: palette.blue,
  gpu: palette.vermillion,
};
const shapes: Readonly<Record<Device, string>> = { "one core": "square", threads: "circle", gpu: "triangle-up" };

/**
 * Draws the time of each device, in ms, against the size, in numbers or pixels, on logarithmic axes, with the size at
 * which the GPU overtakes one core.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${gpuPlot(await compareGpu({ largest: 1024 }))}`);
 */
export function gpuPlot(comparison: GpuComparison, options: GpuPlotOptions = {}): Plot {
  checkResult("comparison", comparison, "compareGpu", "series");
  const locale = localeOf(options);
  const predicted = finiteGuess(options.predicted, "predicted");
  const { task, series, reason, machine } = comparison;
  const words = gpuTexts(locale);
  const { count, time, number } = numberFormat(locale);
  const names = series.map((one) => deviceName(one, locale));
  const gpu = series.find(({ device }) => device === "gpu");
  const crossings =
    gpu === undefined
      ? []
      : series
          .filter((one) => one !== gpu)
          .flatMap((other) => {
            const size = crossing(gpu, other);
            return size === undefined
              ? []
              : [{ size, name: deviceName(gpu, locale), other: deviceName(other, locale), series: other }];
          });
  const data = series.flatMap(({ points, device }, at) =>
    points.map(({ size, ms }) => ({ line: names[at], device, x: size, y: ms, text: time(ms) })),
  );
  const sizes = [...new Set(data.map(({ x }) => x))];
  const largest = Math.max(...sizes);
  const domain = [Math.min(...sizes) / 1.3, Math.max(largest, predicted ?? 0) * 1.3];
  const lowest = Math.min(...data.map(({ y }) => y));
  const atEnd = data.filter(({ x }) => x === largest);
  const summary = words.summary(atEnd.map(({ line, text }) => `${line} ${text}`).join(", "), count(largest));
  const told = crossings.map(({ name, other, size }) => words.crossed(name, other, count(size)));
  const x = {
    field: "x",
    type: "quantitative" as const,
    scale: { type: "log" as const, domain, nice: false },
    title: words.sizes[task],
    axis: { grid: false, tickCount: 6, format: "~s" },
  };
  const y = {
    field: "y",
    type: "quantitative" as const,
    scale: { type: "log" as const },
    title: words.time,
    axis: { tickCount: 6, format: "~g" },
  };
  const line = { field: "line", type: "nominal" as const };
  const legend = { title: null, columns: 1, labelLimit: 600 };
  const colour = { ...line, scale: { domain: names, range: series.map(({ device }) => colours[device]) }, legend };
  const shape = { ...line, scale: { domain: names, range: series.map(({ device }) => shapes[device]) }, legend };
  const values = { values: data };
  return figure({
    title: words.titles[task],
    summary: [summary, ...told].join(" "),
    sentences: [
      ...told,
      ...(reason === undefined ? [] : [words.noGpu(reasonOf(comparison, locale))]),
      words.axes,
      ...(predicted === undefined ? [] : [words.predicted]),
    ],
    machines: [machine],
    height: 280,
    zoom: "xy",
    layers: [
      {
        data: { values: crossings.map(({ size }) => ({ x: size })) },
        mark: { type: "rule", strokeDash: [2, 3], strokeWidth: 1.5, color: palette.ink },
        encoding: { x },
      },
      { data: values, mark: { type: "line", strokeWidth: 2 }, encoding: { x, y, color: colour } },
      {
        data: values,
        mark: { type: "point", filled: true, size: 75, opacity: 1 },
        encoding: {
          x,
          y,
          color: colour,
          shape,
          tooltip: [
            { ...line, title: words.device },
            { field: "x", type: "quantitative", title: words.sizes[task] },
            { field: "text", type: "nominal", title: words.time },
          ],
        },
      },
      ...(predicted !== undefined && predicted > 0
        ? [
            {
              data: { values: [{ x: predicted, y: lowest, kind: "prediction" }] },
              mark: {
                type: "point" as const,
                shape: "diamond",
                size: 130,
                filled: true,
                color: palette.ink,
                opacity: 1,
              },
              encoding: { x, y },
            },
          ]
        : []),
    ],
    table: [
      [words.sizes[task], ...names],
      ...sizes.map((size) => [
        count(size),
        ...series.map(({ points }) => {
          const point = points.find((one) => one.size === size);
          return point === undefined ? "" : `${number(point.ms)} ms`;
        }),
      ]),
    ],
    locale,
    resolve: { scale: { color: "shared", shape: "shared" }, legend: { color: "shared", shape: "shared" } },
  });
}
