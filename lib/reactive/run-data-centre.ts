import { checkOptions } from "../errors/check-options.ts";
import { trueOrFalse } from "../errors/true-or-false.ts";
import { Unfinished } from "../errors/unfinished.ts";
import { rxjs } from "../packages/large-packages.ts";
import { checkStrategy } from "../strategies/check-strategy.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import { measureRun } from "../strategies/measure-run.ts";
import type { Run, RunOptions, Strategy, Task } from "../strategies/strategy.ts";
import { checkDataCentre, type DataCentreOptions } from "./data-centre-options.ts";
import type { SimulatedZones, ZoneRange } from "./simulate-zones.ts";
import type { ZoneAlert, ZoneWindow } from "./zone-streams.ts";

/** What became of a data centre. */
export interface DataCentre extends SimulatedZones {
  /** What it was asked to be, completed. */
  readonly options: Required<DataCentreOptions>;
}

/** A data centre, and the workers that simulate it. */
export interface RunDataCentreOptions extends DataCentreOptions, Omit<RunOptions, "seed" | "chunk"> {
  /** `"sequential"` unless told. */
  readonly strategy?: Strategy;
  /** Borrow the session's workers, started beforehand, rather than start new ones within the measured time. */
  readonly warm?: boolean;
}

const task: Task = { module: new URL("./zone-task.ts", import.meta.url), name: "simulateZones" };

/**
 * Simulates a data centre as fast as it goes, the zones shared out over the workers: every zone has its thermometers, its
 * streams and its cooling, and shares nothing with the others. O(zones · sensors · seconds) time,
 * O(zones · seconds ÷ windowSeconds) memory.
 *
 * @throws NavetteError `ERR_NAVETTE_DATA_CENTRE`, `ERR_NAVETTE_STRATEGY` or `ERR_NAVETTE_WORKERS` for a wrong argument;
 * as `sessionExecutor` does when workers don't start; Unfinished, its `partial` holding the zones that were finished,
 * when the run was aborted (`ERR_NAVETTE_ABORTED`), a worker failed (`ERR_NAVETTE_TASK`) or was lost
 * (`ERR_NAVETTE_LOST`).
 * @example
 * const { results, wallMs } = await runDataCentre({ zones: 4, sensors: 10, seconds: 60 });
 * console.log(`${Math.round(results.readings / wallMs)} readings per ms`);
 */
export async function runDataCentre(options: RunDataCentreOptions = {}): Promise<Run<DataCentre>> {
  checkOptions(options);
  const { warm = false, signal, timeline, onProgress } = options;
  const filled = checkDataCentre(options);
  const strategy = checkStrategy(options.strategy ?? "sequential");
  const workers = checkWorkers(options.workers);
  trueOrFalse("warm", warm);
  const shares = strategy === "sequential" ? 1 : Math.min(workers, filled.zones);
  const ranges = Array.from({ length: shares }, (_, at): ZoneRange => {
    const edge = (share: number) => Math.round((share * filled.zones) / shares);
    return { from: edge(at), to: edge(at + 1), options: filled };
  });
  // On this thread, loading it is no part of the work either.
  if (strategy === "sequential" || strategy === "async") rxjs();
  const { zones, sensors, seconds } = filled;
  const parameters = { zones, sensors, seconds };
  return measureRun(
    { strategy, workers, warm, task, chunks: ranges.length, signal, timeline, parameters },
    async (executor, spans) => {
      const parts: SimulatedZones[] = [];
      const label = (index: number) => `${ranges[index]?.from}–${(ranges[index]?.to ?? 1) - 1}`;
      try {
        const results = executor.map<ZoneRange, SimulatedZones>(task, ranges, {
          timeline: spans,
          label,
          ...(signal && { signal }),
        });
        for await (const part of results) {
          parts.push(part);
          onProgress?.({ done: parts.length, total: ranges.length });
        }
      } catch (error) {
        if (!(error instanceof Unfinished)) throw error;
        throw new Unfinished(error.code, error.message, together(parts, filled), { cause: error.cause });
      }
      return together(parts, filled);
    },
  );
}

/** Puts the zones of several workers together, in the order of time. */
function together(parts: readonly SimulatedZones[], options: Required<DataCentreOptions>): DataCentre {
  const byTime = (a: ZoneWindow | ZoneAlert, b: ZoneWindow | ZoneAlert) => a.second - b.second || a.zone - b.zone;
  return {
    readings: parts.reduce((sum, part) => sum + part.readings, 0),
    windows: parts.flatMap(({ windows }) => windows).sort(byTime),
    alerts: parts.flatMap(({ alerts }) => alerts).sort(byTime),
    options,
  };
}
