/**
 * In what order readers expect callbacks to run.
 *
 * Owner: the session, that is this module for as long as the program lives; a guess is kept until another one for the same
 * experiment takes its place.
 */
import { inspect } from "node:util";
import { isList } from "../errors/is-list.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";

const orders = new Map<string, readonly string[]>();

/**
 * Keeps the order that a reader expects, and says so; with `null` it says what to write. A guess that can't be, which
 * is no list of names, is not kept, and never an error.
 *
 * @example
 * predictOrder("loop", ["program", "tick", "promise", "timer"]);
 */
export function predictOrder(experiment: string, order: readonly string[] | null): Note {
  const { locale } = host();
  orders.delete(experiment);
  const say = (en: string, fr: string) => new Note(`> ${typeset(locale === "fr" ? fr : en, locale)}`);
  if (order === null || order === undefined) {
    return say(
      '**No prediction yet.** Write the names in the order that you expect, `["…", "…"]`, in the place of `null`, and run the cell again: diamonds will mark your order in the plot. You may also go on without.',
      '**Pas encore de prédiction.** Écrivez les noms dans l\'ordre que vous attendez, `["…", "…"]`, à la place de `null`, puis exécutez de nouveau la cellule : des losanges marqueront votre ordre dans le graphique. Vous pouvez aussi continuer sans.',
    );
  }
  if (!isList(order) || order.length === 0 || order.some((name) => typeof name !== "string")) {
    const said = inspect(order, { breakLength: Infinity });
    return say(
      `**Not kept.** \`${said}\` is no list of names: write \`["…", "…"]\`.`,
      `**Non retenue.** \`${said}\` n'est pas une liste de noms : écrivez \`["…", "…"]\`.`,
    );
  }
  orders.set(experiment, [...order]);
  return say(
    `**Noted:** ${order.join(" → ")}. Diamonds will mark it in the plot.`,
    `**C'est noté :** ${order.join(" → ")}. Des losanges le marqueront dans le graphique.`,
  );
}

/**
 * Returns the order that was predicted for an experiment; an empty list when there is no prediction.
 *
 * @example
 * predictOrder("order of two", ["tick", "timer"]);
 * predictedOrder("order of two"); // ["tick", "timer"]
 */
export function predictedOrder(experiment: string): readonly string[] {
  return orders.get(experiment) ?? [];
}
