import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type Factors = (n: number, divides: (d: number, n: number) => boolean) => unknown;

/** Chapter 10: the course's trial division with half of its divisions, counted rather than timed. */
export const fewerDivisions: Exercise = {
  answer: "factorsFaster",
  task: {
    en: "Write `factorsFaster(n, divides)`: the prime factors of `n`, smallest first, with at most half of the divisions. Ask `divides(d, n)` rather than `n % d === 0`, so that they can be counted.",
    fr: "Écrivez `factorsFaster(n, divides)` : les facteurs premiers de `n`, du plus petit au plus grand, avec au plus la moitié des divisions. Demandez `divides(d, n)` plutôt que `n % d === 0`, pour qu'on puisse les compter.",
  },
  praise: {
    en: "The factors are right, and most of the divisions are gone: no number of workers would have saved that work.",
    fr: "Les facteurs sont justes et l'essentiel des divisions a disparu : aucun nombre d'exécutants n'aurait évité ce travail.",
  },
  grade(answer): Grade {
    const factors = answer as Factors;
    for (const [n, expected] of cases) {
      const hint = faultOf(n, expected, counted(factors, n));
      if (hint) return { hint };
    }
    const { count } = counted(factors, prime);
    if (count > naiveCount / 2 + 2) return { hint: tooMany(count) };
    return count < naiveCount * 0.4 ? { praise: fewerStill(count) } : {};
  },
};

/** The last is the course's prime, whose naive division is the longest: d = 2 … √n. */
const prime = 29_020_301;
const naiveCount = Math.floor(Math.sqrt(prime)) - 1;
const cases: readonly (readonly [number, readonly number[]])[] = [
  [15, [3, 5]],
  [97, [97]],
  [14, [2, 7]],
  [12, [2, 2, 3]],
  [49, [7, 7]],
  [64, [2, 2, 2, 2, 2, 2]],
  [2, [2]],
  [35, [5, 7]],
  [87_089, [73, 1193]],
  [59_639_200, [2, 2, 2, 2, 2, 5, 5, 127, 587]],
  [prime, [prime]],
];

/** Questions after which a loop is taken for endless: far more than any of these numbers needs. */
const mostQuestions = 100_000;

class EndlessLoop extends Error {}

interface Counted {
  /** Undefined if the loop had no end. */
  readonly given: unknown;
  readonly endless: boolean;
  readonly count: number;
}

function counted(factors: Factors, n: number): Counted {
  let count = 0;
  const divides = (d: number, of: number): boolean => {
    if (++count > mostQuestions) throw new EndlessLoop();
    return of % d === 0;
  };
  try {
    return { given: factors(n, divides), endless: false, count };
  } catch (error) {
    if (error instanceof EndlessLoop) return { given: undefined, endless: true, count };
    throw error;
  }
}

function faultOf(n: number, expected: readonly number[], { given, endless, count }: Counted): Words | undefined {
  const call = `\`factorsFaster(${n}, divides)\``;
  const said = shown(given);
  if (endless) {
    return {
      en: `For ${n} the loop never ends: does something change at each turn, \`d\` or \`n\`?`,
      fr: `Pour ${n}, la boucle ne finit jamais : quelque chose change-t-il à chaque tour, \`d\` ou \`n\` ?`,
    };
  }
  if (given === undefined) return returnsNothing(call);
  if (!isNumbers(given)) {
    return {
      en: `${call} returns ${said}: an array of numbers is expected.`,
      fr: `${call} renvoie ${said} : on attend un tableau de nombres.`,
    };
  }
  if (given.includes(1)) {
    return {
      en: `${call} is ${said}: 1 is no prime number. With which divisor does your loop begin?`,
      fr: `${call} vaut ${said} : 1 n'est pas un nombre premier. Par quel diviseur votre boucle commence-t-elle ?`,
    };
  }
  const product = given.reduce((all, factor) => all * factor, 1);
  if (product !== n) return wrongProduct(call, said, n, given, product);
  const composite = given.find((factor) => !isPrime(factor));
  if (composite !== undefined) return compositeFactor(call, said, composite);
  if (given.some((factor, at) => factor !== expected[at])) {
    return {
      en: `${call} is ${said}: the right factors, but not from the smallest to the greatest.`,
      fr: `${call} vaut ${said} : les bons facteurs, mais pas du plus petit au plus grand.`,
    };
  }
  if (n > 9 && count === 0) {
    return {
      en: "The factors are right, but `divides` was never asked: use it in the place of `%`, so that the divisions are counted.",
      fr: "Les facteurs sont justes, mais `divides` n'a jamais été appelée : utilisez-la à la place de `%`, pour que les divisions soient comptées.",
    };
  }
  return undefined;
}

