import { inspect } from "node:util";
import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type RoundRobin = (lengths: number[], slice: number) => unknown;

/** Chapter 15: how one core serves several threads. */
export const roundRobin: Exercise = {
  answer: "roundRobin",
  task: {
    en: "Write `roundRobin(lengths, slice)`: the order in which one core serves threads that need `lengths` ms each, when every thread gets `slice` ms in its turn. `roundRobin([30, 10], 10)` is `[0, 1, 0, 0]`: thread 0, thread 1, then only thread 0 is left.",
    fr: "Écrivez `roundRobin(lengths, slice)` : l'ordre dans lequel un cœur sert des threads à qui il faut `lengths` ms chacun, quand chaque thread reçoit `slice` ms à son tour. `roundRobin([30, 10], 10)` vaut `[0, 1, 0, 0]` : le thread 0, le thread 1, puis il ne reste que le thread 0.",
  },
  praise: {
    en: "That is how a scheduler shares a core. Now count the switches: the shorter the slice, the more of them.",
    fr: "C'est ainsi qu'un ordonnanceur partage un cœur. Comptez maintenant les changements : plus la tranche est courte, plus il y en a.",
  },
  grade(answer): Grade {
    const schedule = answer as RoundRobin;
    for (const [lengths, slice] of cases) {
      const hint = faultOf(schedule([...lengths], slice), lengths, slice);
      if (hint) return { hint };
    }
    return {};
  },
};

const cases: readonly (readonly [readonly number[], number])[] = [
  [[10], 10],
  [[30, 10], 10],
  [[20, 20, 20], 10],
  [[25, 5], 10],
  [[10, 40, 20], 10],
  [[], 10],
  [[0, 10], 10],
];

function faultOf(given: unknown, lengths: readonly number[], slice: number): Words | undefined {
  const call = `\`roundRobin(${inspect(lengths)}, ${slice})\``;
  const said = shown(given);
  if (given === undefined) return returnsNothing(call);
  if (!Array.isArray(given) || given.some((turn) => typeof turn !== "number")) {
    return {
      en: `${call} returns ${said}: an array of numbers is expected, the thread of each turn.`,
      fr: `${call} renvoie ${said} : on attend un tableau de nombres, le thread de chaque tour.`,
    };
  }
  const expected = turnsOf(lengths, slice);
  if (given.length === expected.length && given.every((turn, at) => turn === expected[at])) return undefined;
  if (given.some(Number.isNaN)) {
    return {
      en: `${call} is ${said}: \`NaN\` comes of a sum with something that isn't there. What does your array hold at the place that you read?`,
      fr: `${call} vaut ${said} : \`NaN\` vient d'une somme avec quelque chose qui n'existe pas. Que contient votre tableau à la place que vous lisez ?`,
    };
  }
  const stranger = given.find((turn) => !(turn in lengths));
  if (stranger !== undefined) {
    return {
      en: `${call} is ${said}: there is no thread ${stranger}. Threads are counted from 0, and an array holds their numbers, not their lengths.`,
      fr: `${call} vaut ${said} : il n'y a pas de thread ${stranger}. Les threads se comptent à partir de 0, et le tableau contient leurs numéros, non leurs durées.`,
    };
  }
  for (const [thread, length] of lengths.entries()) {
    const turns = given.filter((turn) => turn === thread).length;
    const needed = Math.ceil(length / slice);
    const needs = {
      en: `${needed} ${needed === 1 ? "turn" : "turns"} of ${slice}`,
      fr: `${needed} ${needed < 2 ? "tour" : "tours"} de ${slice}`,
    };
    if (turns > needed) {
      return {
        en: `${call} is ${said}: thread ${thread} needs ${length} ms, which is ${needs.en}, and got ${turns}. Who is done gets no more.`,
        fr: `${call} vaut ${said} : il faut ${length} ms au thread ${thread}, soit ${needs.fr}, et il en a eu ${turns}. Qui a fini ne reçoit plus rien.`,
      };
    }
    if (turns < needed) {
      return {
        en: `${call} is ${said}: thread ${thread} needs ${length} ms, which is ${needs.en} (the last may be shorter), and got ${turns}.`,
        fr: `${call} vaut ${said} : il faut ${length} ms au thread ${thread}, soit ${needs.fr} (le dernier peut être plus court), et il en a eu ${turns}.`,
      };
    }
  }
  return {
    en: `${call} is ${said}: everybody gets enough, but not in turn. After one slice, it is the next thread's, even if the first isn't done.`,
    fr: `${call} vaut ${said} : chacun reçoit assez, mais pas à tour de rôle. Après une tranche, c'est au thread suivant, même si le premier n'a pas fini.`,
  };
}

function turnsOf(lengths: readonly number[], slice: number): number[] {
  const left = [...lengths];
  const turns: number[] = [];
  while (left.some((ms) => ms > 0)) {
    for (const [thread, ms] of left.entries()) {
      if (ms <= 0) continue;
      turns.push(thread);
      left[thread] = ms - slice;
    }
  }
  return turns;
}
