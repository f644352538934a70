import { type WaitForPlotOptions, waitForPlot } from "../deadlocks/wait-for-plot.ts";
import { checkResult, firstResult } from "../errors/check-result.ts";
import type { Locale } from "../host/host.ts";
import { localeOf } from "../host/locale-of.ts";
import { bars } from "../plots/bars.ts";
import { finiteGuess } from "../plots/finite-guess.ts";
import { numberFormat } from "../plots/numbers.ts";
import { palette } from "../plots/palette.ts";
import type { Plot } from "../plots/plot.ts";
import type { Run } from "../strategies/strategy.ts";
import type { Dinner } from "./dine.ts";
import type { Cure } from "./philosopher.ts";

/** How `waitForGraph` draws. */
export interface WaitForGraphOptions extends Pick<WaitForPlotOptions, "title" | "locale"> {
  /** After how many ms the reader expected the deadlock: written beside when it came, as the graph has no axis of time. */
  readonly prediction?: number | undefined;
}

/**
 * Draws who waited for which fork, and who held it, when a dinner ended: the deadlock, where there was one.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no dinner, such as the promise of one.
 * @example
 * waitForGraph(await dine({ workers: 3, cure: "none", durationMs: 20 }));
 */
export function waitForGraph(dinner: Run<Dinner>, options: WaitForGraphOptions = {}): Plot {
  checkResult("dinner", dinner, "dine", "results.graph");
  const { results, machine } = dinner;
  const locale = localeOf(options);
  const { prediction, ...drawn } = options;
  const guess = finiteGuess(prediction);
  const words = texts[locale];
  const { time, count } = numberFormat(locale);
  const { deadlock, meals } = results;
  const eaten = meals.reduce((sum, one) => sum + one, 0);
  return waitForPlot(results.graph, {
    ...drawn,
    names: [words.philosopher, words.fork],
    sentences: [
      deadlock ? words.found(time(deadlock.ms), count(eaten)) : words.dined(count(eaten)),
      ...(guess === undefined ? [] : [words.guessed(time(guess))]),
    ],
    machine,
    locale,
  });
}

/** How `cureBars` draws. */
export interface CureBarsOptions {
  /** The plot's title; one in the reader's language unless told. */
  readonly title?: string;
  /** Meals per second, of all together, that the reader expected of the first dinner without a deadlock. */
  readonly prediction?: number | undefined;
  /** The host's language unless told. */
  readonly locale?: Locale;
}

/**
 * Compares dinners: meals per second as bars; fairness, and the fewest and most meals of one philosopher, beside them.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` when there are no runs.
 * @example
 * cureBars([await dine({ workers: 3, cure: "ordering", durationMs: 20 })]);
 */
export function cureBars(runs: readonly Run<Dinner>[], options: CureBarsOptions = {}): Plot {
  const locale = localeOf(options);
  const prediction = finiteGuess(options.prediction);
  const first = firstResult("runs", runs, "dine", "results.meals");
  const words = texts[locale];
  const { count, number, time } = numberFormat(locale);
  const rows = runs.map(({ results: { cure, mealsPerSecond, fairness, meals, deadlock } }) => ({
    name: words.cures[cure],
    value: mealsPerSecond,
    text: deadlock
      ? words.deadlocked(time(deadlock.ms))
      : words.row(count(mealsPerSecond), number(fairness), count(Math.min(...meals)), count(Math.max(...meals))),
    colour: deadlock ? palette.vermillion : palette.blue,
  }));
  const ok = runs.filter(({ results }) => results.deadlock === undefined);
  const fastest = ok.toSorted((a, b) => b.results.mealsPerSecond - a.results.mealsPerSecond)[0];
  const fairest = ok.toSorted((a, b) => b.results.fairness - a.results.fairness)[0];
  const summary =
    fastest && fairest
      ? words.best(words.cures[fastest.results.cure], words.cures[fairest.results.cure])
      : words.allDeadlocked;
  return bars({
    title: options.title ?? words.title,
    summary,
    sentences: [summary, words.read(count(first.workers))],
    rows,
    axis: words.axis,
    heading: words.cure,
    prediction:
      prediction === undefined
        ? undefined
        : { name: words.cures[(ok[0] ?? first).results.cure], value: prediction, text: count(prediction) },
    machines: runs.map(({ machine }) => machine),
    locale,
  });
}

/** What plots and sentences call a cure. */
export function cureName(cure: Cure, locale: Locale): string {
  return texts[locale].cures[cure];
}

const english = {
  title: "Three cures for the deadlock",
  philosopher: "P",
  fork: "F",
  found: (time: string, meals: string) => `Found after ${time}, and ${meals} meals.`,
  guessed: (time: string) => `◆ You guessed ${time}.`,
  dined: (meals: string) => `They have had ${meals} meals (P: philosopher, F: fork).`,
  best: (fastest: string, fairest: string) => `Most meals: ${fastest}; fairest: ${fairest}.`,
  allDeadlocked: "All of them ended in a deadlock.",
  read: (philosophers: string) =>
    `${philosophers} philosophers, the same time for each. Fairness: Jain’s index, 1 where all eat as often.`,
  axis: "Meals per second",
  cure: "forks taken",
  row: (meals: string, fairness: string, least: string, most: string) =>
    `${meals}/s · fairness ${fairness} (${least} to ${most} each)`,
  deadlocked: (time: string) => `deadlock after ${time}`,
  cures: {
    none: "left, then right",
    ordering: "lower number first",
    waiter: "a waiter",
    both: "both or none",
  } as Readonly<Record<Cure, string>>,
};

const texts: Readonly<Record<Locale, typeof english>> = {
  en: english,
  fr: {
    title: "Trois remèdes à l’interblocage",
    philosopher: "P",
    fork: "F",
    found: (time, meals) => `Trouvé au bout de ${time}, après ${meals} repas.`,
    guessed: (time) => `◆ Vous aviez prédit ${time}.`,
    dined: (meals) => `Ils ont pris ${meals} repas (P\u202f: philosophe, F\u202f: fourchette).`,
    best: (fastest, fairest) => `Le plus de repas\u202f: ${fastest}\u202f; le plus équitable\u202f: ${fairest}.`,
    allDeadlocked: "Tous ont fini en interblocage.",
    read: (philosophers) =>
      `${philosophers} philosophes, la même durée pour chacun. Équité\u202f: l’indice de Jain, 1 quand tous mangent aussi souvent.`,
    axis: "Repas par seconde",
    cure: "prise des fourchettes",
    row: (meals, fairness, least, most) => `${meals}/s · équité ${fairness} (${least} à ${most} chacun)`,
    deadlocked: (time) => `interblocage au bout de ${time}`,
    cures: {
      none: "gauche, puis droite",
      ordering: "petit numéro d’abord",
      waiter: "un serveur",
      both: "les deux ou rien",
    },
  },
};
