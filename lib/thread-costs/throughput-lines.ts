import { firstResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { lines } from "../plots/lines.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Plot } from "../plots/plot.ts";
import { summary as summed } from "../plots/summary.ts";
import type { Run } from "../strategies/strategy.ts";
import type { Sharing } from "./busy-thread.ts";
import type { Throughput } from "./throughput.ts";

/** How `throughputLines` draws. */
export interface ThroughputLinesOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** How many times one thread's work the reader expected of the most threads that share nothing. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws the work done in a second against the number of threads, one line for each thing shared, as multiples of what
 * one thread does that shares nothing.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs.
 * @example
 * throughputLines([await throughput({ workers: 1, durationMs: 10 })]);
 */
export function throughputLines(runs: readonly Run<Throughput>[], options: ThroughputLinesOptions = {}): Plot {
  const locale = localeOf(options);
  const prediction = finiteGuess(options.prediction);
  firstResult("runs", runs, "throughput", "results.piecesPerSecond");
  const words = texts[locale];
  const { number, count } = numberFormat(locale);
  const groups = [...Map.groupBy(runs, ({ results: { sharing }, workers }) => `${sharing}/${workers}`).values()];
  const measured = groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { sharing } = first.results;
    const rates = group.map(({ results }) => results.piecesPerSecond);
    return [{ sharing, workers: first.workers, ...summed(rates, "median") }];
  });
  const alone = measured.find(({ sharing }) => sharing === "nothing") ?? measured[0];
  const unit = (alone?.centre ?? 1) / (alone?.workers ?? 1) || 1;
  const points = measured
    .map(({ sharing, workers, centre, low, high }) => ({
      line: words.sharings[sharing],
      x: workers,
      y: centre / unit,
      ...(low !== undefined && { low: low / unit }),
      ...(high !== undefined && { high: high / unit }),
    }))
    .sort((a, b) => order(a.line) - order(b.line) || a.x - b.x);
  function order(line: string): number {
    return Object.values(words.sharings).indexOf(line);
  }
  const most = Math.max(...runs.map(({ workers }) => workers));
  const cores = runs[0]?.machine.cores ?? 1;
  const written = (value: number) => `${number(value)}×`;
  const best = points.toSorted((a, b) => b.y - a.y)[0];
  const summary = words.summary(best?.line ?? "", written(best?.y ?? 0), count(best?.x ?? 1));
  return lines({
    title: options.title ?? words.title,
    summary,
    sentences: [summary, words.read],
    points,
    xTitle: words.threads,
    yTitle: words.axis,
    lineTitle: words.line,
    written,
    labelExpr: "format(datum.value, '~g') + '×'",
    cores,
    prediction: prediction === undefined ? undefined : { x: most, y: prediction },
    model: {
      name: words.ideal,
      points: Array.from({ length: most }, (_, at) => ({ x: at + 1, y: Math.min(at + 1, cores) })),
    },
    machines: runs.map(({ machine }) => machine),
    locale,
  });
}

const english = {
  title: "More threads, more work?",
  summary: (line: string, value: string, threads: string): string =>
    `Most work: ${value} that of one thread, with ${threads === "1" ? "1 thread" : `${threads} threads`} (${line}).`,
  read: "Dotted: n threads, n times the work, up to the number of cores.",
  threads: "Threads",
  axis: "Work per second (one thread alone: 1×)",
  line: "shared",
  ideal: "ideal",
  sharings: { nothing: "nothing shared", counter: "a counter shared", lock: "one lock held" } as Readonly<
    Record<Sharing, string>
  >,
};

const texts: Readonly<Record<Locale, typeof english>> = {
  en: english,
  fr: {
    title: "Plus de threads, plus de travail\u202f?",
    summary: (line, value, threads) =>
      `Le plus de travail\u202f: ${value} celui d’un thread, avec ${threads === "1" ? "1 thread" : `${threads} threads`} (${line}).`,
    read: "Pointillé\u202f: n threads, n fois le travail, jusqu’au nombre de cœurs.",
    threads: "Threads",
    axis: "Travail par seconde (un thread seul\u202f: 1×)",
    line: "partagé",
    ideal: "idéal",
    sharings: { nothing: "rien de partagé", counter: "un compteur partagé", lock: "un verrou tenu" },
  },
};
