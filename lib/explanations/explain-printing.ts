import { checkResults } from "../errors/check-result.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import type { Printed } from "../factors/printing-cost.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Run } from "../strategies/strategy.ts";

/** A difference below this share of the time is taken for chance. */
const chance = 0.1;

/**
 * Says what printing each line, then blocks of lines, added to the time without printing (see `printingCost`).
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one, or not all of them.
 * @example
 * console.log(`${explainPrinting(await printingCost(randomNumbers({ count: 500 }), { sink: () => {} }))}`);
 */
export function explainPrinting(runs: readonly Run<Printed>[]): Note {
  checkResults("runs", runs, "printingCost", "results.printing");
  const { locale } = host();
  const ms = (printing: Printed["printing"]) => {
    const found = runs.find(({ results }) => results.printing === printing);
    if (found !== undefined) return found.wallMs;
    throw new NavetteError("ERR_NAVETTE_RUNS", `runs has none of "${printing}": give all that printingCost returned`);
  };
  const none = ms("none");
  const { time, percent } = numberFormat(locale);
  const added = (more: number) => `**${time(more)}** (${percent(more / none)})`;
  const [each, blocks] = [ms("each line") - none, ms("blocks") - none];
  const small = each < none * chance;
  const english = small
    ? "Printing cost no more than chance does, here: writing to a file is fast, or the machine was busy elsewhere. Run the cell again to be sure."
    : `Printing each line as it was found added ${added(each)} to the computing; printing a thousand lines at a time, ${blocks < none * chance ? "next to nothing" : added(blocks)}. Each call to the system has its price, whatever the length of what it writes; a terminal is slower still than a file.`;
  const french = small
    ? "Ici, afficher n'a pas coûté plus que le hasard : écrire dans un fichier est rapide, ou la machine était occupée ailleurs. Exécutez de nouveau la cellule pour en avoir le cœur net."
    : `Afficher chaque ligne dès qu'elle est trouvée a ajouté ${added(each)} au calcul ; afficher mille lignes à la fois, ${blocks < none * chance ? "presque rien" : added(blocks)}. Chaque appel au système a son prix, quelle que soit la longueur de ce qu'il écrit ; un terminal est encore plus lent qu'un fichier.`;
  return new Note(`- ${typeset(locale === "fr" ? french : english, locale)}`);
}
