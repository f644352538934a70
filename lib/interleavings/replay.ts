import { inspect } from "node:util";
import { checkList } from "../errors/check-list.ts";
import { checkOptions } from "../errors/check-options.ts";

import { NavetteError } from "../errors/navette-error.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { seeded } from "../images/seeded.ts";
import type { Ending } from "./explore.ts";
import type { Operation, Result } from "./operation.ts";
import { checkProgram, type Program, type ProgramNames } from "./program.ts";
import { endingOf, firstState, move, readyTasks, type State, stateView } from "./state.ts";

/** One operation of one order, and how it left things. */
export interface ReplayStep {
  /** The task's number, from 0, in the program's order. */
  readonly task: number;
  /** What the task did. */
  readonly operation: Operation;
  /** What the operation gave to the task. */
  readonly result: Result;
  /** Whether the task has fallen asleep by it. */
  readonly sleeps: boolean;
  /** What each word holds after it, and the place that each task has last named. */
  readonly words: readonly number[];
  readonly places: readonly string[];
  /** Whether the invariant doesn't hold after it. */
  readonly isBroken: boolean;
}

/** One order of a program's operations, step by step. */
export interface Replay {
  /** What was run. */
  readonly program: Program;
  /** The names of its words and tasks, in the order of their numbers. */
  readonly names: ProgramNames;
  /** The names of the tasks, in the order of their turns. */
  readonly schedule: readonly string[];
  /** Each operation, in the order in which it took effect. */
  readonly steps: readonly ReplayStep[];
  /** How it ended; undefined where tasks could still go on. */
  readonly ending: Ending | undefined;
  /** Whether the invariant failed at some step, or the postcondition at the end, or the end isn't a good one. */
  readonly isBroken: boolean;
  /** The tasks that could go on, and what each would do. */
  readonly ready: readonly { readonly task: string; readonly operation: Operation }[];
  /** What the tasks that threw have thrown. */
  readonly failures: readonly unknown[];
}

/** What becomes of turns that can't be. */
export interface ReplayOptions {
  /** Leaves out the turns that can't be, rather than throw: for schedules that readers click together. */
  readonly skipsImpossible?: boolean;
}

/**
 * Runs a program in one given order: you are the scheduler.
 *
 * `schedule` names the task of each turn: `["A", "B", "B"]`, or `"ABB"` where names are single letters. It may stop
 * before the end; `ready` then says who could go on. O(steps²): a task is run anew for each of its operations.
 *
 * @throws NavetteError `ERR_NAVETTE_SCHEDULE` for a turn of a task that doesn't exist, has ended or sleeps, naming those
 * that could go on, unless such turns are skipped; `ERR_NAVETTE_PROGRAM` as `explore` does.
 * @example
 * const add: MemoryTask = (memory) => memory.store(0, memory.load(0) + 1);
 * const program = { memory: { counter: 0 }, tasks: { A: add, B: add } };
 * replay(program, "ABAB").steps.at(-1)?.words; // [1]: one addition is lost
 */
export function replay(program: Program, schedule: string | readonly string[], options: ReplayOptions = {}): Replay {
  checkOptions(options);
  const { skipsImpossible = false } = options;
  const names = checkProgram(program);
  if (typeof schedule !== "string") checkList("schedule", schedule, '["A", "B"], or "AB"', "ERR_NAVETTE_SCHEDULE");
  const turns = typeof schedule === "string" ? [...schedule.replaceAll(/\s/g, "")] : schedule;
  let at = 0;
  return follow(program, names, (state, ready) => {
    const isPossible = (turn: string) => ready.includes(names.tasks.indexOf(turn));
    while (skipsImpossible && at < turns.length && !isPossible(turns[at] ?? "")) at++;
    const name = turns[at++];
    if (name === undefined) return undefined;
    const task = names.tasks.indexOf(name);
    if (ready.includes(task)) return task;
    const could = ready.map((one) => names.tasks[one]).join(", ") || "none";
    const why = task < 0 ? "is no task of this program" : whyNot(state, task);
    throw new NavetteError(
      "ERR_NAVETTE_SCHEDULE",
      `turn ${at} is ${inspect(name)}, which ${why}: tasks that could go on here: ${could}`,
    );
  });
}

