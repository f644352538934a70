import { descendantsOf } from "./descendants.ts";
import { processesWithEnvironment } from "./process-table.ts";
import { sessionVariable } from "./session-variable.ts";

/** How often is looked again where something was found: what was just being started was not to be seen. */
const moreLooks = 4;

/**
 * Kills all that user code has started, then the user process's group: children that went into a session of their own
 * and lost their parent are found by their environment.
 */
export function endSession(userPid: number, session: string): void {
  const mine = new Set([process.pid, userPid]);
  const killOthers = (pids: readonly number[]) => {
    const others = pids.filter((pid) => !mine.has(pid));
    killAll(others);
    return others.length > 0;
  };
  const ofSession = () => processesWithEnvironment([`${sessionVariable}=${session}`]);
  // Not before: whoever calls may be killed in the middle, and the user process would then do the same.
  const hasFound = killOthers([...descendantsOf(userPid), ...ofSession()]);
  const isOwn = userPid === process.pid;
  if (!isOwn) kill(-userPid);
  for (let look = 0; hasFound && look < moreLooks; look += 1) killOthers(ofSession());
  if (isOwn) kill(-userPid);
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
