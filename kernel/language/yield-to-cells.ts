import { constants, setPriority } from "node:os";

/** Cells come first where there is not enough for all; where the system doesn't allow it, they share. */
export function yieldToCells(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The program works as well without.
  }
}
