import Module from "node:module";

/** As they were before any cell. */
const { add, store, sub } = Atomics;

/**
 * Synchronous parts that an interrupt should let come to their end: torn in the middle, they would leave a session's
 * pool half opened, or half of a cell's workers without an end.
 *
 * The supervisor thread gives them more time before it terminates; it doesn't wait for ever, as code of the user's may
 * be among them (listeners of the cell's signal).
 */
let shared: Int32Array = new Int32Array(5);
const depth = 4;

/** @param memory - shared with the supervisor thread: see `SupervisorMemory.shared` */
export function shareCriticalSections(memory: Int32Array): void {
  shared = memory;
  spareModules();
}

/**
 * Torn in the middle, a module of CommonJS would stay in Node's cache as far as it has come, broken for the rest of the
 * session. An `import` of one goes through here too.
 */
function spareModules(): void {
  const loader = Module as unknown as { _load: (...args: unknown[]) => unknown };
  const load = loader._load;
  loader._load = (...args) => inCriticalSection(() => load.apply(Module, args));
}

/** Runs `run`, whose synchronous part the supervisor spares. What follows a first `await` in it is not spared. */
export function inCriticalSection<T>(run: () => T): T {
  add(shared, depth, 1);
  try {
    return run();
  } finally {
    leave();
  }
}

/** A termination runs no `finally`: what it left open counts no more for the next cell. */
export function forgetCriticalSections(): void {
  store(shared, depth, 0);
}

function leave(): void {
  if (sub(shared, depth, 1) <= 0) store(shared, depth, 0);
}