/**
 * Runs a program in an order drawn at random, the same for the same seed, 1 unless told; it stops after `mostSteps`
 * operations, 200 unless told. O(steps²), as `replay`.
 *
 * @throws NavetteError `ERR_NAVETTE_SEED` unless the seed is a whole number from −2³¹ to 2³¹ − 1, `ERR_NAVETTE_STATES`
 * unless `mostSteps` is one from 1 to 1,000,000; `ERR_NAVETTE_PROGRAM` as `explore` does.
 * @example
 * const add: MemoryTask = (memory) => memory.store(0, memory.load(0) + 1);
 * const program = { memory: { counter: 0 }, tasks: { A: add, B: add } };
 * randomInterleaving(program, { seed: 7 }).schedule.join(""); // the same at each run
 */
export function randomInterleaving(
  program: Program,
  options: { readonly seed?: number; readonly mostSteps?: number } = {},
): Replay {
  checkOptions(options);
  const { seed = 1, mostSteps = 200 } = options;
  wholeNumber("seed", seed, { min: -(2 ** 31), max: 2 ** 31 - 1, code: "ERR_NAVETTE_SEED" });
  wholeNumber("mostSteps", mostSteps, { min: 1, max: 1_000_000, code: "ERR_NAVETTE_STATES" });
  const random = seeded(seed);
  // Neighbouring seeds begin alike.
  for (let i = 0; i < 32; i++) random();
  let left = mostSteps;
  return follow(program, checkProgram(program), (_, ready) =>
    left-- > 0 ? ready[Math.floor(random() * ready.length)] : undefined,
  );
}

function follow(
  program: Program,
  names: ProgramNames,
  choose: (state: State, ready: readonly number[]) => number | undefined,
): Replay {
  let state = firstState(program, names);
  const steps: ReplayStep[] = [];
  const schedule: string[] = [];
  for (;;) {
    const failed = state.tasks.some(({ failure }) => failure !== undefined);
    const ready = failed ? [] : readyTasks(state);
    const ending = ready.length === 0 ? endingOf(state) : undefined;
    const task = choose(state, ready);
    if (task === undefined || ending !== undefined) {
      const isBadEnd = ending !== undefined && (ending !== "ended" || isWrongAtEnd(state));
      return {
        program,
        names,
        schedule,
        steps,
        ending,
        isBroken: isBadEnd || steps.some(({ isBroken }) => isBroken),
        ready: ready.flatMap((one) => {
          const [name, operation] = [names.tasks[one], state.tasks[one]?.next];
          return name === undefined || operation === undefined ? [] : [{ task: name, operation }];
        }),
        failures: state.tasks.flatMap(({ failure }) => (failure ? [failure.cause] : [])),
      };
    }
    const { to, operation, result } = move(state, task);
    const view = stateView(to, names);
    steps.push({
      task,
      operation,
      result,
      sleeps: to.sleepers.length > state.sleepers.length,
      words: to.words,
      places: names.tasks.map((name) => view.places[name] ?? ""),
      isBroken: program.invariant?.(view) === false,
    });
    schedule.push(names.tasks[task] ?? "");
    state = to;
  }

  function isWrongAtEnd(last: State): boolean {
    return program.postcondition?.(stateView(last, names)) === false;
  }
}

function whyNot({ tasks, sleepers }: State, task: number): string {
  if (tasks[task]?.next === undefined) return "has ended";
  if (sleepers.some((sleeper) => sleeper.task === task)) return "sleeps until it is notified";
  return "goes round a loop that only another can end";
}
