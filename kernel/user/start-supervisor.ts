/**
 * Starts the supervisor thread, before the rest of the user process is loaded: the two start side by side.
 */
import { Worker } from "node:worker_threads";
import { frameKey, useFrameKey } from "../pipe/frame-key.ts";
import { sessionVariable } from "../processes/session-variable.ts";
import { newStoppedAt, type StoppedAt } from "./stopped-at.ts";

export interface Supervisor {
  readonly thread: Worker;
  readonly memory: SupervisorMemory;
}

/** Memory that both threads see. */
export interface SupervisorMemory {
  /**
   * Words: 0: the cell that may be terminated, 0 where that would do harm; 1: 1 while its first,
   * synchronous part runs; 2: 1 while text is gathered; 3: how often gathered text was written; 4: how many critical
   * sections, one in the other, the main thread is in; 5: 1 where it was terminated while it evaluated modules, or may
   * have; 6: the last question where it is after which it goes on; 7: the last one that it has answered; 8: the answer;
   * 9: the last cell that is interrupted.
   */
  readonly shared: Int32Array<SharedArrayBuffer>;
  readonly stoppedAt: StoppedAt;
}

export interface SupervisorData extends SupervisorMemory {
  readonly pid: number;
  /** The control process. */
  readonly parent: number;
  readonly session: string;
  /** What the kernel has kept in files, and cannot remove when it is killed. */
  readonly outputFolder: string;
  readonly frameKey: number;
  /** The folder of the bundle that the process runs, "" for none. */
  readonly bundle: string;
}

export function startSupervisor(): Supervisor {
  const memory = { shared: new Int32Array(new SharedArrayBuffer(40)), stoppedAt: newStoppedAt() };
  const session = process.env[sessionVariable] ?? "";
  const [, , , outputFolder = "", key = "", bundle = ""] = process.argv;
  useFrameKey(Number(key));
  const thread = new Worker(new URL("./supervisor.mjs", import.meta.url), {
    workerData: {
      pid: process.pid,
      parent: process.ppid,
      session,
      outputFolder,
      frameKey: frameKey(),
      bundle,
      ...memory,
    } satisfies SupervisorData,
    // Options of V8, which a memory limit sets, are refused for a thread.
    execArgv: ["--disable-warning=ExperimentalWarning"],
    // Its standard streams would be piped into the user's, which are not there yet.
    stdout: true,
    stderr: true,
  });
  return { thread, memory };
}
