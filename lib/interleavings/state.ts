import type { Operation, Result } from "./operation.ts";
import type { Program, ProgramNames, ProgramState } from "./program.ts";
import { Progress } from "./progress.ts";

/** Where a program stands between two operations. Invariant: a task that sleeps is at its `wait`, which has no result yet. */
export interface State {
  readonly words: readonly number[];
  readonly tasks: readonly Progress[];
  /** Those who sleep, in the order in which they fell asleep. */
  readonly sleepers: readonly { readonly task: number; readonly word: number }[];
}

/** How often a task may go round its waiting loop when others could go on, and when none can. */
const rounds = { whileOthersGo: 3, alone: 5 };

/** The state in which a program begins. */
export function firstState(program: Program, names: ProgramNames): State {
  const words = Object.values(program.memory);
  const tasks = names.tasks.map((name) => {
    const task = program.tasks[name];
    if (task === undefined) throw new Error(`no task ${name}`);
    return new Progress({ name, task, words: words.length, count: 0 }, []);
  });
  return { words, tasks, sleepers: [] };
}

/** The same for the same state only. */
export function keyOf({ words, tasks, sleepers }: State): string {
  return `${words.join()}|${tasks.map(({ id }) => id).join()}|${sleepers.map(({ task }) => task).join()}`;
}

/** The tasks that may go on: they neither sleep nor have ended, nor go round a loop that only others can end. */
export function readyTasks({ words, tasks, sleepers }: State): number[] {
  const awake = [...tasks.keys()].filter(
    (task) => tasks[task]?.next !== undefined && sleepers.every((sleeper) => sleeper.task !== task),
  );
  const going = (most: number) =>
    awake.filter((task) => {
      const progress = tasks[task];
      if (progress?.watched === undefined || progress.rounds < most) return true;
      return [...progress.watched].some(([word, value]) => words[word] !== value);
    });
  const ready = going(rounds.whileOthersGo);
  return ready.length > 0 ? ready : going(rounds.alone);
}

/** What a state without ready tasks is. */
export function endingOf({ tasks, sleepers }: State): "ended" | "failed" | "deadlock" | "livelock" {
  if (tasks.some(({ failure }) => failure !== undefined)) return "failed";
  const alive = tasks.filter(({ next }) => next !== undefined).length;
  if (alive === 0) return "ended";
  return alive === sleepers.length ? "deadlock" : "livelock";
}

/** Lets a ready task do its next operation. */
export function move(state: State, task: number): { to: State; operation: Operation; result: Result } {
  const progress = state.tasks[task];
  const operation = progress?.next;
  if (progress === undefined || operation === undefined) throw new Error(`task ${task} has ended`);
  const words = [...state.words];
  const tasks = [...state.tasks];
  let sleepers = state.sleepers;
  let result: Result;
  switch (operation.kind) {
    case "load":
      result = words[operation.word];
      break;
    case "store":
      words[operation.word] = operation.value;
      break;
    case "compareExchange":
      result = words[operation.word];
      if (result === operation.expected) words[operation.word] = operation.replacement;
      break;
    case "wait":
      if (words[operation.word] === operation.expected) {
        return { to: { words, tasks, sleepers: [...sleepers, { task, word: operation.word }] }, operation, result };
      }
      result = "not-equal";
      break;
    case "notify": {
      const woken = sleepers.filter(({ word }) => word === operation.word).slice(0, operation.count);
      sleepers = sleepers.filter((sleeper) => !woken.includes(sleeper));
      for (const sleeper of woken) {
        const sleeping = tasks[sleeper.task];
        if (sleeping !== undefined) tasks[sleeper.task] = sleeping.after("ok");
      }
      result = woken.length;
      break;
    }
    case "step":
      break;
  }
  tasks[task] = progress.after(result);
  return { to: { words, tasks, sleepers }, operation, result };
}

/** The state as invariants see it. */
export function stateView({ words, tasks }: State, names: ProgramNames): ProgramState {
  return {
    memory: Object.fromEntries(names.words.map((name, at) => [name, words[at] ?? 0])),
    places: Object.fromEntries(names.tasks.map((name, at) => [name, tasks[at]?.place ?? ""])),
  };
}
