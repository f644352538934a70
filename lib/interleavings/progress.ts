/**
 * How far a task has come, as a tree: from each point, one branch for each thing that its next operation may give.
 *
 *     start ── load → 0 ──▶ next: store 1 ── done ──▶ ended
 *         └─── load → 1 ──▶ next: store 2 ── done ──▶ ended
 *
 * A task is an ordinary synchronous function, the very one that runs on threads, and can't be stopped in the middle. So
 * it is run again from its beginning for each new point: its earlier operations are given what they gave, and at the
 * first one beyond them it is left by an exception. That works because a task's next operation depends only on what
 * its earlier ones gave; a task of which this isn't true is found out, and refused.
 */
import { inspect } from "node:util";
import { NavetteError } from "../errors/navette-error.ts";
import type { Memory, MemoryTask, Thread } from "../memory/memory.ts";
import { leftAlone, type Operation, type Result, sameOperation, wordOf } from "./operation.ts";

/** An operation that a task has done. */
export interface Done {
  readonly operation: Operation;
  readonly result: Result;
}

/** Thrown through a task that asks for an operation that hasn't its turn yet. */
const suspension = new Error("The explorer has left this task in the middle: let its exception through");

/** Operations in a loop that is looked for: longer ones count as different. */
const longestLoop = 6;

export class Progress {
  /** Unlike any other point's of the same exploration. */
  readonly id: number;
  /** What the task asks for next; undefined once it has ended. */
  readonly next: Operation | undefined;
  /** The place that it has last named; empty if none. */
  readonly place: string;
  /** What it threw, if it ended so. */
  readonly failure: { readonly cause: unknown } | undefined;
  /** How often in a row it has read the same and changed nothing: it waits in a loop, it seems. */
  readonly rounds: number;
  /** What it has read in that loop, by word: only another value there lets it out. */
  readonly watched: ReadonlyMap<number, number> | undefined;
  readonly #trail: readonly Done[];
  readonly #branches = new Map<Result, Progress>();
  readonly #source: ProgressSource;

  constructor(source: ProgressSource, trail: readonly Done[]) {
    this.#source = source;
    this.#trail = trail;
    this.id = source.count++;
    const { next, place, failure } = runAlong(source, trail);
    this.next = next;
    this.place = place;
    this.failure = failure;
    const loop = next === undefined ? undefined : waitingLoop(trail, next);
    this.rounds = loop?.rounds ?? 0;
    this.watched = loop?.watched;
  }

  /** The point that the task reaches when its next operation gives this. */
  after(result: Result): Progress {
    const known = this.#branches.get(result);
    if (known !== undefined) return known;
    if (this.next === undefined) throw new Error("the task has ended");
    const branch = new Progress(this.#source, [...this.#trail, { operation: this.next, result }]);
    this.#branches.set(result, branch);
    return branch;
  }
}

/** A task of an exploration, and how many points of all its tasks there are. */
export interface ProgressSource {
  readonly name: string;
  readonly task: MemoryTask;
  readonly words: number;
  count: number;
}

interface Reached {
  readonly next: Operation | undefined;
  readonly place: string;
  readonly failure: { readonly cause: unknown } | undefined;
}

function runAlong({ name, task, words }: ProgressSource, trail: readonly Done[]): Reached {
  let position = 0;
  let next: Operation | undefined;
  let place = "";
  let changed: Operation | undefined;

  function perform(operation: Operation): Result {
    if (next !== undefined || changed !== undefined) throw suspension;
    const done = trail[position];
    if (done === undefined) {
      next = operation;
      throw suspension;
    }
    if (!sameOperation(done.operation, operation)) {
      changed = operation;
      throw suspension;
    }
    position++;
    return done.result;
  }
  function at(word: number): number {
    if (Number.isInteger(word) && word >= 0 && word < words) return word;
    throw new NavetteError(
      "ERR_NAVETTE_MEMORY",
      `word is ${inspect(word)}: this memory's words are numbered from 0 to ${words - 1}`,
    );
  }
  const number = (result: Result) => (typeof result === "number" ? result : 0);
  const memory: Memory = {
    load: (word) => number(perform({ kind: "load", word: at(word) })),
    store: (word, value) => void perform({ kind: "store", word: at(word), value: value | 0 }),
    compareExchange: (word, expected, replacement) =>
      number(
        perform({ kind: "compareExchange", word: at(word), expected: expected | 0, replacement: replacement | 0 }),
      ),
    wait: (word, expected) =>
      perform({ kind: "wait", word: at(word), expected: expected | 0 }) === "ok" ? "ok" : "not-equal",
    notify: (word, count = Number.MAX_SAFE_INTEGER) => number(perform({ kind: "notify", word: at(word), count })),
  };
  const thread: Thread = {
    step: (label) => void perform({ kind: "step", label }),
    at(reached) {
      if (next === undefined) place = reached;
    },
  };

  let failure: Reached["failure"];
  try {
    const returned: unknown = task(memory, thread);
    if (returned instanceof Promise) {
      returned.catch(() => {});
      throw new NavetteError("ERR_NAVETTE_PROGRAM", `task ${name} is asynchronous: give an ordinary function`);
    }
  } catch (cause) {
    if (cause instanceof NavetteError && cause.code === "ERR_NAVETTE_PROGRAM") throw cause;
    failure = { cause };
  }
  if (changed !== undefined || (next === undefined && position < trail.length)) {
    throw new NavetteError(
      "ERR_NAVETTE_PROGRAM",
      `task ${name} did something else when it was run again: what it does may depend only on what it reads from its memory`,
    );
  }
  return { next, place, failure: next === undefined ? failure : undefined };
}

/** Whether the last operations are the same round, gone through twice or more, that changed nothing; what it reads. */
function waitingLoop(trail: readonly Done[], next: Operation) {
  for (let length = 1; length <= Math.min(longestLoop, trail.length / 2); length++) {
    const round = trail.slice(-length);
    const [first] = round;
    if (first === undefined || !sameOperation(first.operation, next)) continue;
    if (!round.every(({ operation, result }) => leftAlone(operation, result))) continue;
    const watched = new Map<number, number>();
    for (const { operation, result } of round) {
      const word = wordOf(operation);
      if (word !== undefined && typeof result === "number") watched.set(word, result);
    }
    if (watched.size === 0) continue;
    const rounds = repetitions(trail, round);
    if (rounds >= 2) return { rounds, watched };
  }
  return undefined;
}

function repetitions(trail: readonly Done[], round: readonly Done[]): number {
  let rounds = 0;
  for (let end = trail.length; end >= round.length; end -= round.length) {
    const same = round.every((done, at) => {
      const other = trail[end - round.length + at];
      return other !== undefined && other.result === done.result && sameOperation(other.operation, done.operation);
    });
    if (!same) break;
    rounds++;
  }
  return rounds;
}
