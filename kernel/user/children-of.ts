import { processesWithEnvironment } from "../processes/process-table.ts";
import { sessionVariable } from "../processes/session-variable.ts";
import { cellVariable } from "./child-processes.ts";

/**
 * Kills the processes that this cell has started, with their children, by their environment: one of them may be what
 * `execSync` waits for, or hold the pipe open that it reads; others a thread has started, or they have lost their parent.
 */
export function killChildrenOf(session: string, cell: number): void {
  for (const pid of processesWithEnvironment([`${sessionVariable}=${session}`, `${cellVariable}=${cell}`])) {
    // A kernel that was started by a cell of another one has that one's number in its own environment.
    if (pid === process.pid) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}
