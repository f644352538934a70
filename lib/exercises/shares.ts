import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type Shares = (count: number, workers: number) => unknown;

/** Chapter 10: how many numbers each worker gets, so that all of them end together. */
export const shares: Exercise = {
  answer: "shares",
  task: {
    en: "Write `shares(count, workers)`: an array with, for each worker, how many of the `count` numbers it gets. `shares(10, 2)` is `[5, 5]`; what should `shares(10, 3)` be?",
    fr: "Écrivez `shares(count, workers)` : un tableau qui donne, pour chaque exécutant, combien des `count` nombres il reçoit. `shares(10, 2)` vaut `[5, 5]` ; que doit valoir `shares(10, 3)` ?",
  },
  praise: {
    en: "Every number is given once, and no worker has more than one number more than another.",
    fr: "Chaque nombre est donné une fois, et aucun exécutant n'en a plus d'un de plus qu'un autre.",
  },
  grade(answer): Grade {
    const cut = answer as Shares;
    for (const [count, workers] of cases) {
      const hint = faultOf(cut(count, workers), count, workers);
      if (hint) return { hint };
    }
    return {};
  },
};

const cases = [
  [10, 2],
  [10, 3],
  [9, 4],
  [11, 4],
  [10_000, 64],
  [7, 1],
  [2, 5],
  [0, 3],
] as const;

function faultOf(given: unknown, count: number, workers: number): Words | undefined {
  const call = `\`shares(${count}, ${workers})\``;
  const said = (value: unknown) => shown(value);
  if (given === undefined) return returnsNothing(call);
  if (!isNumbers(given)) {
    return {
      en: `${call} returns ${said(given)}: an array of numbers is expected, one number for each worker.`,
      fr: `${call} renvoie ${said(given)} : on attend un tableau de nombres, un nombre par exécutant.`,
    };
  }
  const broken = given.find((share) => !Number.isInteger(share) || share < 0);
  if (broken !== undefined) {
    return {
      en: `${call} gives a worker ${said(broken)} numbers: nobody can work on a part of a number. Which function of \`Math\` rounds down?`,
      fr: `${call} donne ${said(broken)} nombres à un exécutant : personne ne peut traiter un morceau de nombre. Quelle fonction de \`Math\` arrondit vers le bas ?`,
    };
  }
  if (given.length !== workers) {
    return {
      en: `${call} has ${given.length} shares for ${workers} workers: one share for each, even if it is 0.`,
      fr: `${call} contient ${given.length} parts pour ${workers} exécutants : il en faut une pour chacun, même nulle.`,
    };
  }
  const total = given.reduce((sum, share) => sum + share, 0);
  if (total < count) {
    return {
      en: `${call} is ${said(given)}: ${count - total} of the ${count} numbers would be forgotten. Who takes the remainder of the division?`,
      fr: `${call} vaut ${said(given)} : ${count - total} des ${count} nombres seraient oubliés. Qui prend le reste de la division ?`,
    };
  }
  if (total > count) {
    return {
      en: `${call} is ${said(given)}, ${total} numbers in all: there are only ${count}. Rounding up for everybody gives some work twice.`,
      fr: `${call} vaut ${said(given)}, soit ${total} nombres en tout : il n'y en a que ${count}. Arrondir vers le haut pour tout le monde donne du travail en double.`,
    };
  }
  const [least, most] = [Math.min(...given), Math.max(...given)];
  if (most - least > 1) {
    return {
      en: `${call} is ${said(given)}: nothing is lost, but everybody waits for the worker who has ${most} numbers while another has ${least}. Spread the remainder: one more for some workers.`,
      fr: `${call} vaut ${said(given)} : rien n'est perdu, mais tout le monde attend l'exécutant qui a ${most} nombres quand un autre en a ${least}. Étalez le reste : un de plus pour certains.`,
    };
  }
  return undefined;
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}
