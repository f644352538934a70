import { descendantsOf } from "../processes/descendants.ts";
import { processCpuMs } from "../processes/process-table.ts";

/** Milliseconds of CPU that the children of a process have used so far, by process; those that have ended together. */
export interface ChildrenCpu {
  readonly ended: number;
  readonly living: ReadonlyMap<number, number>;
}

export function childrenCpu(root: number): ChildrenCpu | undefined {
  const own = processCpuMs(root);
  if (own === undefined) return undefined;
  const living = new Map<number, number>();
  for (const pid of descendantsOf(root)) {
    const used = processCpuMs(pid);
    if (used) living.set(pid, used.own + used.ended);
  }
  return { ended: own.ended, living };
}

/** What the children used between two looks. What one had used before, and ended with, is no longer counted. */
export function childrenCpuBetween(before: ChildrenCpu, after: ChildrenCpu): number {
  let used = after.ended - before.ended;
  for (const [pid, ms] of before.living) if (!after.living.has(pid)) used -= ms;
  for (const [pid, ms] of after.living) used += ms - (before.living.get(pid) ?? 0);
  return Math.max(0, used);
}
