import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type Estimate = (tasks: number, waitMs: number, computeMs: number, workers: number) => unknown;

/** Chapter 11: how long tasks take with each of the two tools, in the best case. */
export const estimateTimes: Exercise = {
  answer: "estimateTimes",
  task: {
    en: "Write `estimateTimes(tasks, waitMs, computeMs, workers)`: `[concurrent, parallel]`, in ms. Each task waits, then computes. On one thread all the waits overlap, but computing is done in turn; on `workers` threads, each with a core, every thread does one whole task at a time.",
    fr: "Écrivez `estimateTimes(tasks, waitMs, computeMs, workers)` : `[concurrent, parallèle]`, en ms. Chaque tâche attend, puis calcule. Sur un thread, toutes les attentes se superposent mais les calculs se suivent ; sur `workers` threads, chacun avec un cœur, chaque thread fait une tâche entière à la fois.",
  },
  praise: {
    en: "With that you can choose a tool before you write the program. Real figures are a little larger: starting, switching and handing over cost something.",
    fr: "Avec cela, vous pouvez choisir l'outil avant d'écrire le programme. Les vrais chiffres sont un peu plus grands : démarrer, changer de tâche et transmettre coûtent quelque chose.",
  },
  grade(answer): Grade {
    const estimate = answer as Estimate;
    for (const one of cases) {
      const hint = faultOf(estimate(...one), one);
      if (hint) return { hint };
    }
    return {};
  },
};

type Case = readonly [tasks: number, waitMs: number, computeMs: number, workers: number];

const cases: readonly Case[] = [
  [8, 100, 0, 2],
  [8, 0, 50, 2],
  [9, 100, 10, 4],
  [1, 30, 20, 8],
  [0, 100, 50, 2],
];

function faultOf(given: unknown, [tasks, waitMs, computeMs, workers]: Case): Words | undefined {
  const call = `\`estimateTimes(${tasks}, ${waitMs}, ${computeMs}, ${workers})\``;
  if (given === undefined) return returnsNothing(call);
  const said = shown(given);
  if (!Array.isArray(given) || given.length !== 2 || !given.every((item) => typeof item === "number")) {
    return {
      en: `${call} returns ${said}: an array of two numbers is expected.`,
      fr: `${call} renvoie ${said} : on attend un tableau de deux nombres.`,
    };
  }
  const concurrent = tasks === 0 ? 0 : waitMs + tasks * computeMs;
  const parallel = Math.ceil(tasks / workers) * (waitMs + computeMs);
  const [first, second]: readonly number[] = given;
  if (first === concurrent && second === parallel) return undefined;
  if (first === parallel && second === concurrent) {
    return {
      en: `${call} is ${said}: both are right, but the wrong way round. First one thread, then several.`,
      fr: `${call} vaut ${said} : les deux sont justes, mais inversés. D'abord un seul thread, puis plusieurs.`,
    };
  }
  if (tasks === 0) {
    return {
      en: `${call} is ${said}: without a task there is nothing to wait for.`,
      fr: `${call} vaut ${said} : sans tâche, il n'y a rien à attendre.`,
    };
  }
  return first === concurrent
    ? wrongParallel(call, said, second ?? 0, [tasks, waitMs, computeMs, workers])
    : wrongConcurrent(call, said, first ?? 0, [tasks, waitMs, computeMs, workers]);
}

function wrongConcurrent(call: string, said: string, first: number, [tasks, waitMs, computeMs]: Case): Words {
  if (first >= tasks * (waitMs + computeMs) && tasks > 1 && waitMs > 0) {
    return {
      en: `${call} is ${said}: on one thread the first number counts every wait by itself. The thread is free while a task waits: when do the others begin to wait?`,
      fr: `${call} vaut ${said} : sur un thread, le premier nombre compte chaque attente à part. Le thread est libre pendant qu'une tâche attend : quand les autres commencent-elles à attendre ?`,
    };
  }
  return {
    en: `${call} is ${said}: look at the first number again. One thread computes for one task after another, ${tasks} × ${computeMs} ms in all, and nothing can be computed before the first wait is over.`,
    fr: `${call} vaut ${said} : revoyez le premier nombre. Un thread calcule pour une tâche après l'autre, ${tasks} × ${computeMs} ms en tout, et rien ne peut être calculé avant la fin de la première attente.`,
  };
}

function wrongParallel(call: string, said: string, second: number, [tasks, waitMs, computeMs, workers]: Case): Words {
  if (second === (tasks / workers) * (waitMs + computeMs)) {
    return {
      en: `${call} is ${said}: ${tasks} tasks on ${workers} threads make ${tasks / workers} rounds? A round that is only begun lasts as long as a whole one.`,
      fr: `${call} vaut ${said} : ${tasks} tâches sur ${workers} threads font ${tasks / workers} tours ? Un tour seulement entamé dure autant qu'un tour entier.`,
    };
  }
  return {
    en: `${call} is ${said}: look at the second number again. How many tasks does each thread do, one after the other, and how long does it take for one?`,
    fr: `${call} vaut ${said} : revoyez le second nombre. Combien de tâches chaque thread fait-il, l'une après l'autre, et combien de temps met-il pour une seule ?`,
  };
}
