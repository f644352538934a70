import { checkPredictions } from "../errors/check-predictions.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Prediction } from "../plots/timing-rows.ts";
import { type ComparedRuns, comparedRuns, type RunLists } from "./compared-runs.ts";
import { predictionSentence } from "./prediction-sentence.ts";

/**
 * Compares what a better algorithm gains on one thread with what more workers gain for the naive one. Predictions, wall
 * times in ms, are compared with what was measured.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what are no runs, such as the promise of one.
 * @example
 * const numbers = randomNumbers({ count: 2000 });
 * const runs = [];
 * for (const algorithm of ["naive", "simd"] as const) {
 *   runs.push(await factoriseAll(numbers, { strategy: "sequential", algorithm }));
 * }
 * console.log(`${explainAlgorithms(runs)}`);
 */
export function explainAlgorithms(runs: RunLists, predictions: readonly Prediction[] = []): Note {
  checkPredictions(predictions);
  const { locale } = host();
  const groups = comparedRuns(runs, locale);
  const alone = groups.filter(({ strategy }) => strategy === "sequential");
  const naive = alone.find(({ parameters }) => parameters.algorithm === "naive");
  const best = fastest(alone.filter((group) => group !== naive));
  const together = fastest(
    groups.filter(({ strategy, parameters }) => strategy !== "sequential" && parameters.algorithm === "naive"),
  );
  if (naive === undefined || best === undefined || together === undefined) return new Note("–");
  const { number } = numberFormat(locale);
  const byArithmetic = number(naive.wallMs / best.wallMs);
  const byWorkers = number(naive.wallMs / together.wallMs);
  const wins = best.wallMs < together.wallMs;
  const { algorithm } = best.parameters;
  const english = `The best of the algorithms on one thread (\`${algorithm}\`) is **${byArithmetic} times** as fast as the naive one; ${together.workers} workers with the naive one, **${byWorkers} times**. ${
    wins
      ? "Work that isn't done costs no core: look for a better algorithm first, then spread it over workers."
      : "Here the workers win, but they can be given the better algorithm too: the two gains multiply."
  }`;
  const french = `Le meilleur des algorithmes sur un thread (\`${algorithm}\`) est **${byArithmetic} fois** plus rapide que le naïf ; ${together.workers} exécutants avec le naïf, **${byWorkers} fois**. ${
    wins
      ? "Le travail qu'on ne fait pas n'occupe aucun cœur : cherchez d'abord un meilleur algorithme, puis répartissez-le."
      : "Ici les exécutants l'emportent, mais on peut leur confier aussi le meilleur algorithme : les deux gains se multiplient."
  }`;
  const guesses = predictions.flatMap((guess) => predictionSentence(guess, groups, locale));
  const lines = [locale === "fr" ? french : english, ...guesses];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

function fastest(groups: readonly ComparedRuns[]): ComparedRuns | undefined {
  return groups.toSorted((a, b) => a.wallMs - b.wallMs)[0];
}
