/**
 * What runs inside the traced program while it is paused: writes variables and objects out, without running anything of
 * the program's own, neither getters nor methods nor proxies' traps.
 *
 * Each object has a number that it keeps from step to step, so that a reader can follow it.
 */
import { inspect, types } from "node:util";
import type { TracedObject, TracedValue, TracedVariable } from "./trace-step.ts";

/** Characters of a value that is written out, entries of an object, objects of a step; characters printed in all. */
const most = { text: 60, entries: 12, objects: 40, printed: 100_000 } as const;

/** What the program has printed, and the numbers of its objects. */
export class Snapshots {
  #output = "";
  #told = 0;
  #isFull = false;
  readonly #ids = new WeakMap<object, number>();
  #next = 1;
  #heap = new Map<number, TracedObject>();

  /** Keeps what the program prints, 100,000 characters of it at most. */
  print(text: string): void {
    const room = most.printed - this.#output.length;
    this.#isFull ||= text.length > room;
    this.#output += text.slice(0, room);
  }

  /** What was printed since this was last asked, and whether there was more of it than is kept. */
  printed(): { fresh: string; isFull: boolean } {
    const fresh = this.#output.slice(this.#told);
    this.#told = this.#output.length;
    return { fresh, isFull: this.#isFull };
  }

  /** Begins a step, whose objects are collected from here on. */
  begin(): void {
    this.#heap = new Map();
  }

  /** The variables of a scope, which the debugger hands over as an object. */
  variables(scope: object): TracedVariable[] {
    return Object.getOwnPropertyNames(scope).flatMap((name) => {
      if (name === "this" || name === "arguments") return [];
      const read = readVariable(scope, name);
      return read === undefined ? [] : [{ name, value: this.#write(read.value) }];
    });
  }

  /** The objects that the step's variables lead to, how much was printed until then, and what of it is new. */
  end(): { heap: TracedObject[]; printed: number; fresh: string; isFull: boolean } {
    return { heap: [...this.#heap.values()], printed: this.#output.length, ...this.printed() };
  }

  #write(value: unknown): TracedValue {
    if (typeof value === "string") return { text: cut(JSON.stringify(value)) };
    if (typeof value === "function") return { text: cut(`ƒ ${value.name || "(anonymous)"}`) };
    if (value instanceof Written) return { text: cut(value.text) };
    if (typeof value !== "object" || value === null) return { text: cut(inspect(value)) };
    return this.#refer(value);
  }

  #refer(object: object): TracedValue {
    const id = this.#ids.get(object) ?? this.#next++;
    this.#ids.set(object, id);
    if (this.#heap.has(id)) return { ref: id };
    if (this.#heap.size >= most.objects) return { text: "…" };
    // Its place is taken before its entries are written: they may lead back to it.
    this.#heap.set(id, { id, kind: "", entries: [], more: 0 });
    const all = entriesOf(object);
    const entries = all.slice(0, most.entries).map(([key, value]) => [key, this.#write(value)] as const);
    this.#heap.set(id, { id, kind: kindOf(object), entries, more: all.length - entries.length });
    return { ref: id };
  }
}

/** A variable's value; nothing for one that its declaration has not reached yet, which V8 refuses to read. */
function readVariable(scope: object, name: string): PropertyDescriptor | undefined {
  try {
    return Object.getOwnPropertyDescriptor(scope, name);
  } catch {
    return undefined;
  }
}

const { entries: mapEntries } = Map.prototype;
const { values: setValues } = Set.prototype;

function entriesOf(object: object): [string, unknown][] {
  if (types.isProxy(object)) return [];
  if (types.isMap(object)) return [...mapEntries.call(object)].map(([key, value]) => [short(key), value]);
  if (types.isSet(object)) return [...setValues.call(object)].map((value, at) => [String(at), value]);
  if (ArrayBuffer.isView(object) && !(object instanceof DataView)) {
    return Array.from(object as Uint8Array, (value, at) => [String(at), value]);
  }
  if (isWritten(object)) return [["", new Written(inspect(object, { breakLength: Number.POSITIVE_INFINITY }))]];
  const isArray = Array.isArray(object);
  return Object.entries(Object.getOwnPropertyDescriptors(object)).flatMap(([key, described]) => {
    if (isArray && key === "length") return [];
    return [[key, described.get ? new Written("(getter)") : described.value] as [string, unknown]];
  });
}

/** Objects that say more as a text than by their properties. */
function isWritten(object: object): boolean {
  return [types.isDate, types.isRegExp, types.isNativeError, types.isPromise].some((is) => is(object));
}

/** A text that stands for a value: shown as it is. */
class Written {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function kindOf(object: object): string {
  if (types.isProxy(object)) return "Proxy";
  const prototype = Object.getPrototypeOf(object);
  if (prototype === null) return "Object";
  const made = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  return typeof made === "function" && made.name !== "" ? made.name : "Object";
}

function short(key: unknown): string {
  return cut(typeof key === "string" ? JSON.stringify(key) : inspect(key, { depth: 0 }));
}

function cut(text: string): string {
  return text.length > most.text ? `${text.slice(0, most.text - 1)}…` : text;
}
