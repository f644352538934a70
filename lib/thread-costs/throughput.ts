import { crewRun } from "../crew/crew-run.ts";
import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { numberWithin } from "../errors/number-argument.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { type BusyPart, type Sharing, sharings } from "./busy-thread.ts";

/** How many threads work, what they share, and for how long. */
export interface ThroughputOptions extends Pick<RunOptions, "workers" | "signal" | "timeline"> {
  /** What the threads share; `"nothing"` unless told. */
  readonly sharing?: Sharing;
  /** Milliseconds to work: 1 to 60,000; 100 unless told. */
  readonly durationMs?: number;
}

/** How much threads have done together. */
export interface Throughput {
  /** What the threads shared. */
  readonly sharing: Sharing;
  /** Pieces of work, of 2,000 multiplications each, by all threads. */
  readonly pieces: number;
  /** Pieces of all threads together, in each second. */
  readonly piecesPerSecond: number;
}

/**
 * Lets threads compute for a while, sharing nothing, a counter, or a lock, and counts their work.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_SHARING`, `ERR_NAVETTE_DURATION` for a wrong argument;
 * `ERR_NAVETTE_TASK` when a thread throws, `ERR_NAVETTE_LOST` when one ends before its work does; Unfinished
 * `ERR_NAVETTE_ABORTED` when the signal or the cell is interrupted, its `partial` holding what threads had returned.
 * @example
 * (await throughput({ workers: 1, durationMs: 10 })).results.piecesPerSecond > 0; // true
 */
export async function throughput(options: ThroughputOptions = {}): Promise<Run<Throughput>> {
  checkOptions(options);
  const { durationMs = 100, signal, timeline } = options;
  const workers = checkWorkers(options.workers);
  const sharing = oneOf("sharing", options.sharing ?? "nothing", sharings, "ERR_NAVETTE_SHARING");
  numberWithin("durationMs", durationMs, { min: 1, max: 60_000, code: "ERR_NAVETTE_DURATION" });
  const part: BusyPart = { buffer: new SharedMemory(3).buffer, sharing, durationMs };
  return crewRun<BusyPart, number, Throughput>({
    task: { module: new URL("./busy-thread.ts", import.meta.url), name: "keepBusy" },
    parts: Array.from({ length: workers }, () => part),
    parameters: { sharing, durationMs },
    kind: "busy",
    label: (index) => `${sharing} ${index + 1}`,
    signal,
    timeline,
    results({ values, wallMs }) {
      const pieces = values.reduce<number>((sum, count = 0) => sum + count, 0);
      return { sharing, pieces, piecesPerSecond: (1000 * pieces) / Math.max(wallMs, 0.001) };
    },
  });
}
