/**
 * Child processes that are awaited synchronously (`execSync`, `execFileSync`, `spawnSync`): Node has no diagnostics channel
 * for them, so the one function beneath all three is wrapped while somebody watches.
 */
import { now } from "../../lib/timeline/now.ts";
import { spawnSyncBinding } from "../processes/spawn-sync-binding.ts";

/** A child that has ended when it is told of. */
export interface SyncChild {
  readonly file: string;
  /** As the child sees them, its own name first. */
  readonly args: readonly string[];
  /** 0 where it could not be started. */
  readonly pid: number;
  readonly started: number;
  readonly ended: number;
  /** Absent where a signal ended it, or where it never began. */
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

/** Tells of each child as it ends, until the function returned is called; of none where this Node hides its binding. */
export function watchSyncChildren(tell: (child: SyncChild) => void): () => void {
  const binding = spawnSyncBinding();
  if (binding === undefined) return () => {};
  const { spawn } = binding;
  binding.spawn = (options) => {
    const started = now();
    const result = spawn.call(binding, options);
    const { file, args } = options;
    tell({
      file: typeof file === "string" ? file : "",
      args: Array.isArray(args) ? args.map(String) : [],
      started,
      ended: now(),
      ...outcomeOf(result),
    });
    return result;
  };
  return () => {
    binding.spawn = spawn;
  };
}

function outcomeOf(result: unknown): Pick<SyncChild, "pid" | "code" | "signal"> {
  const { pid, status, signal } = Object(result);
  return {
    pid: typeof pid === "number" ? pid : 0,
    code: typeof status === "number" ? status : undefined,
    signal: typeof signal === "string" ? signal : undefined,
  };
}
