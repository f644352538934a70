import { checkPredictions } from "../errors/check-predictions.ts";
import { checkResult, checkResults } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { CrashOutcome } from "../processes/crash-one.ts";
import type { IpcWay } from "../processes/ipc-channels.ts";
import type { IpcCost } from "../processes/ipc-cost.ts";
import { ipcWords } from "../processes/ipc-plot.ts";
import type { MemoryCost } from "../processes/memory-cost.ts";
import type { Run } from "../strategies/strategy.ts";
import { estimateSentence } from "./estimate-sentence.ts";

/**
 * Says what became of the workers of `crashOne`, in the reader's language.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(String(explainCrash(await crashOne({ workers: 2, count: 1000 }))));
 */
export function explainCrash(...runs: readonly Run<readonly CrashOutcome[]>[]): Note {
  checkResults("runs", runs, "crashOne", "results.0.fate");
  return note(
    runs.map(({ results, strategy }) => {
      const count = (fate: CrashOutcome["fate"]) => results.filter((one) => one.fate === fate).length;
      const [finished, lost] = [count("finished"), count("lost")];
      const end = results.find(({ fate }) => fate === "crashed")?.end ?? "";
      const isThreads = strategy === "threads";
      const processes = new Set(results.map(({ pid }) => pid)).size;
      return host().locale === "fr"
        ? `**${isThreads ? "Threads d'un même processus" : `${processes} processus`} :** un exécutant s'est arrêté (\`${end}\`), ${finished === 0 ? "aucun n'a fini son" : finished === 1 ? "un a fini son" : `${finished} ont fini leur`} travail, ${lost === 0 ? "aucun n'a été emporté" : lost === 1 ? "un a été emporté" : `${lost} ont été emportés`} avec lui. ${frenchLesson(isThreads, lost, finished)}`
        : `**${isThreads ? "Threads of one process" : processes === 1 ? "1 process" : `${processes} processes`}:** one worker ended (\`${end}\`), ${finished || "none"} finished ${finished === 1 ? "its" : "their"} work, ${lost || "none"} went down with it. ${englishLesson(isThreads, lost, finished)}`;
    }),
  );
}

function englishLesson(isThreads: boolean, lost: number, finished: number): string {
  if (lost > 0) return "A signal ends the whole process: what its threads had done is gone with its memory.";
  if (finished === 0) return "There was nobody else.";
  return isThreads
    ? "What ended stayed inside that thread: Node catches an exception, or an exit, at its border."
    : "Each process has a memory of its own: a crash can't reach another one's.";
}

function frenchLesson(isThreads: boolean, lost: number, finished: number): string {
  if (lost > 0) return "Un signal met fin au processus entier : ce qu'avaient fait ses threads part avec sa mémoire.";
  if (finished === 0) return "Il n'y avait personne d'autre.";
  return isThreads
    ? "L'arrêt est resté dans ce thread : Node retient une exception, ou une sortie, à sa frontière."
    : "Chaque processus a sa propre mémoire : un plantage ne peut pas atteindre celle d'un autre.";
}

/**
 * Says what messages cost, small and large, in the reader's language. `predictions`: ms of a round trip.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(String(explainIpc(await ipcCost({ sizes: [1, 1_000_000], roundTrips: 3 }))));
 */
