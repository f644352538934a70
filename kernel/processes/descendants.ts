import { type ProcessEntry, processTable } from "./process-table.ts";

/** Children of a process, their children and so on, the deepest last. */
export function descendantsOf(root: number, table: readonly ProcessEntry[] = processTable()): number[] {
  const found: number[] = [];
  let generation = [root];
  while (generation.length > 0) {
    const parents = new Set(generation);
    generation = table.filter(({ parent, pid }) => parents.has(parent) && !found.includes(pid)).map(({ pid }) => pid);
    found.push(...generation);
  }
  return found;
}
