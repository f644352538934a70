import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { lines } from "../plots/lines.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Plot } from "../plots/plot.ts";
import type { ThreadMemory } from "./thread-memory.ts";

/** How `threadMemoryLines` draws. */
export interface ThreadMemoryPlotOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** MiB that the reader expected of one thread; drawn where as many would lead. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws the process's memory, in MiB, against the number of threads, above what it had without any.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * threadMemoryLines(await threadMemory({ workers: 2 }));
 */
export function threadMemoryLines(measured: ThreadMemory, options: ThreadMemoryPlotOptions = {}): Plot {
  checkResult("measured", measured, "threadMemory", "residentMiB");
  const locale = localeOf(options);
  const prediction = finiteGuess(options.prediction);
  const words = texts[locale];
  const { number, time, count } = numberFormat(locale);
  const { residentMiB, perThreadMiB, firstMs, allMs, machine } = measured;
  const [none = 0] = residentMiB;
  const threads = residentMiB.length - 1;
  const written = (mib: number) => words.mib(number(mib));
  const points = residentMiB.map((mib, x) => ({ line: words.measured, x, y: Math.max(0, mib - none) }));
  const mean = points.reduce((sum, { y }) => sum + y, 0) / points.length;
  const fitted = (x: number) => mean + perThreadMiB * (x - threads / 2);
  const summary = words.summary(written(perThreadMiB), count(threads), written((residentMiB.at(-1) ?? 0) - none));
  return lines({
    title: options.title ?? words.title,
    summary,
    sentences: [summary, words.started(time(firstMs), time(allMs))],
    points,
    xTitle: words.threads,
    yTitle: words.axis,
    lineTitle: words.line,
    written,
    prediction: prediction === undefined ? undefined : { x: threads, y: prediction * threads },
    model: {
      name: words.fitted,
      points: [
        { x: 0, y: Math.max(0, fitted(0)) },
        { x: threads, y: Math.max(0, fitted(threads)) },
      ],
    },
    machines: [machine],
    locale,
  });
}

const texts = {
  en: {
    title: "Memory of threads that do nothing",
    summary: (each: string, threads: string, all: string) => `About ${each} for each thread; ${all} for ${threads}.`,
    started: (first: string, all: string) =>
      `The first ran after ${first}, all of them after ${all}. Dotted: least squares.`,
    threads: "Threads",
    axis: "Memory beyond that without threads (MiB)",
    line: "series",
    measured: "resident memory",
    fitted: "least squares",
    mib: (number: string) => `${number}\u00a0MiB`,
  },
  fr: {
    title: "La mémoire de threads qui ne font rien",
    summary: (each: string, threads: string, all: string) =>
      `Environ ${each} par thread\u202f; ${all} pour ${threads}.`,
    started: (first: string, all: string) =>
      `Le premier a tourné au bout de ${first}, tous au bout de ${all}. Pointillé\u202f: moindres carrés.`,
    threads: "Threads",
    axis: "Mémoire en plus de celle sans threads (Mio)",
    line: "série",
    measured: "mémoire résidente",
    fitted: "moindres carrés",
    mib: (number: string) => `${number}\u202fMio`,
  },
};
