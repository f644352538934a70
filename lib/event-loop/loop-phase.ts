/**
 * Where a callback came from: the program itself, a queue that runs after each callback, or a phase of Node's event
 * loop.
 *
 * Source: Node.js documentation, "The Node.js Event Loop".
 */
export type LoopPhase = "program" | "nextTick" | "microtasks" | "timers" | "poll" | "check" | "messages";

/** The phases in the order in which plots show them. */
export const loopPhases: readonly LoopPhase[] = [
  "program",
  "nextTick",
  "microtasks",
  "timers",
  "poll",
  "check",
  "messages",
];

/** The type under which `async_hooks` knows the program's own resource. */
export const programType = "NAVETTE_PROGRAM";

const phases = new Map<string, LoopPhase>([
  [programType, "program"],
  ["TickObject", "nextTick"],
  ["Microtask", "microtasks"],
  ["PROMISE", "microtasks"],
  ["Timeout", "timers"],
  ["Immediate", "check"],
  ["MESSAGEPORT", "messages"],
  ["WORKER", "messages"],
]);

/**
 * Returns the phase in which Node runs the callbacks of a resource, by its type in `async_hooks`.
 *
 * What is neither a timer, an immediate, a tick, a microtask nor a message of a thread is input or output, which the poll
 * phase picks up. Messages of threads are picked up there too; they have a name of their own here. Source: Node.js
 * documentation, "The Node.js Event Loop" and "Async hooks".
 */
export function loopPhase(type: string): LoopPhase {
  return phases.get(type) ?? "poll";
}
