import { type CountedRuns, countedRuns, countingName } from "../counter/lost-updates.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import { estimateSentence } from "./estimate-sentence.ts";

/**
 * Says which updates were lost and why, or why none was, and what not losing them has cost; chosen by what was measured.
 * `prediction`: the share that the reader expected to be lost, in %.
 *
 * @example
 * console.log(`${explainCounting([await countTogether({ workers: 2, additions: 1000 })], 30)}`);
 */
export function explainCounting(runs: CountedRuns, prediction?: number): Note {
  const { locale } = host();
  const { percent, count, number } = numberFormat(locale);
  const all = countedRuns(runs);
  const most = Math.max(...all.map(({ workers }) => workers));
  const share = ({ results: { lost, expected } }: (typeof all)[number]) => lost / expected;
  const unsafe = all.filter(({ results }) => results.counting === "plain" || results.counting === "load-store");
  const safe = all.filter((run) => !unsafe.includes(run));
  const worst = unsafe.toSorted((a, b) => share(b) - share(a))[0];
  const plain = unsafe.find(({ workers, results }) => results.counting === "plain" && workers === most);
  const atomic = safe.find(({ workers, results }) => results.counting === "atomic" && workers === most);
  const french = locale === "fr";
  const lines: string[] = [];
  if (most === 1) {
    lines.push(
      french
        ? "Un seul thread : personne ne peut écrire entre sa lecture et son écriture, et rien ne se perd. Mettez `workers` à 2."
        : "One thread alone: nobody can write between its read and its write, and nothing is lost. Set `workers` to 2.",
    );
  } else if (worst === undefined || worst.results.lost === 0) {
    lines.push(
      french
        ? "Aucune mise à jour perdue cette fois. C'est de la chance, non une preuve : les threads ne se sont pas croisés. Augmentez `additions`, et relancez."
        : "No update was lost this time. That is luck, not proof: the threads didn't meet. Raise `additions`, and run it again.",
    );
  } else {
    const { workers, results } = worst;
    const name = countingName(results.counting, locale);
    lines.push(
      french
        ? `Jusqu'à **${percent(share(worst))}** des additions perdues (${name}, ${workers} threads) : ${count(results.lost)} sur ${count(results.expected)}. Chaque fois, un thread a écrit par-dessus l'addition d'un autre, qu'il n'avait pas vue.`
        : `Up to **${percent(share(worst))}** of the additions were lost (${name}, ${workers} threads): ${count(results.lost)} of ${count(results.expected)}. Each time, a thread wrote over another's addition, which it hadn't seen.`,
    );
  }
  const apart = unsafe.some(({ results }) => results.counting === "load-store" && results.lost > 0);
  if (apart) {
    lines.push(
      french
        ? "`Atomics.load` puis `Atomics.store` perdent aussi : chacun est indivisible, mais il y a de la place entre les deux."
        : "`Atomics.load`, then `Atomics.store` lose updates too: each is indivisible, but there is room between the two.",
    );
  }
  const lostSafely = safe.reduce((sum, { results }) => sum + results.lost, 0);
  if (safe.length > 0 && lostSafely === 0) {
    lines.push(
      french
        ? "Avec une seule opération indivisible, rien ne s'est perdu, à aucun nombre de threads : ce n'est pas de la chance."
        : "With one indivisible operation nothing was lost, with any number of threads: that isn't luck.",
    );
  }
  if (plain && atomic && most > 1) {
    const ratio = atomic.wallMs / Math.max(plain.wallMs, 0.001);
    if (ratio > 1.1) {
      lines.push(
        french
          ? `Le prix : avec ${most} threads, \`Atomics.add\` a mis **${number(ratio)} fois** le temps de \`+=\`. Tous veulent le même mot, qui ne peut être qu'à un cœur à la fois.`
          : `The price: with ${most} threads, \`Atomics.add\` took **${number(ratio)} times** as long as \`+=\`. All of them want the same word, which only one core can have at a time.`,
      );
    }
  }
  if (plain)
    lines.push(
      ...estimateSentence(prediction, Math.round(100 * share(plain)), (value) => percent(value / 100), locale),
    );
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}
