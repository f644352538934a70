/**
 * How a name of the user's is spelt in the emitted code.
 *
 * A top-level name of a cell is a name of the whole user process, so `const URL = "…"` would break every package that
 * calls `new URL()`.  Such a name is emitted with a zero-width joiner at its end: another name for JavaScript, and the
 * same to the eye in messages, stack traces and the debugger.
 */

/** The object that the emitted code calls. */
export const runtimeName = "__navette";

const globalNames = new Set([...Object.getOwnPropertyNames(globalThis), runtimeName]);

/** Zero-width joiner, which an identifier may hold. */
const joiner = "\u200d";
/** Zero-width non-joiner. */
const nonJoiner = "\u200c";

/** Whether the user process has a global of this name that a cell must not take away. */
export function hidesGlobal(name: string): boolean {
  return globalNames.has(name);
}

/** The identifier that holds a cell's top-level `name`. */
export function emittedName(name: string): string {
  return hidesGlobal(name) ? name + joiner : name;
}

/** The identifier under which a function is hoisted before it is assigned to the name. */
export function hoistedName(name: string): string {
  return name + nonJoiner;
}

/**
 * The identifier of a name that esbuild has made up.  Its helpers (`__decoratorStart`) are the same for every cell; what
 * it keeps for a class (`_init`) is only for the cell with that number.
 */
export function privateName(name: string, cell: number): string {
  return name + nonJoiner + (name.startsWith("__") ? "" : cell);
}

/** A text of V8's, such as a message or stack trace, with names as the user wrote them. */
export function withWrittenNames(text: string): string {
  return text.replace(/(?<=[\w$])(?:\u200d|\u200c\d*)/g, "");
}

/** Names of the global scope as the user wrote them, without those that only the compiler knows. */
export function writtenNames(names: readonly string[]): string[] {
  return names.filter((name) => !name.includes(nonJoiner)).map(withWrittenNames);
}
