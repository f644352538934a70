import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type FasterBy = (wallMs: number, cpuMs: number, times: number) => unknown;

/** Chapter 14: what a faster processor brings. */
export const fasterBy: Exercise = {
  answer: "fasterBy",
  task: {
    en: "Write `fasterBy(wallMs, cpuMs, times)`: how many times as fast the program would be with a processor `times` as fast, when it computes for `cpuMs` of its `wallMs`. `fasterBy(1000, 1000, 2)` is 2; what should `fasterBy(1000, 0, 2)` be?",
    fr: "Écrivez `fasterBy(wallMs, cpuMs, times)` : combien de fois plus vite irait le programme avec un processeur `times` fois plus rapide, s'il calcule pendant `cpuMs` de ses `wallMs`. `fasterBy(1000, 1000, 2)` vaut 2 ; que doit valoir `fasterBy(1000, 0, 2)` ?",
  },
  praise: {
    en: "That is Amdahl's law once more: what isn't computing stays as slow as it was.",
    fr: "C'est encore la loi d'Amdahl : ce qui n'est pas du calcul reste aussi lent qu'avant.",
  },
  grade(answer): Grade {
    const gain = answer as FasterBy;
    for (const [wallMs, cpuMs, times] of cases) {
      const hint = faultOf(gain(wallMs, cpuMs, times), wallMs, cpuMs, times);
      if (hint) return { hint };
    }
    return {};
  },
};

const cases = [
  [1000, 1000, 2],
  [1000, 0, 2],
  [1000, 500, 2],
  [610, 15, 10],
  [2000, 1500, 3],
  [800, 400, 1],
] as const;

function faultOf(given: unknown, wallMs: number, cpuMs: number, times: number): Words | undefined {
  const call = `\`fasterBy(${wallMs}, ${cpuMs}, ${times})\``;
  if (given === undefined) return returnsNothing(call);
  if (typeof given !== "number" || Number.isNaN(given)) {
    return {
      en: `${call} returns ${shown(given)}: a number is expected, how many times as fast.`,
      fr: `${call} renvoie ${shown(given)} : on attend un nombre, combien de fois plus vite.`,
    };
  }
  const waiting = wallMs - cpuMs;
  const after = waiting + cpuMs / times;
  if (isNear(given, wallMs / after)) return undefined;
  const said = Number(given.toPrecision(4));
  if (isNear(given, after)) {
    return {
      en: `${call} is ${said}: that is the new time in milliseconds. How many times as fast is it? Old time divided by new time.`,
      fr: `${call} vaut ${said} : c'est la nouvelle durée, en millisecondes. Combien de fois plus vite est-ce ? L'ancienne durée divisée par la nouvelle.`,
    };
  }
  if (isNear(given, times)) {
    return {
      en: `${call} is ${said}: as if the program did nothing but compute. What does it do for the other ${waiting} ms?`,
      fr: `${call} vaut ${said} : comme si le programme ne faisait que calculer. Que fait-il pendant les ${waiting} autres ms ?`,
    };
  }
  if (isNear(given, wallMs / (waiting / times + cpuMs))) {
    return {
      en: `${call} is ${said}: the waiting became shorter, and the computing didn't. Which of the two does a faster processor shorten?`,
      fr: `${call} vaut ${said} : l'attente a raccourci, et le calcul non. Laquelle des deux un processeur plus rapide raccourcit-il ?`,
    };
  }
  if (isNear(given, after / wallMs)) {
    return {
      en: `${call} is ${said}: that is the share of the old time which is left. How many times as fast is it? Turn the fraction over.`,
      fr: `${call} vaut ${said} : c'est la part de l'ancienne durée qui reste. Combien de fois plus vite est-ce ? Retournez la fraction.`,
    };
  }
  if (given === Number.POSITIVE_INFINITY || isNear(given, wallMs / waiting)) {
    return {
      en: `${call} is ${said}: the computing has gone altogether. On a processor ${times} times as fast, it still takes some time.`,
      fr: `${call} vaut ${said} : le calcul a disparu tout à fait. Sur un processeur ${times} fois plus rapide, il prend encore du temps.`,
    };
  }
  return {
    en: `${call} is ${said}. Split the ${wallMs} ms: ${cpuMs} of computing, ${waiting} of waiting. How long does each of them take on the faster processor?`,
    fr: `${call} vaut ${said}. Séparez les ${wallMs} ms : ${cpuMs} de calcul, ${waiting} d'attente. Combien dure chacune sur le processeur plus rapide ?`,
  };
}

function isNear(a: number, b: number): boolean {
  return Number.isFinite(b) && Math.abs(a - b) <= 1e-3 * Math.abs(b);
}
