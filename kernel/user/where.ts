/**
 * Where the main thread is in the middle of its code: asked for by the supervisor thread, through the inspector, before
 * it terminates.
 */

const evaluatesSlot: unique symbol = Symbol.for("navette.evaluatesModules");

/**
 * Whether modules are being evaluated: torn in the middle, they could never be imported again. A question of its own, as
 * the stack may take too long where source maps have to be read.
 */
export const evaluatesModulesExpression = 'globalThis[Symbol.for("navette.evaluatesModules")]()';

/** The stack as a reader knows it, behind a line of its own and a frame of the question's. */
export const stackExpression = "new globalThis.Error().stack";

/** Frames that are looked through for the loader's, which lie below those of the modules. */
const depth = 200;

/** Leaves the answers where the supervisor's expressions find them. */
export function offerWhere(): void {
  Object.defineProperty(globalThis, evaluatesSlot, { value: () => scripts().some(isLoader) });
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
