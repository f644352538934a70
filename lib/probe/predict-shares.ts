/**
 * What readers expect of programs before they are probed.
 *
 * Owner: the session, that is this module for as long as the program lives; a guess is kept until another one for the
 * same program takes its place.
 */
import { inspect } from "node:util";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";

const guesses = new Map<string, number>();

/** The share of the time, from 0 to 1, that a program was expected to compute; undefined without a guess. */
export function predictedShare(program: string): number | undefined {
  return guesses.get(program);
}

/**
 * Keeps guesses of what percentage of its time each program computes, from 0 to 100, and says so; `null` is no guess. A
 * guess that can't be is not kept, and never an error.
 *
 * @example
 * console.log(String(predictShares({ "ten images": 5 })));
 */
export function predictShares(programs: Readonly<Record<string, number | null>>): Note {
  const { locale } = host();
  const { percent } = numberFormat(locale);
  const french = locale === "fr";
  const lines = Object.entries(typeof programs === "object" ? (programs ?? {}) : {}).map(([program, guess]) => {
    guesses.delete(program);
    if (guess === null || guess === undefined) return undefined;
    if (typeof guess !== "number" || !(guess >= 0 && guess <= 100)) {
      const said = inspect(guess);
      return french
        ? `**Non retenue.** \`${program}\` vaut \`${said}\` : écrivez un pourcentage, de 0 à 100.`
        : `**Not kept.** \`${program}\` is \`${said}\`: write a percentage, from 0 to 100.`;
    }
    guesses.set(program, guess / 100);
    const written = percent(guess / 100);
    return french
      ? `**C'est noté :** \`${program}\` calcule ${written} du temps. Un losange le marquera dans le graphique.`
      : `**Noted:** \`${program}\` computes for ${written} of the time. A diamond will mark it in the plot.`;
  });
  const told = lines.filter((line) => line !== undefined);
  const nothing = french
    ? "**Pas encore de prédiction.** Mettez des pourcentages à la place des `null`, puis exécutez de nouveau la cellule : ils seront marqués dans le graphique. Vous pouvez aussi continuer sans."
    : "**No prediction yet.** Write percentages in the place of the `null`s and run the cell again: they will be marked in the plot. You may also go on without.";
  const shown = told.length > 0 ? told : [nothing];
  return new Note(shown.map((line) => `> ${typeset(line, locale)}`).join("\n>\n"));
}
