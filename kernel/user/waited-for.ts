import { descendantsOf } from "../processes/descendants.ts";
import { processesWithEnvironment, processTable } from "../processes/process-table.ts";
import { cellVariable } from "./child-processes.ts";

/**
 * Kills the children of the user process that this cell has started, with their descendants: one of them is what
 * `execSync` waits for.
 */
export function killWaitedFor(userPid: number, cell: number): void {
  const table = processTable();
  const children = new Set(table.filter(({ parent }) => parent === userPid).map(({ pid }) => pid));
  for (const pid of processesWithEnvironment(`${cellVariable}=${cell}`)) {
    if (!children.has(pid)) continue;
    for (const victim of [...descendantsOf(pid, table), pid]) {
      try {
        process.kill(victim, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    }
  }
}
