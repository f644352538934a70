import { checkPredictions } from "../errors/check-predictions.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host, type Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import { measuredRuns, type Runs } from "../plots/run-memory.ts";
import { median, summary } from "../plots/summary.ts";
import { texts } from "../plots/texts.ts";
import type { Prediction } from "../plots/timing-rows.ts";
import type { FittedLaw } from "../scaling/fit-laws.ts";
import { fitScaling, type ScalingFit } from "../scaling/fit-scaling.ts";
import { amdahl } from "../scaling/laws.ts";
import type { FittedValue } from "../scaling/least-squares.ts";
import { sequentialTime } from "../scaling/scaling-points.ts";
import { comparedRuns, type RunLists } from "./compared-runs.ts";
import { estimateSentence } from "./estimate-sentence.ts";
import { predictionSentence } from "./prediction-sentence.ts";

/** A share of what is possible above which nothing much is missing. */
const nearly = 0.85;

/** The share of a core that a thread which only computes has on a machine that does nothing else. */
const undisturbed = 0.85;

/** A loss below this share is taken for chance. */
const chance = 0.1;

/**
 * Says how runs on more and more workers scale, in the reader's language: the serial share with its interval, what it
 * allows at most, and what limits them: cores, the part kept serial, sharing out the work, or keeping workers informed.
 * The laws are those of `fitScaling`; `predictions` are wall times in ms.
 *
 * @throws NavetteError `ERR_NAVETTE_BASELINE` when no run is sequential, `ERR_NAVETTE_RUNS` when all are.
 * @example
 * console.log(String(explainScaling(await measureScaling({ count: 5000, repetitions: 1 }))));
 */
