import { processesWithEnvironment } from "../processes/process-table.ts";
import { sessionVariable } from "../processes/session-variable.ts";
import { cellVariable } from "./child-processes.ts";

/**
 * Kills the processes that this cell has started, with their children: one of them is what `execSync` waits for, or
 * holds the pipe open that it reads.
 */
export function killWaitedFor(session: string, cell: number): void {
  for (const pid of processesWithEnvironment([`${sessionVariable}=${session}`, `${cellVariable}=${cell}`])) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}
