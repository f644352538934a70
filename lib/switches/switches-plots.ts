import { checkResult, firstResult } from "../errors/check-result.ts";
import { host, type Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { lineChart } from "../plots/line-chart.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Plot } from "../plots/plot.ts";
import { texts } from "../plots/texts.ts";
import type { Switches } from "./count-switches.ts";
import type { WorkerSwitches } from "./switches-by-workers.ts";

/** How `switchesPlot` draws. */
export interface SwitchesPlotOptions {
  /** What the reader expected: involuntary switches per second, at so many workers. */
  readonly predictions?: readonly { readonly workers: number; readonly perSecond: number }[];
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws the voluntary and involuntary context switches per second against the number of threads that compute.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no measures, or what is none.
 * @example
 * switchesPlot(await switchesByWorkers({ workers: [1, 2, 4], ms: 50 }));
 */
export function switchesPlot(measured: readonly WorkerSwitches[], options: SwitchesPlotOptions = {}): Plot {
  firstResult("measured", measured, "switchesByWorkers", "involuntary");
  const locale = localeOf(options);
  const { predictions = [] } = options;
  const say = switchWords(locale);
  const common = texts(locale);
  const { count, number } = numberFormat(locale);
  const rate = (perSecond: number) => (perSecond < 1000 ? number(perSecond) : count(perSecond));
  const points = (["voluntary", "involuntary"] as const).flatMap((kind) =>
    measured.map((one) => ({
      series: say[kind],
      x: one.workers,
      y: one[kind],
      text: `${common.workers("threads", count(one.workers), one.workers === 1)}${common.colon}${rate(one[kind])}`,
    })),
  );
  const most = Math.max(2, ...measured.map(({ workers }) => workers));
  const cores = measured[0]?.machine.cores ?? 1;
  const counts = [...new Set(points.map(({ x }) => x))];
  const highest = Math.max(1, ...points.map(({ y }) => y), ...predictions.map(({ perSecond }) => perSecond));
  const last = measured.at(-1);
  return lineChart({
    title: say.title,
    description: `${say.title}${common.colon}${
      last === undefined
        ? ""
        : `${common.workers("threads", count(last.workers), last.workers === 1)}, ${say.voluntary} ${rate(last.voluntary)}, ${say.involuntary} ${rate(last.involuntary)}`
    }.`,
    sentences: [say.explained, ...(predictions.length > 0 ? [say.prediction] : [])],
    machines: measured.map(({ machine }) => machine),
    x: { title: say.threadsAxis, domain: [0, most * 1.03], format: "d", ...(counts.length <= 8 && { values: counts }) },
    y: { title: say.axis, domain: [0, highest * 1.1], format: ",~r" },
    points,
    predictions: predictions.map(({ workers, perSecond }) => ({ x: workers, y: perSecond, text: rate(perSecond) })),
    rules: cores <= most ? [{ x: cores, text: common.cores(count(cores), cores === 1) }] : [],
    locale,
    table: [
      [say.threadsAxis, say.voluntary, say.involuntary],
      ...measured.map(({ workers, voluntary, involuntary }) => [count(workers), rate(voluntary), rate(involuntary)]),
    ],
  });
}

/**
 * Returns the switches per second of a process and of each of its threads, as rows for a table in the reader's
 * language. O(threads).
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.table(switchRows(await countSwitches(20)));
 */
export function switchRows(switches: Switches): Record<string, string | number>[] {
  checkResult("switches", switches, "countSwitches", "threads");
  const { threads, voluntary, involuntary } = switches;
  const say = switchWords(host().locale);
  const row = (name: string, rates: { voluntary: number; involuntary: number }) => ({
    [say.thread]: name,
    [say.voluntary]: Math.round(rates.voluntary),
    [say.involuntary]: Math.round(rates.involuntary),
  });
  return [
    row(say.process, { voluntary, involuntary }),
    ...threads.map(({ id, name, ...rates }) => row(`${name} (${id})`, rates)),
  ];
}

/** The words about context switches, in one language. */
export function switchWords(locale: Locale): typeof english {
  return locale === "fr" ? french : english;
}

const english = {
  title: "Context switches of threads that compute",
  voluntary: "voluntary",
  involuntary: "involuntary",
  thread: "thread",
  process: "whole process",
  threadsAxis: "Threads that compute",
  axis: "Context switches per second",
  explained:
    "Voluntary: the thread waits for something. Involuntary: the system takes the core away, for another thread.",
  prediction: "Large diamond: what you predicted.",
};

const french: typeof english = {
  title: "Les changements de contexte de threads qui calculent",
  voluntary: "volontaires",
  involuntary: "involontaires",
  thread: "thread",
  process: "processus entier",
  threadsAxis: "Threads qui calculent",
  axis: "Changements de contexte par seconde",
  explained:
    "Volontaire\u202f: le thread attend quelque chose. Involontaire\u202f: le système lui prend le cœur, pour un autre thread.",
  prediction: "Grand losange\u202f: ce que vous avez prédit.",
};
