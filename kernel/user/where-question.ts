/**
 * The supervisor thread's question where the main thread is in the middle of its code: asked through the inspector,
 * before it terminates. The answer goes through shared memory, for every hop between threads is time that a reader
 * waits.
 */
export const holdSlot: unique symbol = Symbol.for("navette.holdWhere");

/** What the main thread is in the middle of. */
export interface Where {
  /** Whether modules are being evaluated: torn in the middle, they could never be imported again. */
  readonly evaluatesModules: boolean;
  /** Whether the reader's code is part of it, rather than only Node's, the kernel's and packages'. */
  readonly isReaders: boolean;
}

type Shared = Int32Array<SharedArrayBuffer>;

/** Words in shared memory: the last question after which the main thread goes on, the last answered one, its answer. */
const [released, answered, answer] = [6, 7, 8];

const bits = { evaluatesModules: 1, isReaders: 2 };

/** Milliseconds for which the main thread waits at most: the supervisor decides at once, unless it is starved. */
const longestHold = 1000;

/**
 * Has the main thread say what it is in the middle of, and wait there for what the supervisor does about it: going on, it
 * would soon be somewhere else.
 */
export function holdExpression(question: number, cell: number): string {
  return `globalThis[Symbol.for("navette.holdWhere")](${question}, ${cell})`;
}

/** Answers a question, and waits until the supervisor lets the main thread go on. */
export function answerAndWait(shared: Shared, question: number, where: Where): void {
  const { evaluatesModules, isReaders } = where;
  Atomics.store(shared, answer, (evaluatesModules ? bits.evaluatesModules : 0) | (isReaders ? bits.isReaders : 0));
  Atomics.store(shared, answered, question);
  Atomics.notify(shared, answered);
  const before = Atomics.load(shared, released);
  if (before < question) Atomics.wait(shared, released, before, longestHold);
}

/** Lets the main thread go on after a question, also one that it only comes to later. */
export function release(shared: Shared, question: number): void {
  Atomics.store(shared, released, question);
  Atomics.notify(shared, released);
}

/** The answer to a question, for which this thread stands still; undefined where none comes within milliseconds. */
export function answerAtOnce(shared: Shared, question: number, patience: number): Where | undefined {
  const before = Atomics.load(shared, answered);
  if (before !== question) Atomics.wait(shared, answered, before, patience);
  return answerTo(shared, question);
}

/** The answer to a question; undefined where none comes within milliseconds. */
export async function answerInTime(shared: Shared, question: number, patience: number): Promise<Where | undefined> {
  const before = Atomics.load(shared, answered);
  if (before !== question) await Atomics.waitAsync(shared, answered, before, patience).value;
  return answerTo(shared, question);
}

function answerTo(shared: Shared, question: number): Where | undefined {
  if (Atomics.load(shared, answered) !== question) return undefined;
  const told = Atomics.load(shared, answer);
  return { evaluatesModules: (told & bits.evaluatesModules) !== 0, isReaders: (told & bits.isReaders) !== 0 };
}
