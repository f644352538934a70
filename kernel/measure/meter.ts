import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { type ChildrenCpu, childrenCpu, childrenCpuBetween } from "./children-cpu.ts";

/** What a cell cost. Times in ms, memory in bytes. */
export interface Cost {
  readonly wallMs: number;
  /** Of the user process, its worker threads included. */
  readonly cpuMs: number;
  /** Of the child processes; absent where the system doesn't tell. */
  readonly childrenMs?: number;
  /** The share of the time in which the main thread's event loop was busy, from 0 to 1. */
  readonly utilisation: number;
  /** By how much the event loop was late: the median, the 99th percentile and the longest. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
  /** What JavaScript's heap grew by, and what the process holds in all. */
  readonly heapGrowth: number;
  readonly resident: number;
}

/** Milliseconds between two looks at the event loop. */
const resolution = 2;

/** Looks below which percentiles say nothing. */
const fewest = 5;

/** Milliseconds for which a loop that was busy to the end is waited for, to see how late it is. */
const settle = 2 * resolution + 1;

export interface Meter {
  /** Ends the measure; settles once the event loop has turned. */
  stop(): Promise<Cost>;
}

/** Begins to measure what the process and its children cost. */
export function startMeter(): Meter {
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  const children = childrenCpu(process.pid);
  const heap = process.memoryUsage().heapUsed;
  const loop = performance.eventLoopUtilization();
  const cpu = process.cpuUsage();
  const started = performance.now();
  // The histogram begins to count when the loop first turns: what holds that up is seen by this alone.
  let firstTurn: number | undefined;
  setImmediate(() => {
    firstTurn = performance.now() - started;
  });
  return {
    async stop() {
      const wallMs = performance.now() - started;
      const { user, system } = process.cpuUsage(cpu);
      const { active, idle } = performance.eventLoopUtilization(loop);
      const { heapUsed, rss } = process.memoryUsage();
      await sleep(settle);
      histogram.disable();
      const childrenMs = childrenBetween(children, childrenCpu(process.pid));
      // What came after the cell's end isn't its own: the loop was late by the cell's time at most.
      const within = (ms: number) => Math.min(wallMs, Math.max(0, ms));
      const late = (nanoseconds: number) => within(nanoseconds / 1e6 - resolution);
      const max = Math.max(late(histogram.max), within(firstTurn ?? 0));
      const hasFew = histogram.count < fewest;
      return {
        wallMs,
        cpuMs: (user + system) / 1000,
        ...(childrenMs !== undefined && { childrenMs }),
        utilisation: active + idle === 0 ? 1 : active / (active + idle),
        delay: {
          p50: hasFew ? max : late(histogram.percentile(50)),
          p99: hasFew ? max : late(histogram.percentile(99)),
          max,
        },
        heapGrowth: heapUsed - heap,
        resident: rss,
      };
    },
  };
}

function childrenBetween(before: ChildrenCpu | undefined, after: ChildrenCpu | undefined): number | undefined {
  return before && after && childrenCpuBetween(before, after);
}
