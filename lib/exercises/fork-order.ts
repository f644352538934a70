import { explore } from "../interleavings/explore.ts";
import type { Memory, MemoryTask } from "../memory/memory.ts";
import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type Order = (index: number, philosophers: number) => unknown;

/** Chapter 01: in which order a philosopher takes the two forks so that no deadlock is possible; checked in every order. */
export const forkOrder: Exercise = {
  answer: "forkOrder",
  task: {
    en: "Write `forkOrder(index, philosophers)`: the numbers of the two forks of philosopher `index`, the one to take first at the front. The forks beside philosopher 1 of 5 are 1 and 2; beside philosopher 4, they are 4 and 0.",
    fr: "Écrivez `forkOrder(index, philosophers)` : les numéros des deux fourchettes du philosophe `index`, celle à prendre d'abord en premier. Les fourchettes du philosophe 1 sur 5 sont la 1 et la 2 ; celles du philosophe 4, la 4 et la 0.",
  },
  praise: {
    en: "In no order of their turns do two or three philosophers block each other, and no cycle can close among more.",
    fr: "Dans aucun ordre de leurs tours deux ou trois philosophes ne se bloquent, et aucun cycle ne peut se fermer entre davantage.",
  },
  grade(answer): Grade {
    const order = answer as Order;
    for (const philosophers of [3, 5, 2, 4, 11]) {
      const hint = faultOf(order, philosophers);
      if (hint) return { hint };
    }
    return {};
  },
};

function faultOf(order: Order, philosophers: number): Words | undefined {
  const pairs: [number, number][] = [];
  for (let index = 0; index < philosophers; index++) {
    const call = `\`forkOrder(${index}, ${philosophers})\``;
    const given = order(index, philosophers);
    const said = shown(given);
    if (given === undefined) return returnsNothing(call);
    if (!isPair(given)) {
      return {
        en: `${call} returns ${said}: an array of two numbers is expected.`,
        fr: `${call} renvoie ${said} : on attend un tableau de deux nombres.`,
      };
    }
    const [left, right] = [index, (index + 1) % philosophers];
    if (given.includes(philosophers)) {
      return {
        en: `${call} is ${said}: there is no fork ${philosophers}, the table is round. What comes after the last fork?`,
        fr: `${call} vaut ${said} : il n'y a pas de fourchette ${philosophers}, la table est ronde. Qu'y a-t-il après la dernière ?`,
      };
    }
    if (given[0] === given[1]) {
      return {
        en: `${call} is ${said}: the same fork twice. A philosopher waits for himself, for ever.`,
        fr: `${call} vaut ${said} : deux fois la même fourchette. Un philosophe s'attend lui-même, sans fin.`,
      };
    }
    if (!given.includes(left) || !given.includes(right)) {
      return {
        en: `${call} is ${said}: the forks beside philosopher ${index} are ${left} and ${right}.`,
        fr: `${call} vaut ${said} : les fourchettes à côté du philosophe ${index} sont la ${left} et la ${right}.`,
      };
    }
    pairs.push(given);
  }
  const firsts = new Set(pairs.map(([first]) => first));
  if (firsts.size < philosophers) return undefined;
  return deadlockHint(pairs, philosophers);
}

/** All the first forks are different, so each can be in somebody's hand. */
function deadlockHint(pairs: readonly [number, number][], philosophers: number): Words {
  const isLeft = pairs.every(([first], index) => first === index);
  const few = philosophers <= 3 ? schedule(pairs) : undefined;
  const when = few
    ? { en: ` (such as in the order ${few})`, fr: ` (par exemple dans l'ordre ${few})` }
    : { en: "", fr: "" };
  const side = isLeft ? { en: "left", fr: "gauche" } : { en: "right", fr: "droite" };
  return {
    en: `With ${philosophers} philosophers each takes the ${side.en} fork first${when.en}: all of them can hold one, and wait for the next. A deadlock! At least one has to begin with the other side: which rule, the same for all, makes it so?`,
    fr: `Avec ${philosophers} philosophes, chacun prend d'abord la fourchette de ${side.fr}${when.fr} : tous peuvent en tenir une, et attendre la suivante. Interblocage ! Il faut qu'au moins un commence par l'autre côté : quelle règle, la même pour tous, le garantit ?`,
  };
}

function schedule(pairs: readonly [number, number][]): string | undefined {
  const take = (memory: Memory, fork: number) => {
    while (memory.compareExchange(fork, 0, 1) !== 0) memory.wait(fork, 1);
  };
  const tasks = pairs.map(([first, second], index): [string, MemoryTask] => [
    `P${index}`,
    (memory) => {
      take(memory, first);
      take(memory, second);
    },
  ]);
  const forks = pairs.map((_, fork): [string, number] => [`fork ${fork}`, 0]);
  return explore({ memory: Object.fromEntries(forks), tasks: Object.fromEntries(tasks) }).counterexample?.join(" ");
}

function isPair(value: unknown): value is [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((one) => Number.isInteger(one));
}
