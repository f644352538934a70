import { briefly } from "../errors/briefly.ts";
import { NavetteError } from "../errors/navette-error.ts";
import type { MemoryTask } from "../memory/memory.ts";

/** What invariants look at: every word by its name, and the place that each task has last named. */
export interface ProgramState {
  readonly memory: Readonly<Record<string, number>>;
  readonly places: Readonly<Record<string, string>>;
}

/** One to six tasks over a memory, to be run in every order. */
export interface Program {
  /**
   * The words by name, with what they hold at first (whole numbers of 32 bits); their order gives their numbers: the
   * first is word 0.
   */
  readonly memory: Readonly<Record<string, number>>;
  /** The tasks by name; each is an ordinary function, which does the same each time that it reads the same. */
  readonly tasks: Readonly<Record<string, MemoryTask>>;
  /** What has to hold after every operation. */
  invariant?(state: ProgramState): boolean;
  /** What has to hold once every task has ended. */
  postcondition?(state: ProgramState): boolean;
}

/** The most tasks that a program may have: beyond, orders are too many to be of use. */
const mostTasks = 6;

/** The names of a program's words and tasks, each list in order. */
export interface ProgramNames {
  readonly words: readonly string[];
  readonly tasks: readonly string[];
}

/**
 * Returns the program's names, once it is known to be one.
 *
 * @throws NavetteError `ERR_NAVETTE_PROGRAM`, naming what is missing or wrong.
 */
export function checkProgram(program: Program): ProgramNames {
  if (typeof program !== "object" || program === null)
    throw wrong("program", program, "give a memory and tasks by name");
  const words = Object.keys(program.memory ?? {});
  const tasks = Object.keys(program.tasks ?? {});
  if (words.length === 0) throw wrong("memory", program.memory, "give its words by name, as in { counter: 0 }");
  if (tasks.length === 0 || tasks.length > mostTasks) {
    throw wrong("tasks", program.tasks, `give 1 to ${mostTasks} functions by name, as in { A: add, B: add }`);
  }
  for (const [name, value] of Object.entries(program.memory)) {
    if (!Number.isInteger(value) || (value | 0) !== value) {
      throw wrong(`memory.${name}`, value, "give a whole number of 32 bits");
    }
  }
  for (const [name, task] of Object.entries(program.tasks)) {
    if (typeof task !== "function") throw wrong(`tasks.${name}`, task, "give a function of a memory");
  }
  return { words, tasks };
}

function wrong(name: string, value: unknown, next: string): NavetteError {
  return new NavetteError("ERR_NAVETTE_PROGRAM", `${name} is ${briefly(value)}: ${next}`);
}
