/**
 * What readers expect before they run an experiment.
 *
 * Owner: the session, that is this module for as long as the program lives; a guess is kept until another one for the
 * same strategy, or the same quantity, of the same experiment takes its place.
 */

import { inspect } from "node:util";
import { host, type Locale } from "../host/host.ts";
import { groupName } from "../plots/group-name.ts";
import { numberFormat } from "../plots/numbers.ts";
import { differencesOf, type RunParameters } from "../plots/run-groups.ts";
import { type MeasuredRun, measuredRuns, type Runs } from "../plots/run-memory.ts";
import { median } from "../plots/summary.ts";
import type { Prediction } from "../plots/timing-rows.ts";
import { strategies } from "../strategies/check-strategy.ts";
import type { Strategy } from "../strategies/strategy.ts";
import { Note } from "./note.ts";
import { typeset } from "./typography.ts";

/** A reader's guess: a time, or how many times as fast as the sequential run; `null` while there is none. */
export interface Guess {
  /** The strategy of the runs that are meant. */
  readonly strategy: Strategy;
  /** Threads, processes or tasks in progress; one unless told. */
  readonly workers?: number;
  /** Wall time in s, above 0. */
  readonly seconds?: number | null;
  /** How many times as fast as the sequential run, above 0. */
  readonly timesAsFast?: number | null;
  /** Which runs are meant, where several have that strategy and worker count: `{ warm: true }`. */
  readonly parameters?: RunParameters;
}

/** A reader's guess of any quantity: which share of the updates is lost, how many trains collide. */
export interface Estimate {
  /** The quantity in its unit, 0 or more; `null` while there is none. */
  readonly value: number | null;
  /** What is written after the number, the same in both languages: `"%"`, `"µs"`, `"MiB"`. */
  readonly unit?: string;
}

const estimates = new Map<string, Estimate>();
const guesses = new Map<string, Map<Strategy, Guess>>();

/**
 * Keeps a guess for an experiment, and says so; without a number it says where to write one. A guess that can't be is
 * not kept, and never an error.
 *
 * @example
 * console.log(`${predict("downloads", { strategy: "threads", workers: 10, seconds: 0.5 })}`);
 */
export function predict(experiment: string, guess: Guess | Estimate): Note {
  const { locale } = host();
  if (guess === undefined || guess === null) return predictValue(experiment, { value: null }, locale);
  if (typeof guess !== "object") return noted(notNamed(guess)[locale], locale);
  if (!("strategy" in guess)) return predictValue(experiment, guess, locale);
  const strategy = strategies.find((name) => name === guess.strategy);
  if (strategy === undefined) return noted(unknownStrategy(guess.strategy)[locale], locale);
  const kept = guesses.get(experiment) ?? new Map<Strategy, Guess>();
  guesses.set(experiment, kept);
  kept.delete(strategy);
  const { workers = 1 } = guess;
  if (!Number.isInteger(workers) || workers < 1) return noted(impossible("workers", workers)[locale], locale);
  const [field, value]: [keyof Guess, unknown] =
    "timesAsFast" in guess ? ["timesAsFast", guess.timesAsFast] : ["seconds", guess.seconds];
  const name = groupName({ strategy, workers, differences: differencesOf(guess.parameters) }, locale);
  if (value === null || value === undefined) return noted(absent(field)[locale], locale);
  if (typeof value !== "number" || !(value > 0) || value === Number.POSITIVE_INFINITY) {
    return noted(impossible(field, value)[locale], locale);
  }
  kept.set(strategy, guess);
  return noted(keptAs(name, written(field, value, locale))[locale], locale);
}

function predictValue(experiment: string, guess: Estimate, locale: Locale): Note {
  const { value, unit = "" } = guess;
  estimates.delete(experiment);
  if (value === null || value === undefined) return noted(absent("value")[locale], locale);
  if (typeof value !== "number" || !(value >= 0) || value === Number.POSITIVE_INFINITY) {
    return noted(impossible("value", value)[locale], locale);
  }
  estimates.set(experiment, guess);
  const number = new Intl.NumberFormat(locale, { maximumSignificantDigits: 6 }).format(value);
  return noted(keptValue(unit === "" ? number : `${number} ${unit}`)[locale], locale);
}

