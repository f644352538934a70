/**
 * Checks the answer to an exercise, and says what it thinks of it in the reader's language.
 *
 * It never throws because of the answer, so that a notebook runs to its end whatever the reader wrote.
 */
import { inspect } from "node:util";
import { NavetteError } from "../errors/navette-error.ts";
import { host, type Locale } from "../host/host.ts";
import type { Exercise } from "./exercise.ts";
import type { ExerciseName } from "./exercises.ts";
import { Note, type Words } from "./note.ts";
import { asCode, shown } from "./shown.ts";
import { todoCode } from "./todo.ts";
import { AnswerFault, tryAnswer } from "./tried-answer.ts";
import { typeset } from "./typography.ts";

/** How far a reader has come with an exercise: nothing written yet, not right yet, or right. */
export type Progression = "unsolved" | "hint" | "solved";

/** What `check` says. */
export class Verdict extends Note {
  /** How far the reader has come. */
  readonly progression: Progression;

  constructor(progression: Progression, message: string, locale: Locale) {
    super(`> **${labels[progression][locale]}** ${typeset(message, locale)}`);
    this.progression = progression;
  }
}

/**
 * Checks the function that a reader wrote: `check("shares", () => shares)`. The answer is given as a function that
 * returns it, so that a cell that wasn't run is told from a wrong answer.
 *
 * What the answer throws makes a hint, as a wrong result does, and so does a loop that never ends: it is stopped.
 *
 * @throws NavetteError `ERR_NAVETTE_EXERCISE` for an exercise that doesn't exist; never because of the answer.
 *
 * @example
 * const verdict = await check("shares", () => todo());
 * console.log(`${verdict}`);
 */
export async function check(name: ExerciseName, answer: () => unknown): Promise<Verdict> {
  const { exercises } = await import("./exercises.ts");
  const exercise: Exercise | undefined = Object.hasOwn(exercises, name) ? exercises[name] : undefined;
  if (exercise === undefined) {
    const known = Object.keys(exercises).join(", ");
    throw new NavetteError("ERR_NAVETTE_EXERCISE", `exercise is ${inspect(name)}: use one of ${known}`);
  }
  const { locale } = host();
  const { progression, message } = await judge(exercise, answer);
  return new Verdict(progression, message[locale], locale);
}

async function judge(exercise: Exercise, answer: () => unknown): Promise<{ progression: Progression; message: Words }> {
  try {
    const given = answer();
    if (!isFunction(given)) return { progression: "hint", message: notAFunction(exercise.answer) };
    exercise.prepare?.();
    const { hint, praise } = await tryAnswer(exercise, given, (tried) => exercise.grade(tried));
    if (hint) return { progression: "hint", message: hint };
    return { progression: "solved", message: praise ? both(exercise.praise, praise) : exercise.praise };
  } catch (error) {
    if (codeOf(error) === todoCode || (await isTodo(error))) return { progression: "unsolved", message: exercise.task };
    if (error instanceof AnswerFault) return { progression: "hint", message: error.hint };
    if (error instanceof ReferenceError && error.message.startsWith(`${exercise.answer} `)) {
      return { progression: "unsolved", message: notRun(exercise.answer) };
    }
    return { progression: "hint", message: thrown(exercise.answer, error) };
  }
}

const labels: Readonly<Record<Progression, Words>> = {
  unsolved: { en: "○ To do.", fr: "○ À faire." },
  hint: { en: "✗ Not yet.", fr: "✗ Pas encore." },
  solved: { en: "✓ Solved.", fr: "✓ Réussi." },
};

function isFunction(value: unknown): value is (...values: never[]) => unknown {
  return typeof value === "function";
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** Whether an answer gave a promise, and nothing is written in it yet. */
async function isTodo(error: unknown): Promise<boolean> {
  if (!(error instanceof AnswerFault) || error.promise === undefined) return false;
  const late = new Promise((resolve) => setImmediate(resolve));
  const failure = await Promise.race([error.promise, late]).catch((reason: unknown) => reason);
  return codeOf(failure) === todoCode;
}

function both(first: Words, second: Words): Words {
  return { en: `${first.en} ${second.en}`, fr: `${first.fr} ${second.fr}` };
}

function notRun(answer: string): Words {
  return {
    en: `Nothing is named \`${answer}\` yet: run the cell that declares it, then this one again.`,
    fr: `Rien ne s'appelle encore \`${answer}\` : exécutez la cellule qui la déclare, puis de nouveau celle-ci.`,
  };
}

function notAFunction(answer: string): Words {
  return {
    en: `\`${answer}\` should be a function: keep the first line of the exercise as it was.`,
    fr: `\`${answer}\` devrait être une fonction : laissez la première ligne de l'exercice telle quelle.`,
  };
}

function thrown(answer: string, error: unknown): Words {
  if (error instanceof RangeError && error.message.startsWith("Maximum call stack")) return bottomless(answer);
  const said = sayingOf(error);
  return {
    en: `\`${answer}\` threw an error: ${said}. Call it yourself in a new cell to see at which line.`,
    fr: `\`${answer}\` a levé une erreur : ${said}. Appelez-la vous-même dans une nouvelle cellule pour voir à quelle ligne.`,
  };
}

/** What was thrown, which can be anything. */
function sayingOf(error: unknown): string {
  try {
    return asCode(String(error).split("\n", 1)[0] ?? "");
  } catch {
    return shown(error);
  }
}

function bottomless(answer: string): Words {
  return {
    en: `\`${answer}\` calls functions without end, until there is no memory left for them: does one call itself? In which case should it stop?`,
    fr: `\`${answer}\` appelle des fonctions sans fin, jusqu'à ce que la mémoire manque : l'une s'appelle-t-elle elle-même ? Dans quel cas devrait-elle s'arrêter ?`,
  };
}
