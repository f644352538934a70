/** The main thread's answer to the supervisor thread's question where it is in the middle of its code. */
import { compiledStack } from "./stack-traces.ts";
import type { SupervisorMemory } from "./start-supervisor.ts";
import { writeStoppedAt } from "./stopped-at.ts";
import { answerAndWait, holdSlot, type Where } from "./where-question.ts";

/** Frames that are looked through for the loader's, which lie below those of the modules. */
const depth = 200;

const navetteFolder = new URL("../../", import.meta.url).href;

/** Leaves the answer where the supervisor's expression finds it. */
export function offerWhere({ shared, stoppedAt }: SupervisorMemory): void {
  const value = (question: number, cell: number) => {
    const { stack, ...where } = whereHere();
    writeStoppedAt(stoppedAt, cell, stack);
    answerAndWait(shared, question, where);
  };
  Object.defineProperty(globalThis, holdSlot, { value });
}

/** What runs, with the lines of the stack; places in cells are those of their scripts. */
export function whereHere(): Where & { readonly stack: string } {
  const frames = framesHere();
  const scripts = frames.map((frame) => frame.getScriptNameOrSourceURL() ?? "");
  return {
    evaluatesModules: scripts.some(isLoader),
    isReaders: scripts.some(isReaders),
    stack: compiledStack(frames),
  };
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
