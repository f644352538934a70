import { firstResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { bars } from "../plots/bars.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import { median } from "../plots/summary.ts";
import type { Run } from "../strategies/strategy.ts";
import type { HandOver } from "./hand-over.ts";
import type { HandOverWay } from "./ping-pong.ts";

/** How `handOverBars` draws. */
export interface HandOverBarsOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** Microseconds that the reader expected of a hand-over to a thread that sleeps. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Draws what one hand-over costs in each way that was measured, in microseconds: the median of its repetitions.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs.
 * @example
 * handOverBars([await handOver({ way: "await", durationMs: 10 })]);
 */
export function handOverBars(runs: readonly Run<HandOver>[], options: HandOverBarsOptions = {}): Plot {
  const locale = localeOf(options);
  const prediction = finiteGuess(options.prediction);
  firstResult("runs", runs, "handOver", "results.usEach");
  const words = texts[locale];
  const { time, number } = numberFormat(locale);
  const rows = [...Map.groupBy(runs, ({ results }) => results.way)].map(([way, group]) => {
    const costs = group.map(({ results }) => results.usEach);
    const switches = median(group.map(({ results }) => results.switchesEach));
    const value = median(costs);
    return {
      name: words.ways[way],
      value,
      text: `${time(value / 1000)} · ${words.switches(number(Math.round(switches * 100) / 100))}`,
      colour: colours[way],
      ...(costs.length > 1 && { low: Math.min(...costs), high: Math.max(...costs) }),
    };
  });
  const slept = rows.find(({ name }) => name === words.ways.sleep) ?? rows[0];
  const summary = words.summary(slept?.name ?? "", slept?.text ?? "");
  return bars({
    title: options.title ?? words.title,
    summary,
    sentences: [words.read],
    rows,
    axis: words.axis,
    heading: words.way,
    isLogarithmic: true,
    prediction:
      prediction === undefined
        ? undefined
        : { name: words.ways.sleep, value: prediction, text: time(prediction / 1000) },
    machines: runs.map(({ machine }) => machine),
    locale,
  });
}

const colours: Readonly<Record<HandOverWay, string>> = {
  sleep: palette.blue,
  spin: palette.vermillion,
  message: palette.green,
  await: palette.orange,
};

const english = {
  title: "What it costs to hand a turn over",
  summary: (way: string, text: string): string => `${way}: ${text}.`,
  read: "Each step of the axis is ten times the last. After the dot: the context switches of the process for each.",
  axis: "Time of one hand-over (µs)",
  way: "the other side",
  switches: (count: string): string => `${count} switches`,
  ways: {
    sleep: "sleeps (wait, notify)",
    spin: "looks again and again",
    message: "gets a message",
    await: "is an await, same thread",
  } as Readonly<Record<HandOverWay, string>>,
};

const texts: Readonly<Record<Locale, typeof english>> = {
  en: english,
  fr: {
    title: "Ce que coûte passer la main",
    summary: (way, text) => `${way}\u202f: ${text}.`,
    read: "Chaque pas de l’axe vaut dix fois le précédent. Après le point\u202f: les changements de contexte du processus pour chacune.",
    axis: "Durée d’une passation (µs)",
    way: "l’autre côté",
    switches: (count) => `${count} changements`,
    ways: {
      sleep: "dort (wait, notify)",
      spin: "regarde sans cesse",
      message: "reçoit un message",
      await: "est un await, même thread",
    },
  },
};