/**
 * Returns the quantity that was guessed for an experiment by `predict(experiment, { value })`, if any was.
 *
 * @example
 * predict("lost updates", { value: 40, unit: "%" });
 * estimateOf("lost updates"); // 40
 */
export function estimateOf(experiment: string): number | undefined {
  return estimates.get(experiment)?.value ?? undefined;
}

/**
 * Returns the guesses for an experiment as times, for plots: a guess of so many times as fast needs the sequential
 * run, and is left out where `runs` has none. Times are in ms; the base is the median of the sequential runs.
 *
 * @example
 * predict("pages", { strategy: "async", workers: 10, seconds: 2 });
 * predictionsOf("pages").length; // 1
 */
export function predictionsOf(experiment: string, runs: Runs = []): Prediction[] {
  const sequential = sequentialMs(measuredRuns(runs));
  return [...(guesses.get(experiment)?.values() ?? [])].flatMap(
    ({ seconds, timesAsFast, strategy, workers, parameters }) => {
      const ms = seconds ? seconds * 1000 : timesAsFast && sequential ? sequential / timesAsFast : undefined;
      const optional = { ...(workers !== undefined && { workers }), ...(parameters !== undefined && { parameters }) };
      return ms === undefined ? [] : [{ strategy, ms, ...optional }];
    },
  );
}

/** Median wall time of the sequential runs, in ms; undefined where there are none. */
export function sequentialMs(runs: readonly MeasuredRun[]): number | undefined {
  const times = runs.filter(({ strategy }) => strategy === "sequential").map(({ wallMs }) => wallMs);
  return times.length === 0 ? undefined : median(times);
}

function noted(message: string, locale: Locale): Note {
  return new Note(`> ${typeset(message, locale)}`);
}

function written(field: keyof Guess, value: number, locale: Locale): string {
  if (field === "seconds") return numberFormat(locale).time(value * 1000);
  const times = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 }).format(value);
  return locale === "fr" ? `${times} fois aussi vite` : `${times} times as fast`;
}

function absent(field: string) {
  return {
    en: `**No prediction yet.** Write a number in the place of \`null\` after \`${field}\`, and run the cell again: your guess will be drawn beside the measurement. You may also go on without.`,
    fr: `**Pas encore de prédiction.** Écrivez un nombre à la place de \`null\` après \`${field}\`, puis exécutez de nouveau la cellule : votre estimation sera dessinée à côté de la mesure. Vous pouvez aussi continuer sans.`,
  };
}

function impossible(field: string, value: unknown) {
  const said = inspect(value);
  return {
    en: `**Not kept.** \`${field}\` is \`${said}\`: write a number greater than 0, such as \`1.5\`.`,
    fr: `**Non retenue.** \`${field}\` vaut \`${said}\` : écrivez un nombre supérieur à 0, comme \`1.5\`.`,
  };
}

function notNamed(value: unknown) {
  const said = inspect(value);
  return {
    en: `**Not kept.** \`${said}\` has no name: write \`{ value: ${said} }\`.`,
    fr: `**Non retenue.** \`${said}\` n'a pas de nom : écrivez \`{ value: ${said} }\`.`,
  };
}

function unknownStrategy(value: unknown) {
  const said = inspect(value);
  const listed = strategies.map((name) => `\`"${name}"\``).join(", ");
  return {
    en: `**Not kept.** \`strategy\` is \`${said}\`: use one of ${listed}.`,
    fr: `**Non retenue.** \`strategy\` vaut \`${said}\` : choisissez parmi ${listed}.`,
  };
}

function keptValue(guess: string) {
  return {
    en: `**Noted:** ${guess.replace(" ", "\u00a0")}. A diamond will mark it in the plot.`,
    fr: `**C'est noté :** ${guess.replace(" ", "\u202f")}. Un losange la marquera dans le graphique.`,
  };
}

function keptAs(name: string, guess: string) {
  return {
    en: `**Noted:** ${name}, ${guess}. A diamond will mark it in the plot.`,
    fr: `**C'est noté :** ${name}, ${guess}. Un losange la marquera dans le graphique.`,
  };
}
