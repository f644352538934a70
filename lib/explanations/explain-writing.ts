import { checkResults } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import type { FastAlgorithm, WrittenFactors } from "../factors/write-factors.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Run } from "../strategies/strategy.ts";

/** A difference below this share of the time is taken for chance. */
const chance = 0.1;

/**
 * Says at what pace factors were written, whether the table was worth its making, and what threads added.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const file = join(tmpdir(), "factors-explained.txt");
 * console.log(`${explainWriting([await writeFactors(randomNumbers({ count: 1000 }), file, { workers: 1 })])}`);
 */
export function explainWriting(runs: readonly Run<WrittenFactors>[]): Note {
  checkResults("runs", runs, "writeFactors", "results.tableBytes");
  const { locale } = host();
  const alone = (algorithm: FastAlgorithm) =>
    runs.find(({ workers, results }) => workers === 1 && results.algorithm === algorithm);
  const sentences = [
    ...paceOf(runs, locale === "fr"),
    ...tableOf(alone("simd"), alone("table"), locale === "fr"),
    ...threadsOf(runs, locale === "fr"),
  ];
  return new Note(sentences.map((sentence) => `- ${typeset(sentence, locale)}`).join("\n") || "–");
}

function paceOf(runs: readonly Run<WrittenFactors>[], isFrench: boolean): string[] {
  const [best] = runs.toSorted((a, b) => a.wallMs - b.wallMs);
  if (best === undefined) return [];
  const { number, time, count } = numberFormat(isFrench ? "fr" : "en");
  const { results, wallMs, workers } = best;
  const millions = results.count / wallMs / 1000;
  const perSecond = number(millions);
  const lines = count(results.count);
  return [
    isFrench
      ? `Le plus rapide (\`${results.algorithm}\`, ${threads(workers, "un seul thread")}) a écrit ses ${lines} lignes en **${time(wallMs)}**, démarrage des threads et ouverture du fichier compris : **${perSecond} ${millions < 2 ? "million" : "millions"} de lignes par seconde**.`
      : `The fastest (\`${results.algorithm}\`, ${threads(workers, "one thread")}) wrote its ${lines} lines in **${time(wallMs)}**, the start of its threads and the file's opening included: **${perSecond} million lines per second**.`,
  ];
}

function threads(workers: number, one: string): string {
  return workers === 1 ? one : `${workers} threads`;
}

function tableOf(
  simd: Run<WrittenFactors> | undefined,
  table: Run<WrittenFactors> | undefined,
  isFrench: boolean,
): string[] {
  if (simd === undefined || table === undefined) return [];
  const { number } = numberFormat(isFrench ? "fr" : "en");
  const mega = number(table.results.tableBytes / 1e6);
  const ratio = table.wallMs / simd.wallMs;
  if (Math.abs(ratio - 1) < chance) {
    return [
      isFrench
        ? `Sur un thread, la table (${mega} Mo à remplir d'abord) et les divisions se valent : c'est à peu près à partir de ce nombre de nombres qu'elle rapporte.`
        : `On one thread the table (${mega} MB to fill first) and the divisions are on a par: from about this many numbers on, it pays.`,
    ];
  }
  const won = number(ratio < 1 ? 1 / ratio : ratio);
  if (isFrench) {
    return [
      ratio < 1
        ? `Sur un thread, la table (${mega} Mo) est **${won} fois** plus rapide que les divisions : il y a assez de nombres pour amortir son remplissage.`
        : `Sur un thread, la table est **${won} fois** plus lente que les divisions : remplir ${mega} Mo coûte plus qu'ils n'épargnent sur si peu de nombres.`,
    ];
  }
  return [
    ratio < 1
      ? `On one thread the table (${mega} MB) is **${won} times** as fast as the divisions: there are enough numbers to pay for filling it.`
      : `On one thread the table takes **${won} times** as long as the divisions: filling ${mega} MB costs more than it saves on so few numbers.`,
  ];
}

function threadsOf(runs: readonly Run<WrittenFactors>[], isFrench: boolean): string[] {
  const together = runs.find(({ workers }) => workers > 1);
  const one = runs.find(({ workers, results }) => workers === 1 && results.algorithm === together?.results.algorithm);
  if (together === undefined || one === undefined) return [];
  const { number } = numberFormat(isFrench ? "fr" : "en");
  const speedUp = one.wallMs / together.wallMs;
  const { workers } = together;
  if (isFrench) {
    return [
      speedUp > 1 + chance
        ? `${workers} threads au lieu d'un : **${number(speedUp)} fois** plus vite, leur démarrage compris.`
        : `${workers} threads au lieu d'un n'ont rien apporté : le travail est fini presque avant qu'ils aient démarré. Plus l'algorithme est bon, plus il faut de nombres pour qu'un exécutant de plus se rentabilise.`,
    ];
  }
  return [
    speedUp > 1 + chance
      ? `${workers} threads instead of one: **${number(speedUp)} times** as fast, their start included.`
      : `${workers} threads instead of one brought nothing: the work is over almost before they have started. The better the algorithm, the more numbers it takes for one more worker to pay.`,
  ];
}
