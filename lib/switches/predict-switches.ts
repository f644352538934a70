/**
 * What readers expect of context switches before they count them.
 *
 * Owner: the session, that is this module for as long as the program lives; the last guess is kept.
 */
import { inspect } from "node:util";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";

let guess: { readonly workers: number; readonly perSecond: number } | undefined;

/**
 * Returns the last guess, as `switchesPlot` takes it: none, or one.
 *
 * @example
 * predictSwitches({ workers: 4, perSecond: 100 });
 * predictedSwitches(); // [{ workers: 4, perSecond: 100 }]
 */
export function predictedSwitches(): { readonly workers: number; readonly perSecond: number }[] {
  return guess === undefined ? [] : [guess];
}

/**
 * Keeps a guess of how many involuntary switches per second so many threads have, and says so; `null` is no guess. A guess
 * that can't be is not kept, and never an error.
 *
 * @example
 * console.log(String(predictSwitches({ workers: 4, perSecond: 100 })));
 */
export function predictSwitches(expected: { workers: number; perSecond: number | null }): Note {
  const { locale } = host();
  const { workers, perSecond } = expected ?? { workers: 1, perSecond: null };
  const french = locale === "fr";
  const noted = (message: string) => new Note(`> ${typeset(message, locale)}`);
  guess = undefined;
  if (perSecond === null || perSecond === undefined) {
    return noted(
      french
        ? "**Pas encore de prédiction.** Mettez un nombre à la place de `null`, puis exécutez de nouveau la cellule : il sera marqué dans le graphique. Vous pouvez aussi continuer sans."
        : "**No prediction yet.** Write a number in the place of `null` and run the cell again: it will be marked in the plot. You may also go on without.",
    );
  }
  if (typeof perSecond !== "number" || !(perSecond >= 0) || perSecond === Number.POSITIVE_INFINITY) {
    return noted(
      french
        ? `**Non retenue.** \`perSecond\` vaut \`${inspect(perSecond)}\` : écrivez un nombre, 0 ou plus.`
        : `**Not kept.** \`perSecond\` is \`${inspect(perSecond)}\`: write a number, 0 or more.`,
    );
  }
  if (typeof workers !== "number" || !(workers >= 1) || workers === Number.POSITIVE_INFINITY) {
    return noted(
      french
        ? `**Non retenue.** \`workers\` vaut \`${inspect(workers)}\` : écrivez un nombre, 1 ou plus.`
        : `**Not kept.** \`workers\` is \`${inspect(workers)}\`: write a number, 1 or more.`,
    );
  }
  guess = { workers, perSecond };
  const { count } = numberFormat(locale);
  return noted(
    french
      ? `**C'est noté :** ${count(workers)} threads, ${count(perSecond)} changements involontaires par seconde. Un losange les marquera dans le graphique.`
      : `**Noted:** ${count(workers)} threads, ${count(perSecond)} involuntary switches per second. A diamond will mark them in the plot.`,
  );
}
