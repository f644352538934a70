import { checkResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { lineChart } from "../plots/line-chart.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Plot } from "../plots/plot.ts";
import type { IpcWay } from "./ipc-channels.ts";
import type { IpcCost } from "./ipc-cost.ts";

/** How `ipcPlot` draws. */
export interface IpcPlotOptions {
  /** What the reader expected of a size: ms of a round trip. */
  readonly predictions?: readonly { readonly ms: number }[];
  /** The size that the prediction is for, in bytes. */
  readonly predictedBytes?: number;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws what a message costs, in ms of a round trip, by its size in bytes and the way that it takes; both axes are
 * logarithmic.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * ipcPlot(await ipcCost({ sizes: [1, 1_000_000], roundTrips: 5 }));
 */
export function ipcPlot(cost: IpcCost, options: IpcPlotOptions = {}): Plot {
  checkResult("cost", cost, "ipcCost", "measures.0.roundTripMs");
  const { measures, machine } = cost;
  const locale = localeOf(options);
  const { predictions = [], predictedBytes = 1 } = options;
  const say = ipcWords(locale);
  const { time, count } = numberFormat(locale);
  const points = measures.map(({ way, bytes, roundTripMs: { centre, low, high } }) => ({
    series: say.ways[way],
    x: bytes,
    y: centre,
    ...(low !== undefined && high !== undefined && { low, high }),
    text: `${say.size(bytes)}${say.colon}${time(centre)}`,
  }));
  const sizes = [...new Set(measures.map(({ bytes }) => bytes))].sort((a, b) => a - b);
  const largest = sizes.at(-1) ?? 1;
  const told = points.filter(({ x }) => x === largest).map(({ series, y }) => `${series} ${time(y)}`);
  const trips = measures[0]?.roundTripMs.count ?? 1;
  return lineChart({
    title: say.title,
    description: `${say.title}${say.colon}${say.size(largest)}${say.colon}${told.join(", ")}.`,
    sentences: [say.median(count(trips)), ...(predictions.length > 0 ? [say.prediction] : [])],
    machines: [machine],
    x: {
      title: say.sizeAxis,
      isLogarithmic: true,
      values: sizes.length <= 8 ? sizes : [],
      expression: `datum.value < 1024 ? datum.value + ' ${say.byte}' : datum.value < 1048576 ? round(datum.value / 1024) + ' ${say.kibibyte}' : round(datum.value / 1048576) + ' ${say.mebibyte}'`,
    },
    y: {
      title: say.timeAxis,
      isLogarithmic: true,
      expression: `datum.value < 1 ? format(datum.value * 1000, ',~r') + ' µs' : format(datum.value, ',~r') + ' ms'`,
    },
    points,
    predictions: predictions.map(({ ms }) => ({ x: predictedBytes, y: ms, text: time(ms) })),
    height: 330,
    locale,
    table: [
      [say.way, say.sizeAxis, say.timeAxis, say.range],
      ...measures.map(({ way, bytes, roundTripMs: { centre, low, high } }) => [
        say.ways[way],
        say.size(bytes),
        time(centre),
        low === undefined || high === undefined ? "" : `${time(low)} – ${time(high)}`,
      ]),
    ],
  });
}

/** The words about ways of communication, in one language. */
export function ipcWords(locale: Locale) {
  return locale === "fr" ? french : english;
}

function sizeIn(bytes: number, locale: Locale, units: readonly [string, string, string]): string {
  const { number, count } = numberFormat(locale);
  const space = locale === "fr" ? "\u202f" : "\u00a0";
  if (bytes < 1024) return `${count(bytes)}${space}${units[0]}`;
  const [value, unit] = bytes < 2 ** 20 ? [bytes / 1024, units[1]] : [bytes / 2 ** 20, units[2]];
  return `${Number.isInteger(value) ? count(value) : number(value)}${space}${unit}`;
}

const english = {
  title: "What a message costs, there and back",
  ways: {
    json: "child messages, JSON",
    structured: "child messages, V8’s format",
    pipe: "pipe",
    clone: "thread, copied",
    transfer: "thread, transferred",
    shared: "shared memory",
  } as Readonly<Record<IpcWay, string>>,
  colon: ": ",
  byte: "B",
  kibibyte: "KiB",
  mebibyte: "MiB",
  size: (bytes: number) => sizeIn(bytes, "en", ["B", "KiB", "MiB"]),
  median: (trips: string) => `Median of ${trips} round trips; the whisker holds the middle half of them.`,
  prediction: "Large diamond: what you predicted.",
  sizeAxis: "Size of the message",
  timeAxis: "Time there and back",
  way: "way",
  range: "range",
};

const french: typeof english = {
  title: "Ce que coûte un message, aller et retour",
  ways: {
    json: "messages d’enfant, JSON",
    structured: "messages d’enfant, format de V8",
    pipe: "tube",
    clone: "thread, par copie",
    transfer: "thread, par transfert",
    shared: "mémoire partagée",
  },
  colon: "\u202f: ",
  byte: "o",
  kibibyte: "Kio",
  mebibyte: "Mio",
  size: (bytes) => sizeIn(bytes, "fr", ["o", "Kio", "Mio"]),
  median: (trips) => `Médiane de ${trips} allers et retours\u202f; la moustache en couvre la moitié centrale.`,
  prediction: "Grand losange\u202f: ce que vous avez prédit.",
  sizeAxis: "Taille du message",
  timeAxis: "Durée de l’aller et retour",
  way: "moyen",
  range: "étendue",
};
