import { firstResult } from "../errors/check-result.ts";
import { isRevoked } from "../errors/is-revoked.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { lines } from "../plots/lines.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Plot } from "../plots/plot.ts";
import type { Run } from "../strategies/strategy.ts";
import type { Counted } from "./count-together.ts";
import type { Counting } from "./counting.ts";

/** How `lostUpdates` draws. */
export interface LostUpdatesOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** The share that the reader expected to be lost, in % from 0 to 100, with the most threads. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/** Runs of `countTogether`, in lists of any depth. */
export type CountedRuns = Run<Counted> | readonly CountedRuns[];

/**
 * Draws which share of the additions was lost, in %, against the number of threads, one line for each way of counting.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs.
 * @example
 * const runs = [];
 * for (const workers of [1, 2]) runs.push(await countTogether({ workers, additions: 1000 }));
 * lostUpdates(runs);
 */
export function lostUpdates(runs: CountedRuns, options: LostUpdatesOptions = {}): Plot {
  const locale = localeOf(options);
  const prediction = finiteGuess(options.prediction);
  const all = countedRuns(runs);
  const words = texts[locale];
  const { percent, count } = numberFormat(locale);
  const groups = Map.groupBy(all, ({ results: { counting }, workers }) => `${counting}/${workers}`);
  const points = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const shares = group.map(({ results: { lost, expected } }) => lost / expected);
    const y = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const range = shares.length > 1 ? { low: Math.min(...shares), high: Math.max(...shares) } : {};
    return [{ line: countingName(first.results.counting, locale), x: first.workers, y, ...range }];
  });
  const order = [...new Set(points.map(({ line }) => line))];
  points.sort((a, b) => order.indexOf(a.line) - order.indexOf(b.line) || a.x - b.x);
  const expected = all.reduce((sum, { results }) => sum + results.expected, 0);
  const lost = all.reduce((sum, { results }) => sum + results.lost, 0);
  const summary = words.summary(count(lost), count(expected));
  const most = Math.max(...all.map(({ workers }) => workers));
  return lines({
    title: options.title ?? words.title,
    summary,
    sentences: [summary, words.each(count(Number(all[0]?.parameters.additions ?? 0)))],
    points,
    xTitle: words.threads,
    yTitle: words.lost,
    lineTitle: words.way,
    written: percent,
    labelExpr: "format(datum.value, '.0%')",
    least: 0.1,
    prediction: prediction === undefined ? undefined : { x: most, y: prediction / 100 },
    ...(all[0] && { cores: all[0].machine.cores }),
    machines: all.map(({ machine }) => machine),
    locale,
  });
}

/** Flattens lists of runs. */
export function countedRuns(runs: CountedRuns): Run<Counted>[] {
  const all = flattened(runs);
  firstResult("runs", all, "countTogether", "results.counted");
  return all;
}

/** What plots and sentences call a way of counting. */
export function countingName(counting: Counting, locale: Locale): string {
  return names[locale][counting];
}

const names: Record<Locale, Record<Counting, string>> = {
  en: {
    plain: "plain +=",
    "load-store": "Atomics.load, then store",
    atomic: "Atomics.add",
    "compare-exchange": "compareExchange, retried",
    mutex: "with a mutex",
  },
  fr: {
    plain: "+= ordinaire",
    "load-store": "Atomics.load, puis store",
    atomic: "Atomics.add",
    "compare-exchange": "compareExchange, en réessayant",
    mutex: "avec un mutex",
  },
};

const texts = {
  en: {
    title: "Lost updates",
    summary: (lost: string, of: string) => `${lost} of ${of} additions were lost in all.`,
    each: (additions: string) => `Each thread adds 1 to the same counter ${additions} times.`,
    threads: "Threads",
    lost: "Lost updates (share of all)",
    way: "way of counting",
  },
  fr: {
    title: "Mises à jour perdues",
    summary: (lost: string, of: string) => `${lost} additions perdues en tout, sur ${of}.`,
    each: (additions: string) => `Chaque thread ajoute ${additions} fois 1 au même compteur.`,
    threads: "Threads",
    lost: "Mises à jour perdues (part du total)",
    way: "façon de compter",
  },
};

function flattened(runs: CountedRuns): Run<Counted>[] {
  return isList(runs) ? runs.flatMap(flattened) : [runs];
}

function isList(runs: CountedRuns): runs is readonly CountedRuns[] {
  return !isRevoked(runs) && Array.isArray(runs);
}
