import { Note } from "../exercises/note.ts";
import { predictionsOf } from "../exercises/predict.ts";
import { typeset } from "../exercises/typography.ts";
import { host, type Locale } from "../host/host.ts";
import { numberFormat } from "../plots/numbers.ts";
import { type ComparedRuns, comparedRuns, type RunLists } from "./compared-runs.ts";
import { predictionSentence } from "./prediction-sentence.ts";

/** A difference below this share of the time is taken for chance. */
const chance = 0.1;

/** A gain above this share of the ideal is called close to it. */
const closeToIdeal = 0.8;

/**
 * Says what runs of factorisation on several workers have shown, and why, in the reader's language: chosen by the
 * measures alone.
 *
 * `experiment` names the predictions that are compared with them.
 */
export function explainFactors(runs: RunLists, experiment = "factors"): Note {
  const { locale } = host();
  const groups = comparedRuns(runs, locale);
  const say = sentences(locale);
  const sequential = groups.find(({ strategy }) => strategy === "sequential");
  const lines = [
    ...(sequential ? [say.alone(sequential)] : []),
    ...groups.filter((group) => group !== sequential).map((group) => gain(group, say)),
    ...predictionsOf(experiment, runs).flatMap((guess) => predictionSentence(guess, groups, locale)),
  ];
  return new Note(lines.map((line) => `- ${typeset(line, locale)}`).join("\n"));
}

type Sentences = ReturnType<typeof sentences>;

function gain(group: ComparedRuns, say: Sentences): string {
  const { timesAsFast = 1, workers, cores, aroundMs, wallMs } = group;
  const ideal = Math.min(workers, cores);
  if (timesAsFast < 1 - chance) {
    const why = aroundMs > wallMs / 3 ? say.starting(group) : say.handingOut(group);
    return say.slower(group, 1 / timesAsFast, why);
  }
  if (timesAsFast <= 1 + chance) return say.same(group, ideal === 1 ? say.oneAtOnce(group) : say.eaten(group));
  const reached =
    timesAsFast >= ideal * closeToIdeal ? say.nearIdeal(ideal) : say.farFromIdeal(group, timesAsFast / ideal);
  return say.faster(group, timesAsFast, workers > cores ? `${reached} ${say.takingTurns(group)}` : reached);
}

function sentences(locale: Locale) {
  const { number, time, percent, count } = numberFormat(locale);
  const share = ({ aroundMs, wallMs }: ComparedRuns) => percent(aroundMs / wallMs);
  return locale === "fr"
    ? {
        alone: ({ wallMs }: ComparedRuns) => `**Un seul thread : ${time(wallMs)}**, tout en calcul.`,
        slower: ({ name, wallMs }: ComparedRuns, ratio: number, why: string) =>
          `**${name} : ${time(wallMs)}**, ${number(ratio)} fois plus lent. ${why}`,
        starting: (group: ComparedRuns) =>
          `Démarrer et arrêter les exécutants a pris ${time(group.aroundMs)}, soit ${share(group)} de la durée : plus que tout le calcul.`,
        handingOut: ({ tasks }: ComparedRuns) =>
          `Les exécutants étaient prêts, mais distribuer ${count(tasks)} lots et rassembler leurs résultats coûte plus que le temps gagné.`,
        same: ({ name, wallMs }: ComparedRuns, why: string) => `**${name} : ${time(wallMs)}**, aucun gain. ${why}`,
        oneAtOnce: ({ workers }: ComparedRuns) =>
          workers === 1
            ? "Un seul exécutant calcule comme le thread principal."
            : "Un seul cœur est disponible : les exécutants s'y relaient.",
        eaten: (group: ComparedRuns) =>
          `Le temps gagné à calculer sur plusieurs cœurs est perdu ailleurs : ${time(group.aroundMs)} avant le premier lot et après le dernier.`,
        faster: ({ name, wallMs }: ComparedRuns, ratio: number, more: string) =>
          `**${name} : ${time(wallMs)}**, ${number(ratio)} fois plus vite. ${more}`,
        nearIdeal: (ideal: number) => `C'est proche de l'idéal, ${count(ideal)} fois.`,
        farFromIdeal: (group: ComparedRuns, ratio: number) =>
          `C'est ${percent(ratio)} de l'idéal ; ${time(group.aroundMs)} sont passés hors des calculs.`,
        takingTurns: ({ workers, cores }: ComparedRuns) =>
          `Cette machine a ${count(cores)} ${cores === 1 ? "cœur" : "cœurs"} : ${count(workers)} exécutants s'y relaient, et les derniers n'apportent rien.`,
      }
    : {
        alone: ({ wallMs }: ComparedRuns) => `**One thread: ${time(wallMs)}**, all of it computing.`,
        slower: ({ name, wallMs }: ComparedRuns, ratio: number, why: string) =>
          `**${name}: ${time(wallMs)}**, ${number(ratio)} times slower. ${why}`,
        starting: (group: ComparedRuns) =>
          `Starting and ending the workers took ${time(group.aroundMs)}, ${share(group)} of the time: more than all of the computing.`,
        handingOut: ({ tasks }: ComparedRuns) =>
          `The workers were ready, but handing out ${count(tasks)} chunks and gathering their results costs more than is gained.`,
        same: ({ name, wallMs }: ComparedRuns, why: string) => `**${name}: ${time(wallMs)}**, no gain. ${why}`,
        oneAtOnce: ({ workers }: ComparedRuns) =>
          workers === 1
            ? "A single worker computes as the main thread does."
            : "There is one core: the workers take turns on it.",
        eaten: (group: ComparedRuns) =>
          `What several cores gained is lost elsewhere: ${time(group.aroundMs)} before the first chunk and after the last.`,
        faster: ({ name, wallMs }: ComparedRuns, ratio: number, more: string) =>
          `**${name}: ${time(wallMs)}**, ${number(ratio)} times as fast. ${more}`,
        nearIdeal: (ideal: number) => `That is close to the ideal, ${count(ideal)} times.`,
        farFromIdeal: (group: ComparedRuns, ratio: number) =>
          `That is ${percent(ratio)} of the ideal; ${time(group.aroundMs)} passed outside the computing.`,
        takingTurns: ({ workers, cores }: ComparedRuns) =>
          `This machine has ${count(cores)} ${cores === 1 ? "core" : "cores"}: ${count(workers)} workers take turns on them, and the last ones add nothing.`,
      };
}
