/**
 * Where the main thread is in the middle of its code: asked for by the supervisor thread, through the inspector, before
 * it terminates.
 */
import type { WhereTold } from "./thread-messages.ts";

const holdSlot: unique symbol = Symbol.for("navette.holdWhere");

/** The stack as a reader knows it, behind a line of its own and a frame of the question's. */
export const stackExpression = "new globalThis.Error().stack";

/**
 * Has the main thread say whether what it is in the middle of should come to its end, and wait there for what the
 * supervisor does about it: going on, it would soon be somewhere else. A question of its own, as the stack may take too
 * long where source maps have to be read.
 */
export function holdExpression(question: number): string {
  return `globalThis[Symbol.for("navette.holdWhere")](${question})`;
}

/** The word in shared memory with the last question after which the main thread goes on. */
const released = 6;

/** Milliseconds for which the main thread waits at most. */
const longestHold = 100;

/** Frames that are looked through for the loader's, which lie below those of the modules. */
const depth = 200;

const navetteFolder = new URL("../../", import.meta.url).href;

/**
 * Leaves the answer where the supervisor's expression finds it.
 *
 * @param shared - see `Supervisor.shared`
 * @param tell - tells the supervisor, before this thread waits
 */
export function offerWhere(shared: Int32Array<SharedArrayBuffer>, tell: (told: WhereTold) => void): void {
  const value = (question: number) => {
    const names = scripts();
    tell({ where: question, evaluatesModules: names.some(isLoader), isReaders: names.some(isReaders) });
    const before = Atomics.load(shared, released);
    if (before < question) Atomics.wait(shared, released, before, longestHold);
  };
  Object.defineProperty(globalThis, holdSlot, { value });
}

/** Lets the main thread go on after a question, also one that it only comes to later. */
export function release(shared: Int32Array<SharedArrayBuffer>, question: number): void {
  Atomics.store(shared, released, question);
  Atomics.notify(shared, released);
}

/** The scripts of the frames on the stack. */
function scripts(): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  let names: string[] = [];
  Error.stackTraceLimit = depth;
  Error.prepareStackTrace = (_error, frames) => {
    names = frames.map((frame) => frame.getScriptNameOrSourceURL() ?? "");
    return "";
  };
  try {
    void new Error().stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
  return names;
}

function isLoader(script: string): boolean {
  return script.startsWith("node:internal/modules/");
}

/** Cells, and the reader's own files: what else runs alone was called by the event loop, and will soon be back there. */
function isReaders(script: string): boolean {
  if (script === "" || script.startsWith("node:") || script.includes("/node_modules/")) return false;
  return !script.startsWith(`${navetteFolder}kernel/`) && !script.startsWith(`${navetteFolder}lib/`);
}