export function explainIpc(cost: IpcCost, predictions: readonly { readonly ms: number }[] = []): Note {
  checkResult("cost", cost, "ipcCost", "measures.0.roundTripMs");
  checkPredictions(predictions);
  const { measures } = cost;
  const { locale } = host();
  const { time, number } = numberFormat(locale);
  const say = ipcWords(locale);
  const sizes = measures.map(({ bytes }) => bytes);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const at = (size: number) =>
    measures
      .filter(({ bytes }) => bytes === size)
      .map(({ way, roundTripMs }) => ({ way, ms: roundTripMs.centre }))
      .sort((a, b) => a.ms - b.ms);
  const [small, large] = [at(least), at(most)];
  const [quickest, slowest] = [small[0], small.at(-1)];
  const [best, worst] = [large[0], large.at(-1)];
  const lines: string[] = [];
  const named = (way: IpcWay) => say.ways[way];
  if (quickest && slowest) {
    lines.push(
      locale === "fr"
        ? `**${say.size(least)} : de ${time(quickest.ms)} (${named(quickest.way)}) à ${time(slowest.ms)} (${named(slowest.way)}).** Pour un petit message, c'est le réveil de l'autre côté qui coûte, pas les octets.`
        : `**${say.size(least)}: from ${time(quickest.ms)} (${named(quickest.way)}) to ${time(slowest.ms)} (${named(slowest.way)}).** For a small message it is waking the other side that costs, not the bytes.`,
    );
  }
  if (best && worst && most > least) {
    const ratio = number(worst.ms / best.ms);
    lines.push(
      locale === "fr"
        ? `**${say.size(most)} : de ${time(best.ms)} (${named(best.way)}) à ${time(worst.ms)} (${named(worst.way)}), ${ratio} fois plus.** Copier, et plus encore réécrire dans un autre format, croît avec la taille ; donner ou partager, non.`
        : `**${say.size(most)}: from ${time(best.ms)} (${named(best.way)}) to ${time(worst.ms)} (${named(worst.way)}), ${ratio} times as long.** Copying grows with the size, and rewriting in another format even more so; handing over and sharing don't.`,
    );
  }
  const measured = large.find(({ way }) => way === "json") ?? worst;
  for (const { ms } of predictions) {
    if (measured === undefined) continue;
    const isClose = Math.max(measured.ms / ms, ms / measured.ms) <= 2;
    lines.push(
      locale === "fr"
        ? `Vous aviez prédit **${time(ms)}** (${named(measured.way)}) ; mesuré : **${time(measured.ms)}** — ${isClose ? "bien vu." : "pas du même ordre de grandeur. Qu'est-ce qui coûte, l'envoi ou la mise en forme ?"}`
        : `You predicted **${time(ms)}** (${named(measured.way)}); measured: **${time(measured.ms)}** — ${isClose ? "a good guess." : "not the same order of magnitude. What costs, the sending or the formatting?"}`,
    );
  }
  return note(lines);
}

/**
 * Says what one more process costs in memory, and one more thread, in the reader's language. `prediction`: MiB that the
 * reader expected of the process.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(String(explainMemory(await memoryCost({ workers: 2 }))));
 */
export function explainMemory(cost: MemoryCost, prediction?: number): Note {
  checkResult("cost", cost, "memoryCost", "kind");
  const { measures } = cost;
  const { locale } = host();
  const { number } = numberFormat(locale);
  const each = (strategy: "threads" | "processes") => {
    const own = measures.filter((measure) => measure.strategy === strategy);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) return 0;
    if (last.workers === first.workers) return first.bytes / 2 ** 20;
    return (last.bytes - first.bytes) / (last.workers - first.workers) / 2 ** 20;
  };
  const [process, thread] = [each("processes"), each("threads")];
  const ratio = number(process / thread);
  return note([
    locale === "fr"
      ? `**Un processus de plus : ${number(process)} Mio. Un thread de plus : ${number(thread)} Mio.** Chaque processus apporte un Node entier ; un thread n'a en propre que son moteur et sa pile, et partage le code et le reste (ici, ${ratio} fois moins).`
      : `**One more process: ${number(process)} MiB. One more thread: ${number(thread)} MiB.** Each process brings a whole Node; a thread has only its engine and its stack for itself, and shares the code and the rest (here, ${ratio} times less).`,
    ...estimateSentence(prediction, process, (mib) => `${number(mib)} ${locale === "fr" ? "Mio" : "MiB"}`, locale),
  ]);
}

function note(lines: readonly string[]): Note {
  return new Note(lines.map((line) => `- ${typeset(line, host().locale)}`).join("\n"));
}
