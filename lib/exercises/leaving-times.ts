import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type LeavingTimes = (arrivals: number[], services: number[], servers: number) => unknown;

/** Chapter 13: when each customer of one queue leaves, with several servers. */
export const leavingTimes: Exercise = {
  answer: "leavingTimes",
  task: {
    en: "Write `leavingTimes(arrivals, services, servers)`: when each customer leaves. They stand in one queue in the order in which they come; the first goes to the server who is free first. `leavingTimes([0, 0, 0], [5, 2, 1], 2)` is `[5, 2, 3]`.",
    fr: "Écrivez `leavingTimes(arrivals, services, servers)` : l'heure à laquelle chaque client s'en va. Ils forment une seule file, dans l'ordre où ils arrivent ; le premier va au serveur libre le plus tôt. `leavingTimes([0, 0, 0], [5, 2, 1], 2)` vaut `[5, 2, 3]`.",
  },
  praise: {
    en: "That is a simulation of a queue with any number of servers, in a few lines: with random times it is the one that theory calls G/G/c.",
    fr: "Voilà une simulation de file à autant de serveurs qu'on veut, en quelques lignes : avec des durées aléatoires, c'est celle que la théorie nomme G/G/c.",
  },
  grade(answer): Grade {
    const leave = answer as LeavingTimes;
    for (const one of cases) {
      const hint = faultOf(leave([...one.arrivals], [...one.services], one.servers), one);
      if (hint) return { hint };
    }
    return {};
  },
};

interface Case {
  readonly arrivals: readonly number[];
  readonly services: readonly number[];
  readonly servers: number;
}

const cases: readonly Case[] = [
  { arrivals: [0, 0, 0], services: [5, 2, 1], servers: 1 },
  { arrivals: [0, 10], services: [5, 2], servers: 1 },
  { arrivals: [0, 0, 0], services: [5, 2, 1], servers: 2 },
  { arrivals: [0, 1, 2, 3, 20], services: [10, 1, 1, 1, 4], servers: 2 },
  { arrivals: [0, 0, 0, 0, 0, 0], services: [4, 7, 1, 3, 2, 2], servers: 3 },
  { arrivals: [], services: [], servers: 2 },
  { arrivals: [3], services: [4], servers: 5 },
];

function right({ arrivals, services, servers }: Case): number[] {
  const free = new Array<number>(servers).fill(0);
  return arrivals.map((arrival, at) => {
    const server = free.indexOf(Math.min(...free));
    const leaves = Math.max(arrival, free[server] ?? 0) + (services[at] ?? 0);
    free[server] = leaves;
    return leaves;
  });
}

function faultOf(given: unknown, one: Case): Words | undefined {
  const { arrivals, services, servers } = one;
  const expected = right(one);
  const call = `\`leavingTimes([${arrivals}], [${services}], ${servers})\``;
  if (given === undefined) return returnsNothing(call);
  const said = shown(given);
  if (!isNumbers(given) || given.length !== arrivals.length) {
    return {
      en: `${call} returns ${said}: an array is expected, with one number for each customer.`,
      fr: `${call} renvoie ${said} : on attend un tableau, avec un nombre par client.`,
    };
  }
  const wrong = expected.findIndex((time, at) => given[at] !== time);
  if (wrong < 0) return undefined;
  return wrongTime(call, said, given, expected, one, wrong);
}

function wrongTime(
  call: string,
  said: string,
  given: readonly number[],
  expected: readonly number[],
  { arrivals, services, servers }: Case,
  wrong: number,
): Words {
  const customer = wrong + 1;
  const isSame = (other: readonly number[]) => given.every((time, at) => time === other[at]);
  const starts = expected.map((time, at) => time - (services[at] ?? 0));
  if (isSame(starts) || isSame(starts.map((start, at) => start - (arrivals[at] ?? 0)))) {
    return {
      en: `${call} is ${said}: that is when service begins, or how long customers wait. They leave once they have been served.`,
      fr: `${call} vaut ${said} : c'est le moment où l'on est servi, ou la durée d'attente. On s'en va une fois servi.`,
    };
  }
  if ((given[wrong] ?? 0) < (arrivals[wrong] ?? 0) + (services[wrong] ?? 0)) {
    return {
      en: `${call} is ${said}: customer ${customer} leaves before having been served. A server who is free still has to wait until somebody comes.`,
      fr: `${call} vaut ${said} : le client ${customer} s'en va avant d'avoir été servi. Un serveur libre doit encore attendre que quelqu'un arrive.`,
    };
  }
  if (isSame(right({ arrivals, services, servers: 1 })) && servers > 1) {
    return {
      en: `${call} is ${said}: one server has served everybody, and there are ${servers}. Each of them needs a time from which it is free.`,
      fr: `${call} vaut ${said} : un seul serveur a servi tout le monde, alors qu'il y en a ${servers}. Il faut pour chacun une heure à partir de laquelle il est libre.`,
    };
  }
  if (given.some(Number.isNaN)) {
    return {
      en: `${call} is ${said}: \`NaN\` comes of a sum with something that isn't there. Has each server a place in your arrays, with a number in it from the beginning?`,
      fr: `${call} vaut ${said} : \`NaN\` vient d'une somme avec quelque chose qui n'existe pas. Chaque serveur a-t-il une place dans vos tableaux, avec un nombre dès le début ?`,
    };
  }
  if (isSame(arrivals.map((arrival, at) => arrival + (services[at] ?? 0)))) {
    return {
      en: `${call} is ${said}: as if everybody were served on arrival. How long does customer ${customer} have to wait for a server?`,
      fr: `${call} vaut ${said} : comme si chacun était servi dès son arrivée. Combien de temps le client ${customer} doit-il attendre un serveur ?`,
    };
  }
  if (servers === 1) {
    return {
      en: `${call} is ${said}: customer ${customer} should leave at ${expected[wrong]}. When is the server free again, and has the customer come by then?`,
      fr: `${call} vaut ${said} : le client ${customer} devrait s'en aller à ${expected[wrong]}. Quand le serveur est-il de nouveau libre, et le client est-il alors arrivé ?`,
    };
  }
  return {
    en: `${call} is ${said}: customer ${customer} should leave at ${expected[wrong]}. To which server does the first of the queue go: the next in turn, or the one who is free first?`,
    fr: `${call} vaut ${said} : le client ${customer} devrait s'en aller à ${expected[wrong]}. À quel serveur va le premier de la file : au suivant à tour de rôle, ou à celui qui est libre le plus tôt ?`,
  };
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}
