/**
 * The one function beneath `execSync`, `execFileSync` and `spawnSync`, for which Node has no diagnostics channel.
 */
export interface SpawnSyncBinding {
  spawn(options: SpawnSyncOptions): unknown;
}

/** What Node hands to it. */
export interface SpawnSyncOptions {
  readonly file?: unknown;
  readonly args?: unknown;
  /** `NAME=value` entries. */
  readonly envPairs?: readonly string[];
}

/** Undefined where this Node hides it. */
export function spawnSyncBinding(): SpawnSyncBinding | undefined {
  try {
    const found: unknown = Reflect.get(process, "binding")?.call(process, "spawn_sync");
    return isBinding(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isBinding(value: unknown): value is SpawnSyncBinding {
  return typeof value === "object" && value !== null && "spawn" in value && typeof value.spawn === "function";
}
