import { checkPredictions } from "../errors/check-predictions.ts";
import { checkResult, checkResults } from "../errors/check-result.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host, type Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Prediction } from "../plots/timing-rows.ts";
import type { Pressure } from "../reactive/back-pressure.ts";
import { hotAlerts } from "../reactive/band-curve.ts";
import type { DataCentre } from "../reactive/run-data-centre.ts";
import type { Run } from "../strategies/strategy.ts";
import { comparedRuns } from "./compared-runs.ts";
import { estimateSentence } from "./estimate-sentence.ts";
import { predictionSentence } from "./prediction-sentence.ts";

/** A difference below this share is taken for chance. */
const chance = 0.1;

/**
 * Says what a data centre went through: alerts, how long zones were too hot, and readings in each second; and compares
 * the highest temperature with the one predicted, in °C.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${explainDataCentre(await runDataCentre({ zones: 4, sensors: 10, seconds: 300 }))}`);
 */
export function explainDataCentre(run: Run<DataCentre>, prediction?: number): Note {
  checkResult("run", run, "runDataCentre", "results.alerts");
  const { locale } = host();
  const { windows, options, readings } = run.results;
  const hot = hotAlerts(run);
  const highest = windows.reduce((top, { mean }) => Math.max(top, mean), Number.NEGATIVE_INFINITY);
  const tooHot = windows.filter(({ mean }) => mean > options.threshold).length / Math.max(1, windows.length);
  const say = sentences(locale);
  const lines = [
    hot === 0 ? say.calm(options.threshold) : say.alerts(hot, options.feedback),
    ...(windows.length > 0 ? [say.hottest(highest, tooHot)] : []),
    ...(windows.length > 0 ? estimateSentence(prediction, highest, say.celsius, locale) : []),
    say.readings(readings, run.cpuMs),
  ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

/**
 * Compares how many readings a second went through the streams, on one thread and on several. Predictions, wall times
 * in ms, are compared with them.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${explainThroughput([await runDataCentre({ zones: 4, sensors: 10, seconds: 60 })])}`);
 */
export function explainThroughput(runs: readonly Run<DataCentre>[], predictions: readonly Prediction[] = []): Note {
  checkResults("runs", runs, "runDataCentre", "results.alerts");
  checkPredictions(predictions);
  const { locale } = host();
  const say = sentences(locale);
  const perSecond = ({ results, wallMs }: Run<DataCentre>) => (results.readings / wallMs) * 1000;
  const [alone, ...others] = runs;
  const lines = [
    ...(alone ? [say.alone(perSecond(alone))] : []),
    ...others.flatMap((run) => {
      if (alone === undefined) return [];
      const ratio = perSecond(run) / perSecond(alone);
      const cores = run.machine.cores;
      return [ratio > 1 + chance ? say.gain(run.workers, ratio) : say.noGain(run.workers, ratio, cores)];
    }),
    ...predictions.flatMap((guess) => predictionSentence(guess, comparedRuns(runs, locale), locale)),
  ];
  return new Note(lines.length === 0 ? "–" : lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

/**
 * Says what each remedy against too many readings cost.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what is no result, such as the promise of one.
 * @example
 * console.log(`${explainPressure([await backPressure({ remedy: "drop", durationMs: 50 })])}`);
 */
export function explainPressure(runs: readonly Run<Pressure>[]): Note {
  checkResults("runs", runs, "backPressure", "results.remedy");
  const { locale } = host();
  const say = sentences(locale);
  const lines = runs.map(({ results }) => say.remedies[results.remedy](results));
  return new Note(lines.length === 0 ? "–" : lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

function sentences(locale: Locale) {
  const { count, number, percent } = numberFormat(locale);
  const rate = (value: number) => number(value / 1e6);
  const celsius = (value: number) => `${number(value)} °C`;
  return locale === "fr"
    ? {
        celsius,
        calm: (threshold: number) =>
          `Aucune zone n'a dépassé ${number(threshold)} °C assez longtemps : aucune alerte. Baissez le seuil pour en voir.`,
        alerts: (hot: number, feedback: boolean) =>
          `**${count(hot)} fois**, une zone est devenue trop chaude${feedback ? " et son refroidissement a été renforcé, jusqu'au retour à un bon niveau." : ", et rien n'y a répondu."}`,
        hottest: (celsius: number, share: number) =>
          `La plus haute moyenne d'une fenêtre a été **${number(celsius)} °C** ; ${percent(share)} des fenêtres étaient au-dessus du seuil.`,
        readings: (readings: number, cpuMs: number) =>
          `**${count(readings)} mesures** ont traversé les flux, pour ${number(cpuMs / 1000)} s de processeur, dessins compris.`,
        alone: (perSecond: number) =>
          `**Sur un thread : ${rate(perSecond)} millions de mesures par seconde**, simulation comprise.`,
        gain: (workers: number, ratio: number) =>
          `**${workers} exécutants : ${number(ratio)} fois plus**. Les zones ne partagent rien : chaque exécutant a les siennes, ses flux et son cœur.`,
        noGain: (workers: number, ratio: number, cores: number) =>
          `**${workers} exécutant${workers > 1 ? "s" : ""} : ${number(ratio)} fois le débit d'un seul thread**, aucun gain ici : ${workers > cores ? `cette machine n'a que ${cores} cœur${cores > 1 ? "s" : ""}` : "le travail est trop court pour le prix de son partage, ou la machine est occupée"}.`,
        remedies: {
          queue: ({ left, sent }: Pressure) =>
            `**En file** : rien n'est perdu, mais ${count(left)} mesures sur ${count(sent)} attendaient encore à la fin. Cette file grandit tant que la source envoie : c'est la mémoire qui finit par manquer.`,
          drop: ({ dropped, sent }: Pressure) =>
            `**Jetées** : la file reste vide, au prix de ${count(dropped)} mesures sur ${count(sent)}. Pour une température, la prochaine les remplace.`,
          batch: ({ left, handled }: Pressure) =>
            `**Par lots** : ${count(handled)} mesures traitées, ${count(left)} en attente. Traiter un lot coûte ici autant qu'en traiter une seule ; c'est vrai d'une écriture sur disque ou d'une requête.`,
          wait: ({ sent }: Pressure) =>
            `**La source attend** : elle n'a envoyé que ${count(sent)} mesures, une à la fois. C'est la contre-pression ; il faut une source qui puisse attendre.`,
        },
      }
    : {
        celsius,
        calm: (threshold: number) =>
          `No zone was above ${number(threshold)} °C for long enough: no alert. Lower the threshold to see some.`,
        alerts: (hot: number, feedback: boolean) =>
          `**${count(hot)} times** a zone became too hot${feedback ? ", and its cooling was raised until it was back to a good level." : ", and nothing answered."}`,
        hottest: (celsius: number, share: number) =>
          `The highest mean of a window was **${number(celsius)} °C**; ${percent(share)} of the windows were above the threshold.`,
        readings: (readings: number, cpuMs: number) =>
          `**${count(readings)} readings** went through the streams, for ${number(cpuMs / 1000)} s of CPU, drawing included.`,
        alone: (perSecond: number) =>
          `**On one thread: ${rate(perSecond)} million readings a second**, the simulation included.`,
        gain: (workers: number, ratio: number) =>
          `**${workers} workers: ${number(ratio)} times as many**. Zones share nothing: each worker has its own, with their streams and a core.`,
        noGain: (workers: number, ratio: number, cores: number) =>
          `**${workers} worker${workers > 1 ? "s" : ""}: ${number(ratio)} times the rate of one thread**, no gain here: ${workers > cores ? `this machine has ${cores} core${cores > 1 ? "s" : ""} only` : "the work is too short for the price of sharing it, or the machine is busy"}.`,
        remedies: {
          queue: ({ left, sent }: Pressure) =>
            `**Queued**: nothing is lost, but ${count(left)} of ${count(sent)} readings were still waiting at the end. This queue grows as long as the source sends: memory is what runs out.`,
          drop: ({ dropped, sent }: Pressure) =>
            `**Dropped**: the queue stays empty, at the price of ${count(dropped)} of ${count(sent)} readings. Of a temperature, the next one replaces them.`,
          batch: ({ left, handled }: Pressure) =>
            `**In batches**: ${count(handled)} readings handled, ${count(left)} waiting. A batch costs as much as a single one here, which is true of a write to disk or of a request.`,
          wait: ({ sent }: Pressure) =>
            `**The source waits**: it sent ${count(sent)} readings only, one at a time. This is back-pressure; it takes a source that can wait.`,
        },
      };
}
