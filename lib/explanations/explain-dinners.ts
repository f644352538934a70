import { checkResults } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import type { Dinner } from "../philosophers/dine.ts";
import { cureName } from "../philosophers/dinner-plots.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Run } from "../strategies/strategy.ts";
import { estimateSentence } from "./estimate-sentence.ts";

/**
 * Says whether philosophers came to a deadlock, and which cure did best; chosen by what was measured.
 * `prediction`: meals per second, of all together, that the reader expected of the first dinner without a deadlock.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${explainDinners([await dine({ workers: 3, cure: "ordering", durationMs: 20 })])}`);
 */
export function explainDinners(runs: readonly Run<Dinner>[], prediction?: number): Note {
  checkResults("runs", runs, "dine", "results.meals");
  const { locale } = host();
  const french = locale === "fr";
  const { time, count, number } = numberFormat(locale);
  const eaten = ({ results: { meals } }: Run<Dinner>) => meals.reduce((sum, own) => sum + own, 0);
  const untreated = runs.filter(({ results }) => results.cure === "none");
  const treated = runs.filter(({ results }) => results.cure !== "none");
  const lines = untreated.map((run) => {
    const { deadlock } = run.results;
    if (deadlock === undefined) {
      return run.workers === 1
        ? french
          ? "Un seul philosophe : les deux fourchettes sont à lui. Mettez `workers` à 2 ou plus."
          : "One philosopher: both forks are his. Set `workers` to 2 or more."
        : french
          ? `Pas d'interblocage cette fois, après ${count(eaten(run))} repas. Le danger est là quand même : relancez, ou augmentez \`reachMs\`.`
          : `No deadlock this time, after ${count(eaten(run))} meals. The danger is there all the same: run it again, or raise \`reachMs\`.`;
    }
    return french
      ? `Gauche, puis droite : **interblocage au bout de ${time(deadlock.ms)}**, après ${count(eaten(run))} repas. ${count(deadlock.cycle.length)} philosophes tiennent chacun une fourchette et attendent celle du suivant : sans aide, pour toujours.`
      : `Left, then right: **a deadlock after ${time(deadlock.ms)}**, and ${count(eaten(run))} meals. ${count(deadlock.cycle.length)} philosophers hold a fork each and wait for the next one's: without help, for ever.`;
  });
  const [most] = treated.toSorted((a, b) => b.results.mealsPerSecond - a.results.mealsPerSecond);
  const [fairest] = treated.toSorted((a, b) => b.results.fairness - a.results.fairness);
  if (most && fairest) {
    const name = ({ results }: Run<Dinner>) => cureName(results.cure, locale);
    lines.push(
      french
        ? `Le plus de repas : **${name(most)}** (${count(most.results.mealsPerSecond)} par seconde). Le plus équitable : **${name(fairest)}** (${number(fairest.results.fairness)}).`
        : `Most meals: **${name(most)}** (${count(most.results.mealsPerSecond)} a second). Fairest: **${name(fairest)}** (${number(fairest.results.fairness)}).`,
    );
    if (most !== fairest) {
      lines.push(
        french
          ? "Ce n'est pas le même : qui fait manger le plus ne fait pas manger chacun autant. Le choix dépend de ce qui compte."
          : "They aren't the same: what feeds most doesn't feed all alike. Which to choose depends on what counts.",
      );
    }
    const [first] = treated;
    if (first) lines.push(...estimateSentence(prediction, first.results.mealsPerSecond, count, locale));
  }
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}
