/** Binary values of a widget's state travel beside it: their paths are named, their places are left out. */

export type State = Record<string, unknown>;
type Path = readonly (string | number)[];

export interface Packed {
  readonly state: State;
  readonly bufferPaths: readonly Path[];
  readonly buffers: readonly Uint8Array[];
}

/** Takes the bytes out of a state, wherever they are in it. */
export function packed(state: State): Packed {
  const bufferPaths: Path[] = [];
  const buffers: Uint8Array[] = [];
  const walk = (value: unknown, path: Path): unknown => {
    const bytes = bytesOf(value);
    if (bytes) {
      bufferPaths.push(path);
      buffers.push(bytes);
      return null;
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    if (!isPlain(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, [...path, name])]));
  };
  const rest = Object.fromEntries(Object.entries(state).map(([name, value]) => [name, walk(value, [name])]));
  return { state: rest, bufferPaths, buffers };
}

/** Puts the bytes back into a state that came from a front end. */
export function unpacked(state: State, bufferPaths: unknown, buffers: readonly Uint8Array[]): State {
  const whole = structuredClone(state);
  if (!Array.isArray(bufferPaths)) return whole;
  for (const [index, path] of bufferPaths.entries()) {
    const bytes = buffers[index];
    if (!Array.isArray(path) || path.length === 0 || !bytes) continue;
    const holder = path.slice(0, -1).reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), whole);
    const last = path.at(-1);
    if (isObject(holder) && last !== "__proto__") holder[last] = bytes;
  }
  return whole;
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : undefined;
}

function isPlain(value: unknown): value is State {
  if (!isObject(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null;
}
