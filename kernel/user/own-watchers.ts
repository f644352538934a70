/**
 * Watchers of files by the cell that opened them. They are wrapped like timers: no diagnostics channel tells of them.
 */
import fs, { type FSWatcher } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { type Cell, runningCell } from "./cell.ts";

/** @param own - notes a watcher for its cell */
export function ownWatchers(own: (cell: Cell, watcher: FSWatcher) => void): void {
  const { watch } = fs;
  const call = watch as unknown as (...args: unknown[]) => FSWatcher;
  const owned = (...args: unknown[]) => {
    const watcher = call(...args);
    const cell = runningCell();
    if (cell) own(cell, watcher);
    return watcher;
  };
  Object.defineProperty(owned, "name", { value: watch.name });
  Object.assign(fs, { watch: owned });
  syncBuiltinESMExports();
}
