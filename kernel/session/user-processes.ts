/**
 * The user processes of a session, one after the other: when one ends, the next is started.
 *
 * Owner of the process that there is; `dispose()` ends it and settles when it is gone.
 */
import { type SpawnedUserProcess, spawnUserProcess } from "../cells/spawn-user-process.ts";
import {
  attachUserProcess,
  type ExitReason,
  type UserProcess,
  type UserProcessHandlers,
} from "../cells/user-process.ts";

/** Milliseconds before a process is started again that ended before it listened: it would do so again at once. */
const restartDelay = 1000;

export interface UserProcesses {
  current(): UserProcess;
  /** Whether the current one listens: a termination before would end its own beginning. */
  isReady(): boolean;
  /** Settles when the current one listens, or the signal is aborted. */
  ready(signal: AbortSignal): Promise<void>;
  /** Ends the current one and starts no other; settles when it is gone. */
  dispose(): Promise<void>;
}

export interface UserProcessesOptions extends Omit<UserProcessHandlers, "ending" | "exit"> {
  readonly folder: string;
  /** The first one, spawned already. */
  readonly first: SpawnedUserProcess;
  /** One has ended, with all that it had to say, or could not be started; the next is on its way. */
  ended(reason: ExitReason): void;
}

export function openUserProcesses({ folder, first, ended, ...handlers }: UserProcessesOptions): UserProcesses {
  let listens = Promise.withResolvers<void>();
  let isReady = false;
  let failing = false;
  let disposed = false;
  let restarting: NodeJS.Timeout | undefined;
  const gone = Promise.withResolvers<void>();
  /** Spawned as soon as the current one is ending. */
  let next: SpawnedUserProcess | undefined;
  let current = attach(first);

  function attach(spawned: SpawnedUserProcess): UserProcess {
    const process: UserProcess = attachUserProcess(spawned, {
      ...handlers,
      message(cell, message, buffers) {
        if (message.type !== "ready") {
          handlers.message(cell, message, buffers);
          return;
        }
        isReady = true;
        failing = false;
        listens.resolve();
      },
      ending() {
        // One that has never listened may be unable to: the next is then not started at once.
        if (process === current && isReady && !disposed) next ??= spawnUserProcess(folder);
      },
      exit(reason) {
        if (process === current) replace(reason);
      },
    });
    return process;
  }

  function replace(reason: ExitReason): void {
    if (disposed) {
      gone.resolve();
      return;
    }
    const begin = () => {
      restarting = undefined;
      current = attach(next ?? spawnUserProcess(folder));
      next = undefined;
    };
    const again = !isReady;
    if (again) restarting = setTimeout(begin, restartDelay);
    else begin();
    isReady = false;
    listens.resolve();
    listens = Promise.withResolvers();
    // One that fails to start, time and again, is told of once.
    if (!again || !failing) ended(reason);
    failing = again;
  }

  return {
    current: () => current,
    isReady: () => isReady,
    async ready(signal) {
      const aborted = new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      while (!isReady && !signal.aborted) await Promise.race([listens.promise, aborted]);
    },
    dispose() {
      disposed = true;
      current.dispose();
      if (next) attach(next).dispose();
      // Between two processes there is none whose end would come.
      if (restarting) gone.resolve();
      clearTimeout(restarting);
      return gone.promise;
    },
  };
}
