import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { lineChart } from "../plots/line-chart.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Plot } from "../plots/plot.ts";
import { texts } from "../plots/texts.ts";
import type { MemoryCost } from "./memory-cost.ts";

/** How `memoryPlot` draws. */
export interface MemoryPlotOptions {
  /** MiB that the reader expected of one more process; drawn where as many of them would lead. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws the memory of processes and of threads against their number, in MiB.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * memoryPlot(await memoryCost({ workers: 2 }));
 */
export function memoryPlot(cost: MemoryCost, options: MemoryPlotOptions = {}): Plot {
  checkResult("cost", cost, "memoryCost", "kind");
  const { measures, kind, machine } = cost;
  const locale = localeOf(options);
  const prediction = finiteGuess(options.prediction);
  const say = words[locale];
  const { strategies, workers, workersAxis, prediction: yours } = texts(locale);
  const { number, count } = numberFormat(locale);
  const mebibytes = (bytes: number) => `${number(bytes / 2 ** 20)}${say.unit}`;
  const points = measures.map(({ strategy, workers: workerCount, bytes }) => ({
    series: strategies[strategy],
    x: workerCount,
    y: bytes / 2 ** 20,
    text: `${workers(strategy, count(workerCount), workerCount === 1)}${say.colon}${mebibytes(bytes)}`,
  }));
  const most = Math.max(1, ...measures.map((measure) => measure.workers));
  const told = points.filter(({ x }) => x === most).map(({ text }) => text);
  const guesses =
    prediction === undefined ? [] : [{ x: most, y: prediction * most, text: mebibytes(prediction * most * 2 ** 20) }];
  const counts = [...new Set(points.map(({ x }) => x))];
  return lineChart({
    title: say.title,
    description: `${say.title}${say.colon}${told.join(", ")}.`,
    sentences: [say.idle, say.kinds[kind], ...guesses.map(() => say.prediction)],
    machines: [machine],
    x: { title: workersAxis, domain: [0, most * 1.03], ...(counts.length <= 8 && { values: counts }), format: "d" },
    y: { title: say.axis, domain: [0, 1.1 * Math.max(1, ...[...points, ...guesses].map(({ y }) => y))] },
    points,
    predictions: guesses,
    locale,
    table: [
      [say.workers, say.axis],
      ...measures.map(({ strategy, workers: workerCount, bytes }) => [
        workers(strategy, count(workerCount), workerCount === 1),
        mebibytes(bytes),
      ]),
      ...guesses.map(({ text }) => [yours, text]),
    ],
  });
}

const words = {
  en: {
    title: "Memory of processes and of threads",
    axis: "Memory of all together (MiB)",
    workers: "workers",
    unit: "\u00a0MiB",
    colon: ": ",
    prediction: "Large diamond: what you predicted, for as many processes.",
    idle: "Workers that do nothing; the process that holds the threads is counted with them.",
    kinds: {
      proportional: "Proportional set size: pages that several processes share are divided among them.",
      resident: "Resident set size: pages that several processes share are counted in each.",
    },
  },
  fr: {
    title: "La mémoire des processus et des threads",
    axis: "Mémoire de l’ensemble (Mio)",
    workers: "exécutants",
    unit: "\u202fMio",
    colon: "\u202f: ",
    prediction: "Grand losange\u202f: ce que vous avez prédit, pour autant de processus.",
    idle: "Des exécutants qui ne font rien\u202f; le processus qui contient les threads est compté avec eux.",
    kinds: {
      proportional:
        "Taille proportionnelle (PSS)\u202f: les pages partagées par plusieurs processus sont réparties entre eux.",
      resident: "Taille résidente (RSS)\u202f: les pages partagées par plusieurs processus sont comptées dans chacun.",
    },
  },
};
