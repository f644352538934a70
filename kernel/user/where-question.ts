/**
 * The supervisor thread's question where the main thread is in the middle of its code: asked through the inspector,
 * before it terminates.
 */
export const holdSlot: unique symbol = Symbol.for("navette.holdWhere");

/**
 * Has the main thread say what it is in the middle of, and wait there for what the supervisor does about it: going on, it
 * would soon be somewhere else.
 */
export function holdExpression(question: number): string {
  return `globalThis[Symbol.for("navette.holdWhere")](${question})`;
}

/** The word in shared memory with the last question after which the main thread goes on. */
const released = 6;

/** Milliseconds for which the main thread waits at most. */
const longestHold = 100;

/** Waits until the supervisor lets the main thread go on after a question. */
export function awaitRelease(shared: Int32Array<SharedArrayBuffer>, question: number): void {
  const before = Atomics.load(shared, released);
  if (before < question) Atomics.wait(shared, released, before, longestHold);
}

/** Lets the main thread go on after a question, also one that it only comes to later. */
export function release(shared: Int32Array<SharedArrayBuffer>, question: number): void {
  Atomics.store(shared, released, question);
  Atomics.notify(shared, released);
}
