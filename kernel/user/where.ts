/** The main thread's answer to the supervisor thread's question where it is in the middle of its code. */
import { compiledStack } from "./stack-traces.ts";
import type { StackTold, WhereTold } from "./thread-messages.ts";
import { awaitRelease, holdSlot } from "./where-question.ts";

/** Frames that are looked through for the loader's, which lie below those of the modules. */
const depth = 200;

const navetteFolder = new URL("../../", import.meta.url).href;

/**
 * Leaves the answer where the supervisor's expression finds it.
 *
 * @param shared - see `Supervisor.shared`
 * @param tell - tells the supervisor, before this thread waits
 */
export function offerWhere(shared: Int32Array<SharedArrayBuffer>, tell: (told: WhereTold | StackTold) => void): void {
  const value = (question: number) => {
    tellWhere(question, tell);
    awaitRelease(shared, question);
  };
  Object.defineProperty(globalThis, holdSlot, { value });
}

/** Tells what runs, and then the stack as a reader knows it, which takes long where source maps have to be read. */
export function tellWhere(question: number, tell: (told: WhereTold | StackTold) => void): void {
  const frames = framesHere();
  const scripts = frames.map((frame) => frame.getScriptNameOrSourceURL() ?? "");
  tell({ where: question, evaluatesModules: scripts.some(isLoader), isReaders: scripts.some(isReaders) });
  tell({ stackOf: question, stack: compiledStack(frames) });
}

/** The frames on the stack. */
function framesHere(): readonly NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  let here: readonly NodeJS.CallSite[] = [];
  Error.stackTraceLimit = depth;
  Error.prepareStackTrace = (_error, frames) => {
    here = frames;
    return "";
  };
  try {
    void new Error().stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
  return here;
}

function isLoader(script: string): boolean {
  return script.startsWith("node:internal/modules/");
}

/** Cells, and the reader's own files: what else runs alone was called by the event loop, and will soon be back there. */
function isReaders(script: string): boolean {
  if (script === "" || script.startsWith("node:") || script.includes("/node_modules/")) return false;
  return !script.startsWith(`${navetteFolder}kernel/`) && !script.startsWith(`${navetteFolder}lib/`);
}