function wrongProduct(call: string, said: string, n: number, given: readonly number[], product: number): Words {
  if (n % product === 0 && given.length === 0) {
    return {
      en: `${call} is ${said}: ${n} is prime, so it is its own only factor. What is left in \`n\` when the loop ends?`,
      fr: `${call} vaut ${said} : ${n} est premier, il est donc son seul facteur. Que reste-t-il dans \`n\` quand la boucle finit ?`,
    };
  }
  if (n % product === 0) {
    return {
      en: `${call} is ${said}, whose product is ${product}: a factor is missing. Is a divisor tried again after it has divided? And what is left in \`n\` when the loop ends?`,
      fr: `${call} vaut ${said}, dont le produit est ${product} : il manque un facteur. Un diviseur est-il réessayé après avoir divisé ? Et que reste-t-il dans \`n\` quand la boucle finit ?`,
    };
  }
  return {
    en: `${call} is ${said}, whose product is ${product} rather than ${n}: is \`n\` divided each time that a factor is found?`,
    fr: `${call} vaut ${said}, dont le produit est ${product} au lieu de ${n} : \`n\` est-il divisé à chaque facteur trouvé ?`,
  };
}

function compositeFactor(call: string, said: string, composite: number): Words {
  const root = Math.sqrt(composite);
  if (composite % 2 === 0) {
    return {
      en: `${call} is ${said}, but ${composite} is even: the even divisors can be skipped, all but one.`,
      fr: `${call} vaut ${said}, mais ${composite} est pair : on peut sauter les diviseurs pairs, sauf un.`,
    };
  }
  if (Number.isInteger(root)) {
    return {
      en: `${call} is ${said}, but ${composite} is ${root} × ${root}: should the loop stop before \`d * d\` reaches \`n\`, or after?`,
      fr: `${call} vaut ${said}, mais ${composite} vaut ${root} × ${root} : la boucle doit-elle s'arrêter avant que \`d * d\` atteigne \`n\`, ou après ?`,
    };
  }
  return {
    en: `${call} is ${said}, but ${composite} isn't prime: one of the divisors that you skip is needed.`,
    fr: `${call} vaut ${said}, mais ${composite} n'est pas premier : un des diviseurs que vous sautez est nécessaire.`,
  };
}

function tooMany(count: number): Words {
  return {
    en: `The factors are right, but ${prime} still takes ${count} divisions (the course's loop: ${naiveCount}). Once 2 is out of the way, which divisors can't divide any more?`,
    fr: `Les facteurs sont justes, mais ${prime} demande encore ${count} divisions (la boucle du cours : ${naiveCount}). Une fois 2 éliminé, quels diviseurs ne peuvent plus diviser ?`,
  };
}

function fewerStill(count: number): Words {
  return {
    en: `And you went further: ${count} divisions for ${prime}, where a half would have been ${Math.round(naiveCount / 2)}.`,
    fr: `Et vous êtes allé plus loin : ${count} divisions pour ${prime}, là où la moitié aurait été ${Math.round(naiveCount / 2)}.`,
  };
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

function isPrime(n: number): boolean {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return n > 1;
}
