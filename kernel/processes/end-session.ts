import { descendantsOf } from "./descendants.ts";
import { processesWithEnvironment } from "./process-table.ts";
import { sessionVariable } from "./session-variable.ts";

/**
 * Kills all that user code has started, then the user process's group: children that went into a session of their own
 * and lost their parent are found by their environment.
 */
export function endSession(userPid: number, session: string): void {
  const mine = new Set([process.pid, userPid]);
  const others = new Set([...descendantsOf(userPid), ...processesWithEnvironment([`${sessionVariable}=${session}`])]);
  killAll([...others].filter((pid) => !mine.has(pid)));
  kill(-userPid);
}

export function killAll(pids: Iterable<number>): void {
  for (const pid of pids) kill(pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
