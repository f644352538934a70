import type { TopLevelSpec } from "vega-lite";
import { firstResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { captionLines, machineCaption } from "../plots/caption.ts";
import { lineChart } from "../plots/line-chart.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import { Plot, vegaLiteSchema } from "../plots/plot.ts";
import { plotWidth, theme } from "../plots/theme.ts";
import { predictedShare } from "./predict-shares.ts";
import type { Probe } from "./probe.ts";
import { probeWords } from "./probe-words.ts";
import { roomForLabels } from "./room-for-labels.ts";

/** How probes are drawn. */
export interface ProbePlotOptions {
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/** Pixels of a bar and the space about it. */
const rowHeight = 34;

/** Pixels of the chart of roofs. */
const roofHeight = 300;

/**
 * Draws for each program which share of its time it computes, waits for a core, and waits for anything else, with what
 * the reader predicted.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no probes, or what is none.
 * @example
 * probeBars([await probe("a pause", () => new Promise((resolve) => setTimeout(resolve, 50)))]);
 */
export function probeBars(probes: readonly Probe[], options: ProbePlotOptions = {}): Plot {
  firstResult("probes", probes, "probe", "computingShare");
  const locale = localeOf(options);
  const say = probeWords(locale);
  const { percent } = numberFormat(locale);
  const order = ["computing", "queued", "waiting"] as const;
  const data = probes.flatMap(({ name, wallMs, cpuMs, queuedMs }) => {
    const computing = Math.min(1, cpuMs / wallMs);
    const queued = Math.min(1 - computing, queuedMs / wallMs);
    const ends = { computing, queued: computing + queued, waiting: 1 };
    return order.map((part, at) => {
      const from = at === 0 ? 0 : ends[order[at - 1] ?? part];
      return { name, part: say.parts[part], from, to: ends[part], text: percent(ends[part] - from) };
    });
  });
  const shown = data.filter(({ from, to }) => to - from > 0.001);
  const guesses = probes.flatMap(({ name }) => {
    const share = predictedShare(name);
    return share === undefined ? [] : [{ name, share, text: percent(share) }];
  });
  const told = probes.map(({ name, bound }) => `${name} ${say.bounds[bound]}`);
  const description = `${say.barsTitle}${say.colon}${told.join(", ")}.`;
  const y = {
    field: "name",
    type: "nominal" as const,
    sort: null,
    title: null,
    axis: { ticks: false, domain: false, labelPadding: 8 },
  };
  const x = {
    field: "from",
    type: "quantitative" as const,
    scale: { domain: [0, 1] },
    title: say.barsAxis,
    axis: { format: ".0%", tickCount: 5 },
  };
  const domain = order.map((part) => say.parts[part]);
  const spec: TopLevelSpec = {
    $schema: vegaLiteSchema,
    description,
    title: {
      text: say.barsTitle,
      subtitle: captionLines(
        [say.atOnce, ...(guesses.length > 0 ? [say.prediction] : [])],
        machineCaption(
          probes.map(({ machine }) => machine),
          locale,
        ),
      ),
    },
    width: plotWidth,
    height: rowHeight * probes.length,
    autosize: { type: "fit-x", contains: "padding" },
    layer: [
      {
        data: { values: shown },
        mark: { type: "bar", size: 22, stroke: palette.paper, strokeWidth: 1 },
        encoding: {
          y,
          x,
          x2: { field: "to" },
          color: {
            field: "part",
            type: "nominal",
            scale: { domain, range: [palette.blue, palette.orange, palette.paleGrey] },
            legend: { title: null },
          },
          tooltip: [
            { field: "name", type: "nominal", title: say.program },
            { field: "part", type: "nominal", title: " " },
            { field: "text", type: "nominal", title: "=" },
          ],
        },
      },
      {
        data: { values: shown.filter(({ from, to }) => to - from > 0.08) },
        transform: [{ calculate: "(datum.from + datum.to) / 2", as: "middle" }],
        mark: { type: "text", fontSize: 11 },
        encoding: {
          y,
          x: { ...x, field: "middle" },
          text: { field: "text", type: "nominal" },
          color: {
            condition: { test: `datum.part === '${say.parts.computing}'`, value: palette.paper },
            value: palette.ink,
          },
        },
      },
      ...(guesses.length === 0
        ? []
        : [
            {
              data: { values: guesses },
              mark: {
                type: "point" as const,
                shape: "diamond",
                filled: true,
                size: 150,
                color: palette.ink,
                stroke: palette.paper,
                opacity: 1,
              },
              encoding: { y, x: { ...x, field: "share" } },
            },
          ]),
    ],
    config: theme(locale),
  };
  return new Plot({ spec, description, table: probeTable(probes, locale) });
}

/**
 * Draws programs under their roofs: how many cores they keep busy against how much they compute for each MiB that they
 * move. The flat roof is the machine's cores; the slanted one, the greatest flow of bytes that this run has seen.
 *
 * Source of the idea: S. Williams, A. Waterman and D. Patterson, "Roofline: an insightful visual performance model for
 * multicore architectures", Communications of the ACM 52(4), 2009; theirs counts operations and memory traffic.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no probes, or what is none.
 * @example
 * roofline([await probe("a pause", () => new Promise((resolve) => setTimeout(resolve, 50)))]);
 */
export function roofline(probes: readonly Probe[], options: ProbePlotOptions = {}): Plot {
  const first = firstResult("probes", probes, "probe", "computingShare");
  const locale = localeOf(options);
  const say = probeWords(locale);
  const { number, count } = numberFormat(locale);
  // A program that moves next to nothing is put at a KiB, and one that computes next to nothing at a tenth of a millisecond.
  const points = probes.map(({ name, cpuMs, wallMs, bytes = 0, bound }) => {
    const mebibytes = Math.max(bytes, 1024) / 2 ** 20;
    const computed = Math.max(cpuMs, 0.1);
    return {
      series: say.bounds[bound],
      x: computed / mebibytes,
      y: computed / wallMs,
      text: `${name}${say.colon}${number(computed / wallMs)}`,
      label: name,
      rate: mebibytes / wallMs,
    };
  });
  const { cores } = first.machine;
  const rate = Math.max(...points.map((point) => point.rate));
  const [least, most] = [Math.min(...points.map(({ x }) => x)) / 3, Math.max(...points.map(({ x }) => x)) * 30];
  const ridge = cores / rate;
  const lowest = Math.min(0.01, ...points.map(({ y }) => y)) / 2;
  const highest = Math.max(cores * 2, ...points.map(({ y }) => y * 1.5));
  const from = Math.max(least, lowest / rate);
  const guides = [
    ...(ridge > from
      ? [
          [
            { x: from, y: from * rate },
            { x: Math.min(most, ridge), y: Math.min(most, ridge) * rate },
          ],
        ]
      : []),
    ...(ridge < most
      ? [
          [
            { x: Math.max(ridge, least), y: cores },
            { x: most, y: cores, text: say.cores(count(cores), cores === 1) },
          ],
        ]
      : []),
  ];
  const told = probes.map(({ name, bound }) => `${name} ${say.bounds[bound]}`);
  return lineChart({
    title: say.roofTitle,
    description: `${say.roofTitle} ${told.join(", ")}.`,
    sentences: [say.roofs(number(rate * 1000)), say.areas],
    machines: probes.map(({ machine }) => machine),
    x: { title: say.intensity, isLogarithmic: true, domain: [least, most], format: ",~r" },
    y: {
      title: say.busyCores,
      isLogarithmic: true,
      domain: [lowest, highest],
      format: ",~r",
    },
    points: roomForLabels(points, { x: [least, most], y: [lowest, highest], height: roofHeight, lines: guides }),
    height: roofHeight,
    scattered: [...new Set(points.map(({ series }) => series))],
    guides,
    locale,
    table: probeTable(probes, locale),
  });
}

function probeTable(probes: readonly Probe[], locale: Locale): string[][] {
  const say = probeWords(locale);
  const { time, percent, number } = numberFormat(locale);
  return [
    [say.program, say.wallTime, say.cpuTime, say.loop, say.moved, say.bound],
    ...probes.map(({ name, wallMs, cpuMs, loopUtilisation, bytes, bound }) => [
      name,
      time(wallMs),
      time(cpuMs),
      percent(loopUtilisation),
      bytes === undefined ? say.untold : `${number(bytes / 2 ** 20)} ${locale === "fr" ? "Mio" : "MiB"}`,
      say.bounds[bound],
    ]),
  ];
}
