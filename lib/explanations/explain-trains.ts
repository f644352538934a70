import { checkResult } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Run } from "../strategies/strategy.ts";
import type { Traffic } from "../trains/run-trains.ts";
import { estimateSentence } from "./estimate-sentence.ts";

/**
 * Says what the semaphore has prevented, and what it has cost; chosen by what was measured.
 * `prediction`: collisions that the reader expected without it.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * const [without, withOne] = [await runTrains({ workers: 2, hasSemaphore: false }), await runTrains({ workers: 2 })];
 * console.log(`${explainTrains(without, withOne)}`);
 */
export function explainTrains(without: Run<Traffic>, withOne: Run<Traffic>, prediction?: number): Note {
  checkResult("without", without, "runTrains", "results.journeys");
  checkResult("withOne", withOne, "runTrains", "results.journeys");
  const { locale } = host();
  const french = locale === "fr";
  const { time, count } = numberFormat(locale);
  const met = without.results.collisions.length;
  const stillMet = withOne.results.collisions.length;
  const waited = withOne.results.journeys.reduce((sum, { atSignal, entered }) => sum + entered - atSignal, 0);
  const later = withOne.wallMs - without.wallMs;
  const lines = [
    met === 0
      ? without.workers === 1
        ? french
          ? "Un seul train : il n'a personne à rencontrer. Mettez `workers` à 2 ou plus."
          : "One train: it has nobody to meet. Set `workers` to 2 or more."
        : french
          ? "Sans sémaphore, aucune collision cette fois : les horaires s'y prêtaient. Changez `seed` : un réseau n'est pas sûr parce qu'il a eu de la chance une fois."
          : "Without a semaphore there was no collision this time: the timetable happened to allow it. Change `seed`: a railway isn't safe because it was lucky once."
      : french
        ? `Sans sémaphore : **${count(met)} ${met === 1 ? "collision" : "collisions"}**. Deux trains étaient sur la voie unique au même instant.`
        : `Without a semaphore: **${count(met)} ${met === 1 ? "collision" : "collisions"}**. Two trains were on the single track at the same time.`,
    stillMet === 0
      ? french
        ? `Avec le sémaphore : aucune, et ${waited < 1 ? "presque pas d'attente" : `**${time(waited)}** d'attente au signal en tout`}. La sûreté se paie en attente.`
        : `With the semaphore: none, and ${waited < 1 ? "hardly any waiting" : `**${time(waited)}** of waiting at the signal in all`}. Safety is paid for in waiting.`
      : french
        ? `Avec le sémaphore : ${count(stillMet)} collisions ! C'est une erreur du programme ; dites-le-nous.`
        : `With the semaphore: ${count(stillMet)} collisions! That is a fault of the program; please tell us.`,
    ...(later > 1
      ? [
          french
            ? `Le dernier train est arrivé ${time(later)} plus tard.`
            : `The last train came in ${time(later)} later.`,
        ]
      : []),
    ...estimateSentence(prediction, met, count, locale),
  ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}
