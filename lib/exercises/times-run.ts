import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";
import { returnsNothing } from "./returns-nothing.ts";
import { shown } from "./shown.ts";

type TimesRun = (lines: readonly number[]) => unknown;

/** Chapter 17: how often each line of a program ran. */
export const timesRun: Exercise = {
  answer: "timesRun",
  task: {
    en: "Write `timesRun(lines)`: a `Map` from each line number in the list to how often it stands there. `timesRun([1, 2, 3, 2])` has 1 for line 1, 2 for line 2; and for line 3?",
    fr: "Écrivez `timesRun(lines)` : une `Map` qui donne, pour chaque numéro de ligne de la liste, combien de fois il y figure. `timesRun([1, 2, 3, 2])` donne 1 pour la ligne 1, 2 pour la ligne 2 ; et pour la ligne 3 ?",
  },
  praise: {
    en: "That is a profiler: the lines with the largest numbers are where a program spends its steps.",
    fr: "C'est un profileur : les lignes aux plus grands nombres sont celles où un programme dépense ses pas.",
  },
  grade(answer): Grade {
    const count = answer as TimesRun;
    for (const lines of cases) {
      const hint = faultOf(count([...lines]), lines);
      if (hint) return { hint };
    }
    return {};
  },
};

const cases = [[1, 2, 3, 2], [7], [2, 3, 2, 3, 2, 4], [5, 5, 5], []] as const;

function faultOf(given: unknown, lines: readonly number[]): Words | undefined {
  const call = `\`timesRun([${lines.join(", ")}])\``;
  const said = shown(given, 1);
  if (given === undefined) return returnsNothing(call);
  if (!(given instanceof Map)) {
    return {
      en: `${call} returns ${said}: a \`Map\` is expected, \`new Map<number, number>()\`. (The keys of a plain object would be texts, not numbers.)`,
      fr: `${call} renvoie ${said} : on attend une \`Map\`, \`new Map<number, number>()\`. (Les clés d'un simple objet seraient des textes, pas des nombres.)`,
    };
  }
  if ([...given.keys()].some((line) => typeof line === "string")) {
    return {
      en: `${call} has texts for keys: ${said}. Lines are numbers. (\`for … in\` goes through the places of an array, as texts; \`for … of\` goes through what stands there.)`,
      fr: `${call} a des textes pour clés : ${said}. Les lignes sont des nombres. (\`for … in\` parcourt les places d'un tableau, sous forme de textes ; \`for … of\` parcourt ce qui s'y trouve.)`,
    };
  }
  for (const line of new Set(lines)) {
    const times = lines.filter((one) => one === line).length;
    const counted: unknown = given.get(line);
    const often = times === 1 ? "once" : `${times} times`;
    if (counted === times) continue;
    if (counted === undefined || Number.isNaN(counted)) {
      return {
        en: `${call} has ${shown(counted)} for line ${line}: what does \`get\` give for a line that isn't in the map yet, and what is that plus 1?`,
        fr: `${call} donne ${shown(counted)} pour la ligne ${line} : que donne \`get\` pour une ligne qui n'est pas encore dans la map, et combien font cela plus 1 ?`,
      };
    }
    if (counted === times - 1) {
      return {
        en: `${call} counts line ${line} one time too few: the first time is a time, too.`,
        fr: `${call} compte la ligne ${line} une fois de moins : la première fois est une fois aussi.`,
      };
    }
    if (typeof counted !== "number") {
      return {
        en: `${call} has ${shown(counted)} for line ${line}: a number is expected, how often it stands there.`,
        fr: `${call} donne ${shown(counted)} pour la ligne ${line} : on attend un nombre, combien de fois elle y figure.`,
      };
    }
    if (counted === times + 1) {
      return {
        en: `${call} counts line ${line} one time too many: how often had it run before its first time?`,
        fr: `${call} compte la ligne ${line} une fois de trop : combien de fois s'était-elle exécutée avant la première ?`,
      };
    }
    return {
      en: `${call} has ${shown(counted)} for line ${line}, which stands there ${often}. Does a line count when others ran in between?`,
      fr: `${call} donne ${shown(counted)} pour la ligne ${line}, qui y figure ${times} fois. Une ligne compte-t-elle quand d'autres se sont exécutées entre-temps ?`,
    };
  }
  if (given.size === new Set(lines).size) return undefined;
  return {
    en: `${call} has ${given.size} lines, of which the list has only ${new Set(lines).size}: leave out those that never ran.`,
    fr: `${call} a ${given.size} lignes, alors que la liste n'en a que ${new Set(lines).size} : laissez de côté celles qui ne se sont jamais exécutées.`,
  };
}
