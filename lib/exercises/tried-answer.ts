/**
 * A reader's answer, called with care: a loop without an end doesn't hold the notebook up, and a promise where a result
 * is expected is told from a wrong result.
 *
 * The watch is Node's own for scripts, which ends whatever runs on this thread: loops, `Atomics.wait`, regular expressions.
 * What an answer does after an `await` runs later, unwatched; an interrupt ends it.
 */
import { types } from "node:util";
import { Script } from "node:vm";
import type { Answer, Exercise } from "./exercise.ts";
import type { Words } from "./note.ts";
import { shown } from "./shown.ts";

/** A mistake that is the same in every exercise. */
export class AnswerFault extends Error {
  readonly hint: Words;
  /** What the answer returned, where that is the mistake: it settles after `todo()` too. */
  readonly promise: Promise<unknown> | undefined;

  constructor(hint: Words, promise?: Promise<unknown>) {
    super(hint.en);
    this.hint = hint;
    this.promise = promise;
  }
}

/** How long an answer is watched, in ms, the first time and as long as the machine has left it too little of that. */
const watchesMs = [500, 1000, 2000, 4000, 8000, 16_000] as const;

/**
 * Has `grade` call the answer, which gives no promise away unless the exercise `isAsync`, and stops it when it has had
 * `gradingMs` of processor time: before a list that grows without end has filled the memory.
 *
 * @throws AnswerFault where it doesn't come back, or returns a promise; what `grade` throws goes through.
 */
export function tryAnswer<T>(
  { answer: name, isAsync = false, gradingMs = 300 }: Pick<Exercise, "answer" | "isAsync" | "gradingMs">,
  answer: Answer,
  grade: (answer: Answer) => T,
): T {
  let call = `\`${name}(…)\``;
  const tried: Answer = (...values) => {
    call = `\`${name}(${values.map(argument).join(", ")})\``;
    const given = answer(...values);
    if (isAsync || !types.isPromise(given)) return given;
    given.catch(() => {});
    throw new AnswerFault(promised(name), given);
  };
  for (const ms of watchesMs) {
    const before = process.threadCpuUsage();
    try {
      return watched(ms, () => grade(tried));
    } catch (error) {
      if (!isTimeout(error)) throw error;
      const { user, system } = process.threadCpuUsage(before);
      if (user + system >= gradingMs * 1000) break;
    }
  }
  throw new AnswerFault(endless(call));
}

/** Where a script of its own finds what it has to run: it knows nothing but the global object. */
const slot = Symbol.for("navette.watched");
const script = new Script('globalThis[Symbol.for("navette.watched")]()', { filename: "navette:watched" });

function watched<T>(timeout: number, run: () => T): T {
  const outer: unknown = Reflect.get(globalThis, slot);
  Reflect.set(globalThis, slot, run);
  try {
    return script.runInThisContext({ timeout });
  } finally {
    if (outer === undefined) Reflect.deleteProperty(globalThis, slot);
    else Reflect.set(globalThis, slot, outer);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT";
}

/** An argument as it stands in a call: of objects, which say nothing to a reader, three dots. */
function argument(value: unknown): string {
  if (typeof value === "function") return value.name || "…";
  const isPlain = typeof value !== "object" || value === null || Array.isArray(value);
  return isPlain ? shown(value, 1).slice(1, -1) : "…";
}

function promised(name: string): Words {
  return {
    en: `\`${name}\` returns a promise. There is nothing to wait for here: write an ordinary function, without \`async\`, \`await\` or \`then\`.`,
    fr: `\`${name}\` renvoie une promesse. Il n'y a rien à attendre ici : écrivez une fonction ordinaire, sans \`async\`, \`await\` ni \`then\`.`,
  };
}

function endless(call: string): Words {
  return {
    en: `${call} doesn't come back, and was stopped: does a loop run for ever? Look at its condition: what changes in each turn, and when is it over?`,
    fr: `${call} ne se termine pas et a été arrêté : une boucle tourne-t-elle sans fin ? Regardez sa condition : qu'est-ce qui change à chaque tour, et quand est-ce fini ?`,
  };
}
