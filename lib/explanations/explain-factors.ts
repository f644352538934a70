import { checkPredictions } from "../errors/check-predictions.ts";
import { Note } from "../exercises/note.ts";
import { typeset } from "../exercises/typography.ts";
import { host, type Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import type { Prediction } from "../plots/timing-rows.ts";
import { type ComparedRuns, comparedRuns, type RunLists } from "./compared-runs.ts";
import { predictionSentence } from "./prediction-sentence.ts";

/** A difference below this share of the time is taken for chance. */
const chance = 0.1;

/** A gain above this share of the ideal is called close to it. */
const closeToIdeal = 0.8;

/**
 * Says what runs of factorisation on several workers have shown, and why, in the reader's language: chosen by the
 * measures alone. Predictions, wall times in ms, are compared with them.
 *
 * @throws NavetteError `ERR_NAVETTE_RUNS` for what are no runs, such as the promise of one.
 * @example
 * const numbers = randomNumbers({ count: 2000 });
 * const alone = await factoriseAll(numbers, { strategy: "sequential" });
 * const two = await factoriseAll(numbers, { strategy: "threads", workers: 2 });
 * console.log(`${explainFactors([alone, two])}`);
 */
export function explainFactors(runs: RunLists, predictions: readonly Prediction[] = []): Note {
  checkPredictions(predictions);
  const { locale } = host();
  const groups = comparedRuns(runs, locale);
  const say = sentences(locale);
  const sequential = groups.find(({ strategy }) => strategy === "sequential");
  const lines = [
    ...(sequential ? [say.alone(sequential)] : []),
    ...groups.filter((group) => group !== sequential).map((group) => gain(group, say)),
    ...predictions.flatMap((guess) => predictionSentence(guess, groups, locale)),
  ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

type Sentences = ReturnType<typeof sentences>;

function gain(group: ComparedRuns, say: Sentences): string {
  const { timesAsFast = 1, workers, cores, wallMs, warm } = group;
  const ideal = Math.min(workers, cores);
  const computingMs = (timesAsFast * wallMs) / ideal;
  const rest = { ideal, computingMs, otherMs: Math.max(0, wallMs - computingMs) };
  if (timesAsFast < 1 - chance)
    return say.slower(group, 1 / timesAsFast, warm ? say.sharing(rest) : say.starting(rest));
  if (timesAsFast <= 1 + chance) return say.same(group, ideal === 1 ? say.oneAtOnce(group) : say.eaten);
  const reached =
    timesAsFast >= ideal * closeToIdeal ? say.nearIdeal(rest) : say.farFromIdeal(rest, timesAsFast / ideal);
  return say.faster(group, timesAsFast, workers > cores ? `${reached} ${say.takingTurns(group)}` : reached);
}

/** What a time is made of: computing as fast as the cores allow, and all else, in ms. */
interface Rest {
  readonly ideal: number;
  readonly computingMs: number;
  readonly otherMs: number;
}

function sentences(locale: Locale) {
  const { number, time, percent, count } = numberFormat(locale);
  return locale === "fr" ? french() : english();

  function french() {
    const onCores = (cores: number) => (cores === 1 ? "Sur un cœur" : `Sur ${count(cores)} cœurs`);
    return {
      alone: ({ wallMs }: ComparedRuns) => `**Un seul thread : ${time(wallMs)}**, tout en calcul.`,
      slower: ({ name, wallMs }: ComparedRuns, ratio: number, why: string) =>
        `**${name} : ${time(wallMs)}**, ${number(ratio)} fois plus lent. ${why}`,
      starting: ({ ideal, computingMs, otherMs }: Rest) =>
        `${onCores(ideal)}, le calcul seul aurait pu prendre ${time(computingMs)} ; les autres ${time(otherMs)} sont allées à démarrer les exécutants, à charger le programme dans chacun et à les arrêter.`,
      sharing: ({ ideal, computingMs, otherMs }: Rest) =>
        `${onCores(ideal)}, le calcul seul aurait pu prendre ${time(computingMs)} ; les autres ${time(otherMs)} sont allées à distribuer les lots, à rassembler les résultats et à se relayer.`,
      same: ({ name, wallMs }: ComparedRuns, why: string) => `**${name} : ${time(wallMs)}**, aucun gain. ${why}`,
      oneAtOnce: ({ workers }: ComparedRuns) =>
        workers === 1
          ? "Un seul exécutant calcule comme le thread principal."
          : "Un seul cœur est disponible : les exécutants s'y relaient.",
      eaten: "Ce que plusieurs cœurs ont gagné, le partage du travail l'a repris, ou une autre tâche de cette machine.",
      faster: ({ name, wallMs }: ComparedRuns, ratio: number, more: string) =>
        `**${name} : ${time(wallMs)}**, ${number(ratio)} fois plus vite. ${more}`,
      nearIdeal: ({ ideal }: Rest) => `C'est proche de l'idéal, ${count(ideal)} fois.`,
      farFromIdeal: ({ ideal }: Rest, ratio: number) =>
        `C'est ${percent(ratio)} de l'idéal, ${count(ideal)} fois ; le reste est allé au partage du travail, et à ce que cette machine faisait d'autre.`,
      takingTurns: ({ workers, cores }: ComparedRuns) =>
        `Cette machine a ${count(cores)} ${cores === 1 ? "cœur" : "cœurs"}, et ${count(workers)} exécutants s'y relaient : au-delà de ${count(cores)}, ils n'ont rien à ajouter.`,
    };
  }

  function english() {
    const onCores = (cores: number) => (cores === 1 ? "On one core" : `On ${count(cores)} cores`);
    return {
      alone: ({ wallMs }: ComparedRuns) => `**One thread: ${time(wallMs)}**, all of it computing.`,
      slower: ({ name, wallMs }: ComparedRuns, ratio: number, why: string) =>
        `**${name}: ${time(wallMs)}**, ${number(ratio)} times slower. ${why}`,
      starting: ({ ideal, computingMs, otherMs }: Rest) =>
        `${onCores(ideal)} the computing alone could have taken ${time(computingMs)}; the other ${time(otherMs)} went into starting the workers, loading the program in each, and ending them.`,
      sharing: ({ ideal, computingMs, otherMs }: Rest) =>
        `${onCores(ideal)} the computing alone could have taken ${time(computingMs)}; the other ${time(otherMs)} went into handing out chunks, gathering results and taking turns.`,
      same: ({ name, wallMs }: ComparedRuns, why: string) => `**${name}: ${time(wallMs)}**, no gain. ${why}`,
      oneAtOnce: ({ workers }: ComparedRuns) =>
        workers === 1
          ? "A single worker computes as the main thread does."
          : "There is one core: the workers take turns on it.",
      eaten:
        "What several cores gained, sharing out the work took back, or something else that this machine was doing.",
      faster: ({ name, wallMs }: ComparedRuns, ratio: number, more: string) =>
        `**${name}: ${time(wallMs)}**, ${number(ratio)} times as fast. ${more}`,
      nearIdeal: ({ ideal }: Rest) => `That is close to the ideal, ${count(ideal)} times.`,
      farFromIdeal: ({ ideal }: Rest, ratio: number) =>
        `That is ${percent(ratio)} of the ideal, ${count(ideal)} times; the rest went into sharing out the work, and into whatever else this machine was doing.`,
      takingTurns: ({ workers, cores }: ComparedRuns) =>
        `This machine has ${count(cores)} ${cores === 1 ? "core" : "cores"}, on which ${count(workers)} workers take turns: beyond ${count(cores)}, they have nothing to add.`,
    };
  }
}
