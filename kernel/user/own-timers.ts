/**
 * Timers by the cell that set them: `setTimeout`, `setInterval`, `setImmediate`, and those of `node:timers` and
 * `node:timers/promises`.
 *
 * They are wrapped rather than watched by async hooks: while hooks are on, Node aborts the process when a termination
 * unwinds through one of its callbacks.
 */
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import timersPromises from "node:timers/promises";
import { promisify } from "node:util";
import { type Cell, runningCell } from "./cell.ts";

type Timer = NodeJS.Timeout | NodeJS.Immediate;

interface CellTimers {
  readonly set: Set<Timer>;
  /** Size at which those that are over are thrown out. */
  pruneAt: number;
}

const timersOf = new WeakMap<Cell, CellTimers>();

export function ownTimers(): void {
  const promised = {
    setTimeout: withSignal(timersPromises.setTimeout, 2),
    setImmediate: withSignal(timersPromises.setImmediate, 1),
    setInterval: withSignal(timersPromises.setInterval, 2),
  };
  for (const name of ["setTimeout", "setInterval", "setImmediate"] as const) {
    const owned = noting(timers[name] as (...args: unknown[]) => Timer);
    if (name !== "setInterval") Object.defineProperty(owned, promisify.custom, { value: promised[name] });
    Object.assign(timers, { [name]: owned });
    Object.assign(globalThis, { [name]: owned });
  }
  Object.assign(timersPromises, promised);
  syncBuiltinESMExports();
}

/** Clears what the cell's timers have still to do. */
export function endTimers(cell: Cell): void {
  for (const timer of timersOf.get(cell)?.set ?? []) clear(timer);
  timersOf.delete(cell);
}

function clear(timer: Timer): void {
  if ("hasRef" in timer && "refresh" in timer) clearTimeout(timer);
  else clearImmediate(timer as NodeJS.Immediate);
}

function noting(original: (...args: unknown[]) => Timer): (...args: unknown[]) => Timer {
  const owned = (...args: unknown[]) => {
    const timer = original(...args);
    const cell = runningCell();
    // One that has been interrupted has no more to do: a handler of its end may want to begin again.
    if (cell?.state === "closed") clear(timer);
    else if (cell) note(cell, timer);
    return timer;
  };
  return Object.defineProperties(owned, {
    name: { value: original.name },
    length: { value: original.length },
  });
}

function note(cell: Cell, timer: Timer): void {
  const own = timersOf.get(cell) ?? { set: new Set<Timer>(), pruneAt: 256 };
  timersOf.set(cell, own);
  own.set.add(timer);
  if (own.set.size < own.pruneAt) return;
  for (const candidate of own.set) if (isOver(candidate)) own.set.delete(candidate);
  own.pruneAt = Math.max(256, own.set.size * 2);
}

function isOver(timer: Timer): boolean {
  return Reflect.get(timer, "_destroyed") === true;
}

/** A promised timer that also ends with its cell; its options are the parameter at `position`. */
function withSignal<T extends (...args: never[]) => unknown>(original: T, position: number): T {
  const call = original as unknown as (...args: unknown[]) => unknown;
  const owned = (...args: unknown[]) => {
    const cell = runningCell();
    if (!cell) return call(...args);
    const options = (args[position] ?? {}) as { signal?: AbortSignal };
    const signal = options.signal ? AbortSignal.any([options.signal, cell.abort.signal]) : cell.abort.signal;
    const padded = [...args];
    while (padded.length < position) padded.push(undefined);
    padded[position] = { ...options, signal };
    return call(...padded);
  };
  return Object.defineProperty(owned, "name", { value: original.name }) as unknown as T;
}
