import type { PositionFieldDef } from "vega-lite/types_unstable/channeldef.js";
import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { figure } from "../plots/figure.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { TraceData } from "./trace-step.ts";

/** Pixels of a line's bar. */
const rowHeight = 22;

/** Characters of a line that are written beside its bar. */
const mostText = 38;

/** Pixels of a character beside a bar, which all are as wide as one another, and between the longest line and its bar. */
const characterWidth = 7.25;
const textGap = 4;

/** How `lineCounts` draws. */
export interface LineCountsOptions {
  /** How many steps the reader expected. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/** How often each line was about to run, by its number from 1 on; lines that never ran are left out. O(steps). */
export function timesRun({ steps }: Pick<TraceData, "steps">): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { line, error } of steps) if (error === undefined) counts.set(line, (counts.get(line) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => a - b));
}

/**
 * Draws how often each line of a traced program ran.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no trace, such as the promise of one.
 * @example
 * lineCounts(await trace("for (let i = 0; i < 3; i++) {\n  console.log(i);\n}"));
 */
export function lineCounts(trace: TraceData, options: LineCountsOptions = {}): Plot {
  checkResult("trace", trace, "trace", "source");
  const locale = localeOf(options);
  const prediction = finiteGuess(options.prediction);
  const words = texts[locale];
  const { count } = numberFormat(locale);
  const lines = trace.source.split("\n");
  const rows = [...timesRun(trace)].filter(([line]) => line <= lines.length);
  const data = rows.map(([line, times]) => {
    const source = (lines[line - 1] ?? "").trim();
    const shown = source.length > mostText ? `${source.slice(0, mostText - 1)}…` : source;
    return { line, times, name: `${line}  ${shown}`, text: count(times) };
  });
  const most = data.reduce((best, one) => (one.times > best.times ? one : best), data[0] ?? { line: 0, times: 0 });
  const longest = Math.max(0, ...data.map(({ name }) => name.length));
  const y = {
    field: "name",
    type: "nominal",
    sort: null,
    title: null,
    axis: {
      labelFont: "'DejaVu Sans Mono', Menlo, Consolas, monospace",
      labelLimit: 330,
      // Wider than Vega takes it for, which measures without a browser: the beginnings would be cut off.
      minExtent: Math.ceil(longest * characterWidth) + textGap,
      ticks: false,
    },
  } satisfies PositionFieldDef<string>;
  const x = {
    field: "times",
    type: "quantitative",
    scale: { domain: [0, Math.max(1, most.times) * 1.15], nice: false },
    title: words.axis,
    axis: { tickMinStep: 1, format: ",d" },
  } satisfies PositionFieldDef<string>;
  const expected = prediction === undefined ? [] : [words.prediction(count(prediction))];
  const summary = words.summary(count(trace.steps.length), count(most.line), count(most.times));
  return figure({
    title: words.title,
    summary: [summary, ...expected].join(" "),
    sentences: [summary, ...expected],
    machines: [],
    height: Math.max(1, data.length) * rowHeight,
    locale,
    layers: [
      { data: { values: data }, mark: { type: "bar", color: palette.blue }, encoding: { x, y } },
      {
        data: { values: data },
        mark: { type: "text", align: "left", dx: 5 },
        encoding: { x, y, text: { field: "text", type: "nominal" } },
      },
    ],
    table: [
      [words.line, words.program, words.axis],
      ...data.map(({ line, name, text }) => [String(line), name.slice(name.indexOf(" ")).trim(), text]),
    ],
  });
}

const texts = {
  en: {
    title: "How often each line runs",
    axis: "times",
    line: "line",
    program: "program",
    summary: (steps: string, line: string, times: string) =>
      `${steps} steps, counted, not timed; line ${line} runs most often, ${times} times.`,
    prediction: (guess: string) => `Your prediction: ${guess} steps.`,
  },
  fr: {
    title: "Combien de fois chaque ligne s’exécute",
    axis: "fois",
    line: "ligne",
    program: "programme",
    summary: (steps: string, line: string, times: string) =>
      `${steps} pas, comptés, non chronométrés ; la ligne ${line} s’exécute le plus souvent, ${times} fois.`,
    prediction: (guess: string) => `Votre prédiction : ${guess} pas.`,
  },
} as const;
