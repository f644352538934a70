/**
 * The cell that a piece of user code belongs to, carried by the async context.
 *
 * `runningCell()` must be asked where the code runs, never remembered globally: timers, promises and event handlers of
 * an earlier cell go on while later ones run.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { inCriticalSection } from "./critical-section.ts";

/** As they were before any cell, which may replace them. */
const { AbortController, AsyncDisposableStack } = globalThis;

export interface Cell {
  readonly number: number;
  readonly allowStdin: boolean;
  readonly abort: AbortController;
  /** Rejects of everything that the cell's code awaits. */
  readonly waiters: Set<(reason: unknown) => void>;
  /** `using` declarations at the cell's top level, in the order of declaration. */
  readonly disposables: AsyncDisposableStack;
  /** Ends of what the cell has started and what is still going on. */
  readonly owned: Set<() => void>;
  /** What is still to be shown when the cell ends. */
  readonly endings: Set<() => void>;
  /** `open` until an interrupt; then its awaits were rejected once, and after the grace none of them settles. */
  state: "open" | "interrupted" | "closed";
}

export class KeyboardInterrupt extends Error {
  constructor() {
    super("the cell was interrupted");
    this.name = "KeyboardInterrupt";
    this.stack = `${this.name}: ${this.message}`;
  }
}

/** What an interrupted cell meets that goes on to start something: nobody is told of it. */
export class StartRefused extends KeyboardInterrupt {}

/**
 * Keeps code of an interrupted cell, such as a handler that starts again what has just been ended, from starting more.
 *
 * @throws StartRefused
 */
export function refuseIfClosed(): void {
  if (storage.getStore()?.state === "closed") throw new StartRefused();
}

const storage = new AsyncLocalStorage<Cell>();
{
  // Of its own: a cell may patch those that all storages share.
  const { run, getStore, exit } = storage;
  Object.assign(storage, { run, getStore, exit });
}

/** The cell whose code is running, in the async sense; undefined outside of any. */
export function runningCell(): Cell | undefined {
  return storage.getStore();
}

/** The last cell that was started: whose output is what belongs to none. */
let latest = 0;

/** Number of the cell that output written now belongs to. */
export function outputCell(): number {
  return storage.getStore()?.number ?? latest;
}

const beforeNext = new Set<() => void>();

/** Runs `action` once, when the next cell begins: what would disturb who is using this one's output can wait. */
export function beforeNextCell(action: () => void): void {
  beforeNext.add(action);
}

/** A cell begins: runs what has waited for it. */
export function runBeforeCell(cell: Cell): void {
  const actions = [...beforeNext];
  beforeNext.clear();
  for (const action of actions) {
    try {
      runInCell(cell, action);
    } catch {
      // The cell that begins has no part in it.
    }
  }
}

/** From now on, output that belongs to no cell counts as this one's. */
export function becomeLatest({ number }: Cell): void {
  latest = number;
}

export function newCell(number: number, allowStdin: boolean): Cell {
  return {
    number,
    allowStdin,
    abort: new AbortController(),
    waiters: new Set(),
    owned: new Set(),
    endings: new Set(),
    disposables: new AsyncDisposableStack(),
    state: "open",
  };
}

/** Runs outside of any cell: what is opened there belongs to the session, survives the cell, and is not torn by its interrupt. */
export function runInSession<T>(run: () => T): T {
  return storage.exit(() => inCriticalSection(run));
}

/** Has everything shown that waits for the cell's end. */
export function runEndings(cell: Cell): void {
  for (const action of cell.endings) {
    try {
      runInCell(cell, action);
    } catch {
      // What can't be shown at the end must not hold the end back.
    }
  }
  cell.endings.clear();
}

export function runInCell<T>(cell: Cell, run: () => T): T {
  return storage.run(cell, run);
}