export function explainScaling(runs: RunLists & Runs, predictions: readonly Prediction[] = []): Note {
  checkPredictions(predictions);
  const { locale } = host();
  const say = sentences(locale);
  const groups = comparedRuns(runs, locale);
  const alone = groups.filter(({ strategy }) => strategy === "sequential");
  const ofOneCore = median(alone.map(({ cpuMs, wallMs }) => cpuMs / wallMs));
  const fits = fitScaling(runs);
  const base = sequentialTime(measuredRuns(runs));
  const lines = [
    ...(ofOneCore < undisturbed ? [say.busy(ofOneCore)] : []),
    ...fits.map((fit) => explained(fit, say, locale)),
    ...predictions.flatMap((guess) => {
      const fit = fits.find(({ strategy }) => strategy === guess.strategy);
      if (!fit?.grows) return predictionSentence(guess, groups, locale);
      // Where the work grows, more of it is done in about the same time.
      const measured = speedUps(fit).find(({ workers }) => workers === (guess.workers ?? 1));
      return measured ? estimateSentence(base / guess.ms, measured.speedUp, say.times, locale) : [];
    }),
  ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

type Sentences = ReturnType<typeof sentences>;

/** The fastest worker count of a series, and how fast it was. */
interface Best {
  readonly workers: number;
  readonly speedUp: number;
}

function explained(fit: ScalingFit, say: Sentences, locale: Locale): string {
  const best = bestOf(fit);
  const name = texts(locale).workers(fit.strategy, numberFormat(locale).count(best.workers), best.workers === 1);
  const share = fit.laws.find(({ law }) => law !== "usl");
  const usl = fit.laws.find(({ law }) => law === "usl");
  const parts = [say.best(name, best.speedUp, fit.grows)];
  if (share !== undefined) parts.push(fit.grows ? say.gustafson(share.serial) : say.amdahl(share));
  if (!fit.grows && fit.keptSerial !== undefined && fit.keptSerial > 0) {
    parts.push(
      share !== undefined && share.serial.value < fit.keptSerial - 0.01
        ? say.keptMore(fit.keptSerial)
        : say.kept(fit.keptSerial),
    );
  }
  parts.push(limitOf(fit, best, usl, say));
  return parts.join(" ");
}

/** Chooses the one sentence that says what limits. */
function limitOf(fit: ScalingFit, best: Best, usl: FittedLaw | undefined, say: Sentences): string {
  const { keptSerial = 0, cores, grows } = fit;
  const counts = speedUps(fit);
  const widest = counts.at(-1) ?? best;
  if (widest.workers === 1) return say.alone;
  const usable = Math.min(cores, widest.workers);
  const possible = grows ? usable : amdahl(usable, keptSerial);
  if (cores === 1) return say.oneCore;
  if (best.speedUp < 1 + chance) return say.sharing;
  if (best.speedUp < possible * nearly) {
    const isWorse = widest.speedUp < best.speedUp * (1 - chance) && widest.workers > best.workers;
    return isWorse && usl !== undefined && Number.isFinite(usl.peak) ? say.coherency(usl.peak) : say.sharing;
  }
  // All that was possible was reached: by the cores there are, or by the share that is serial.
  if (!grows && keptSerial > 0 && possible < usable * nearly) return say.serial(keptSerial);
  return widest.workers > cores ? say.cores(cores) : say.more;
}

function bestOf(fit: ScalingFit): Best {
  return speedUps(fit).reduce((best, one) => (one.speedUp > best.speedUp ? one : best), { workers: 1, speedUp: 0 });
}

/** The mean speed-up at each worker count, as the plot draws it, in ascending order. */
function speedUps({ measures }: ScalingFit): Best[] {
  return [...Map.groupBy(measures, ({ workers }) => workers)]
    .map(([workers, same]) => ({
      workers,
      speedUp: summary(
        same.map(({ speedUp }) => speedUp),
        "mean",
      ).centre,
    }))
    .sort((a, b) => a.workers - b.workers);
}

function sentences(locale: Locale) {
  const { number, count, percent } = numberFormat(locale);
  const interval = ({ low, high }: FittedValue, between: (low: string, high: string) => string) =>
    low === undefined || high === undefined ? "" : between(percent(low), percent(high));
  return locale === "fr" ? french() : english();

  function english() {
    const within = (estimate: FittedValue) => interval(estimate, (low, high) => ` (95% interval: ${low} to ${high})`);
    return {
      times: (speedUp: number) => `${number(speedUp)} times as much`,
      busy: (share: number) =>
        `**This machine was busy with something else**: one thread alone had only ${percent(share)} of a core. Measure again when it is quiet; what follows says more about its other programs than about yours.`,
      best: (name: string, speedUp: number, grows: boolean) =>
        grows
          ? `**${name}: ${number(speedUp)} times the work of one thread in the same time.**`
          : `**${name}: ${number(speedUp)} times as fast as one thread**, the best that was measured.`,
      amdahl: ({ serial, most }: FittedLaw) =>
        serial.value > 0.95
          ? "By Amdahl's law all of it would be serial: nothing was gained by sharing."
          : serial.value < 0.005
            ? `The serial share by Amdahl's law is below ${percent(0.01)}${within(serial)}: almost everything was shared out.`
            : `The serial share by Amdahl's law is **${percent(serial.value)}**${within(serial)}: with any number of cores, at most ${number(most)} times as fast.`,
      gustafson: (serial: FittedValue) =>
        `The serial share by Gustafson's law is **${percent(serial.value)}**${within(serial)} of each worker's time.`,
      kept: (share: number) =>
        `You had kept ${percent(share)} of the work serial; what the law finds beyond it is the cost of sharing out.`,
      keptMore: (share: number) =>
        `You had kept ${percent(share)} of the work serial, and the law finds less: these measures scatter too much for it. More \`repetitions\`, or a quieter machine, would tell more.`,
      alone: "With one worker there is nothing to share.",
      oneCore: "What limits: this machine has one core, and the workers take turns on it.",
      cores: (cores: number) =>
        `What limits: the ${count(cores)} cores of this machine. Workers beyond them take turns, and add nothing.`,
      serial: (share: number) => `What limits: the ${percent(share)} that one thread does alone while the others wait.`,
      sharing:
        "What limits: all that isn't computing (handing out chunks, sending results, waiting for the slowest worker), or other programs on the same cores.",
      coherency: (peak: number) =>
        `What limits: workers in each other's way. By the Universal Scalability Law the peak is at about ${count(Math.max(1, Math.round(peak)))} workers; beyond it, more are slower.`,
      more: "What limits: the number of workers. This machine has cores left for more of them.",
    };
  }

  function french(): ReturnType<typeof english> {
    const within = (estimate: FittedValue) =>
      interval(estimate, (low, high) => ` (intervalle à 95 % : ${low} à ${high})`);
    return {
      times: (speedUp) => `${number(speedUp)} fois autant`,
      busy: (share) =>
        `**Cette machine était occupée à autre chose** : un seul thread n'a eu que ${percent(share)} d'un cœur. Mesurez de nouveau au calme ; ce qui suit en dit plus sur ses autres programmes que sur le vôtre.`,
      best: (name, speedUp, grows) =>
        grows
          ? `**${name} : ${number(speedUp)} fois le travail d'un thread, dans le même temps.**`
          : `**${name} : ${number(speedUp)} fois plus vite qu'un seul thread**, le meilleur résultat mesuré.`,
      amdahl: ({ serial, most }) =>
        serial.value > 0.95
          ? "Selon la loi d'Amdahl, tout serait séquentiel : le partage n'a rien fait gagner."
          : serial.value < 0.005
            ? `La part séquentielle selon la loi d'Amdahl est inférieure à ${percent(0.01)}${within(serial)} : presque tout a été partagé.`
            : `La part séquentielle selon la loi d'Amdahl est de **${percent(serial.value)}**${within(serial)} : quel que soit le nombre de cœurs, au plus ${number(most)} fois plus vite.`,
      gustafson: (serial) =>
        `La part séquentielle selon la loi de Gustafson est de **${percent(serial.value)}**${within(serial)} du temps de chaque exécutant.`,
      kept: (share) =>
        `Vous aviez gardé ${percent(share)} du travail en séquentiel ; ce que la loi trouve en plus est le coût du partage.`,
      keptMore: (share) =>
        `Vous aviez gardé ${percent(share)} du travail en séquentiel, et la loi en trouve moins : ces mesures se dispersent trop pour elle. Plus de \`repetitions\`, ou une machine plus calme, en diraient davantage.`,
      alone: "Avec un seul exécutant, il n'y a rien à partager.",
      oneCore: "Ce qui limite : cette machine n'a qu'un cœur, et les exécutants s'y relaient.",
      cores: (cores) =>
        `Ce qui limite : les ${count(cores)} cœurs de cette machine. Au-delà, les exécutants se relaient et n'ajoutent rien.`,
      serial: (share) =>
        `Ce qui limite : les ${percent(share)} qu'un thread fait seul pendant que les autres attendent.`,
      sharing:
        "Ce qui limite : tout ce qui n'est pas du calcul (distribuer les lots, envoyer les résultats, attendre l'exécutant le plus lent), ou d'autres programmes sur les mêmes cœurs.",
      coherency: (peak) =>
        `Ce qui limite : les exécutants se gênent. Selon la loi universelle de passage à l'échelle, le sommet est à environ ${count(Math.max(1, Math.round(peak)))} exécutants ; au-delà, plus nombreux, ils sont plus lents.`,
      more: "Ce qui limite : le nombre d'exécutants. Cette machine a des cœurs libres pour en ajouter.",
    };
  }
}
