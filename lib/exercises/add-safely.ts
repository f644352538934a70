import { explore } from "../interleavings/explore.ts";
import type { Program } from "../interleavings/program.ts";
import { replay } from "../interleavings/replay.ts";
import type { Memory } from "../memory/memory.ts";
import type { Exercise, Grade } from "./exercise.ts";
import type { Words } from "./note.ts";

type Add = (memory: Memory, amount: number) => unknown;

/** Chapter 02: an addition that no other thread can undo, of `compareExchange` alone; checked in every order. */
export const addSafely: Exercise = {
  answer: "addSafely",
  // Every interleaving of three threads is tried.
  gradingMs: 3000,
  task: {
    en: "Write `addSafely(memory, amount)`: it adds `amount` to word 0 so that no other thread's addition is ever lost, with `memory.load(0)` and `memory.compareExchange(0, expected, replacement)`, which returns what the word held.",
    fr: "Écrivez `addSafely(memory, amount)` : elle ajoute `amount` au mot 0 sans que l'addition d'un autre thread se perde jamais, avec `memory.load(0)` et `memory.compareExchange(0, attendu, remplaçant)`, qui renvoie ce que le mot contenait.",
  },
  praise: {
    en: "Every interleaving of two and of three threads gives the right sum: that isn't luck, it is proof (for two and three).",
    fr: "Tous les entrelacements de deux et de trois threads donnent la bonne somme : ce n'est pas de la chance, c'est une preuve (pour deux et trois).",
  },
  grade(answer): Grade {
    const add = answer as Add;
    const hint = aloneFault(add) ?? togetherFault(add, 2) ?? togetherFault(add, 3);
    return hint ? { hint } : {};
  },
};

/** Operations after which a task alone is taken for endless. */
const patience = 60;

function aloneFault(add: Add): Words | undefined {
  for (const [start, amount] of [
    [0, 1],
    [5, 3],
    [7, -2],
  ] as const) {
    const call = `\`addSafely(memory, ${amount})\``;
    const program: Program = { memory: { counter: start }, tasks: { A: taskOf(add, amount) } };
    const { ending, steps, failures, schedule } = runAlone(program);
    if (failures.length > 0) throw failures[0];
    if (ending !== "ended" || schedule.length >= patience) {
      return {
        en: `Alone, with ${start} in the word, ${call} never ends: when does your loop stop? \`compareExchange\` returns what the word held *before*; it has worked when that is what you expected.`,
        fr: `Seule, avec ${start} dans le mot, ${call} ne finit jamais : quand votre boucle s'arrête-t-elle ? \`compareExchange\` renvoie ce que le mot contenait *avant* ; elle a réussi quand c'est ce que vous attendiez.`,
      };
    }
    const sum = steps.at(-1)?.words[0] ?? start;
    if (sum === start + amount) continue;
    if (steps.length === 0 || sum === start) {
      return {
        en: `Alone, with ${start} in the word, ${call} leaves it as it was: nothing is written.`,
        fr: `Seule, avec ${start} dans le mot, ${call} le laisse tel quel : rien n'est écrit.`,
      };
    }
    return {
      en: `Alone, with ${start} in the word, ${call} leaves ${sum} there instead of ${start + amount}: what should be written is what was read, plus \`amount\`.`,
      fr: `Seule, avec ${start} dans le mot, ${call} y laisse ${sum} au lieu de ${start + amount} : ce qu'il faut écrire est ce qui a été lu, plus \`amount\`.`,
    };
  }
  return undefined;
}

function runAlone(program: Program) {
  const schedule: string[] = [];
  for (;;) {
    const now = replay(program, schedule);
    if (now.ready.length === 0 || schedule.length >= patience) return now;
    schedule.push("A");
  }
}

function togetherFault(add: Add, threads: number): Words | undefined {
  const names = ["A", "B", "C"].slice(0, threads);
  const program: Program = {
    memory: { counter: 0 },
    tasks: Object.fromEntries(names.map((name, at) => [name, taskOf(add, at + 1)])),
    postcondition: ({ memory }) => memory.counter === (threads * (threads + 1)) / 2,
  };
  const { counterexample, interleavings, broken, livelocks } = explore(program, { mostStates: 40_000, mostSteps: 80 });
  if (counterexample === undefined) return undefined;
  const { ending, steps, failures } = replay(program, counterexample);
  if (failures.length > 0) throw failures[0];
  const order = counterexample.join(" ");
  if (ending === "livelock" || livelocks > 0) {
    return {
      en: `Right alone, but in the order ${order} a thread tries for ever: after another thread's addition, is the value that you expect still the one that you read at first? \`compareExchange\` has told you the new one.`,
      fr: `Juste quand elle est seule, mais dans l'ordre ${order} un thread essaie sans fin : après l'addition d'un autre, la valeur que vous attendez est-elle encore celle lue au début ? \`compareExchange\` vous a dit la nouvelle.`,
    };
  }
  const exchanges = steps.filter(({ operation }) => operation.kind === "compareExchange");
  const failed = exchanges.filter(({ operation, result }) => {
    return operation.kind === "compareExchange" && result !== operation.expected;
  });
  const sum = steps.at(-1)?.words[0];
  if (exchanges.length > 0 && failed.length > 0) {
    return {
      en: `In the order ${order} the sum is ${sum}: one \`compareExchange\` found something else than it expected, and wrote nothing. What should the thread do then?`,
      fr: `Dans l'ordre ${order}, la somme vaut ${sum} : un \`compareExchange\` a trouvé autre chose que ce qu'il attendait, et n'a rien écrit. Que doit faire le thread dans ce cas ?`,
    };
  }
  return {
    en: `${broken.toLocaleString("en")} of ${interleavings.toLocaleString("en")} interleavings lose an addition, such as ${order}: between your read and your write another thread has its turn. Which operation reads, compares and writes at once?`,
    fr: `${broken.toLocaleString("fr")} entrelacements sur ${interleavings.toLocaleString("fr")} perdent une addition, comme ${order} : entre votre lecture et votre écriture, un autre thread a son tour. Quelle opération lit, compare et écrit d'un seul coup ?`,
  };
}

function taskOf(add: Add, amount: number): (memory: Memory) => void {
  return (memory) => {
    add(memory, amount);
  };
}
