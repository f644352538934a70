import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type BestSpeedUp = (workers: number, serial: number) => unknown;

/** Chapter 04: Amdahl's law. */
export const bestSpeedUp: Exercise = {
  answer: "bestSpeedUp",
  task: {
    en: "Write `bestSpeedUp(workers, serial)`: how many times as fast the program can be when the share `serial` of its time (0.1 for a tenth) can't be shared out. `bestSpeedUp(2, 0)` is 2; what should `bestSpeedUp(2, 1)` be?",
    fr: "Écrivez `bestSpeedUp(workers, serial)` : combien de fois plus vite le programme peut aller quand la part `serial` de sa durée (0.1 pour un dixième) ne se partage pas. `bestSpeedUp(2, 0)` vaut 2 ; que doit valoir `bestSpeedUp(2, 1)` ?",
  },
  praise: {
    en: "That is Amdahl's law. With a tenth of the time serial, `bestSpeedUp(1_000_000, 0.1)` stays below 10.",
    fr: "C'est la loi d'Amdahl. Avec un dixième de la durée en séquentiel, `bestSpeedUp(1_000_000, 0.1)` reste inférieur à 10.",
  },
  grade(answer): Grade {
    const law = answer as BestSpeedUp;
    for (const [workers, serial] of cases) {
      const hint = faultOf(law(workers, serial), workers, serial);
      if (hint) return { hint };
    }
    return {};
  },
};

const cases = [
  [4, 0.3],
  [2, 0],
  [1, 0.3],
  [2, 1],
  [10, 0.1],
  [1000, 0.05],
] as const;

function faultOf(given: unknown, workers: number, serial: number): Words | undefined {
  const call = `\`bestSpeedUp(${workers}, ${serial})\``;
  if (given === undefined) return returnsNothing(call);
  if (typeof given !== "number" || Number.isNaN(given)) {
    return {
      en: `${call} returns ${shown(given)}: a number is expected, how many times as fast.`,
      fr: `${call} renvoie ${shown(given)} : on attend un nombre, combien de fois plus vite.`,
    };
  }
  const time = serial + (1 - serial) / workers;
  if (isNear(given, 1 / time)) return undefined;
  const said = Number(given.toPrecision(4));
  if (isNear(given, time)) {
    return {
      en: `${call} is ${said}: that is the time that is left, as a share of the time of one worker. A speed-up is the old time divided by the new one.`,
      fr: `${call} vaut ${said} : c'est la durée qui reste, en part de la durée d'un seul exécutant. Une accélération est l'ancienne durée divisée par la nouvelle.`,
    };
  }
  if (isNear(given, workers)) {
    return {
      en: `${call} is ${said}: as if everything could be shared out. How long does the serial share take, with ${workers} workers?`,
      fr: `${call} vaut ${said} : comme si tout pouvait se partager. Combien de temps prend la part séquentielle, avec ${workers} exécutants ?`,
    };
  }
  if (isNear(given, 1 / (1 - serial + serial / workers))) {
    return {
      en: `${call} is ${said}: the serial share is divided among the workers, and the rest isn't. Which of the two can be shared out?`,
      fr: `${call} vaut ${said} : la part séquentielle est répartie entre les exécutants, et le reste ne l'est pas. Laquelle des deux peut se partager ?`,
    };
  }
  if (isNear(given, workers / (1 - serial)) || given === Number.POSITIVE_INFINITY) {
    return {
      en: `${call} is ${said}, more than ${workers} workers can ever give: the serial share has gone, instead of taking as long as before.`,
      fr: `${call} vaut ${said}, plus que ${workers} exécutants ne peuvent donner : la part séquentielle a disparu, au lieu de durer autant qu'avant.`,
    };
  }
  if (isNear(given, 1 / (serial / 100 + (1 - serial / 100) / workers))) {
    return {
      en: `${call} is ${said}: as if \`serial\` were so many per cent. It is a share already: 0.5 is one half, 1 is everything.`,
      fr: `${call} vaut ${said} : comme si \`serial\` était un pourcentage. C'est déjà une part : 0.5 est la moitié, 1 est le tout.`,
    };
  }
  if (given === Math.round(1 / time) || given === Math.floor(1 / time)) {
    return {
      en: `${call} is ${said}, a whole number: that is about right, but a speed-up has decimals, too. Where are they rounded off?`,
      fr: `${call} vaut ${said}, un entier : c'est presque juste, mais une accélération a aussi des décimales. Où sont-elles arrondies ?`,
    };
  }
  if (isNear(given, workers * (1 - serial)) || isNear(given, serial + (1 - serial) * workers)) {
    return {
      en: `${call} is ${said}: that is a weighted sum of speed-ups. Times can be added, speed-ups can't: add the two times first, then divide.`,
      fr: `${call} vaut ${said} : c'est une somme pondérée d'accélérations. Les durées s'ajoutent, les accélérations non : additionnez d'abord les deux durées, puis divisez.`,
    };
  }
  return {
    en: `${call} is ${said}. Take a program of 1 second: how long does its serial share take, how long the rest among ${workers} workers, and how long both together?`,
    fr: `${call} vaut ${said}. Prenez un programme d'une seconde : combien dure sa part séquentielle, combien le reste entre ${workers} exécutants, et combien les deux ensemble ?`,
  };
}

function isNear(a: number, b: number): boolean {
  return Number.isFinite(b) && Math.abs(a - b) <= 1e-3 * Math.abs(b);
}
