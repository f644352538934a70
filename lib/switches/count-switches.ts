import { setTimeout } from "node:timers/promises";
import { checkFunction } from "../errors/check-function.ts";
import { checkOptions } from "../errors/check-options.ts";
import { numberWithin } from "../errors/number-argument.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { machine } from "../machine/machine.ts";
import type { Machine, RunOptions } from "../strategies/strategy.ts";
import { statusOf, threadIdsOf } from "../system/operating-system.ts";
import { now } from "../timeline/now.ts";
import { recordOwnSpan } from "../timeline/own-span.ts";
import { Timeline } from "../timeline/timeline.ts";

/** How often a thread, or a whole process, gave up its core, by itself or not. */
export interface SwitchRates {
  /** Switches per second by which it waited for something: a message, a timer, a file. */
  readonly voluntary: number;
  /** Switches per second by which the system took the core away from it, to give it to another. */
  readonly involuntary: number;
}

/** The switches of one thread. */
export interface ThreadSwitches extends SwitchRates {
  /** Its number in the operating system. */
  readonly id: number;
  /** Its name in the operating system. */
  readonly name: string;
}

/** The context switches of this process while something ran. */
export interface Switches extends SwitchRates {
  /** Milliseconds of real time during which they were counted. */
  readonly wallMs: number;
  /** Each thread that was there from beginning to end; none where the system tells of the process only (not Linux). */
  readonly threads: readonly ThreadSwitches[];
  /** The time during which they were counted. */
  readonly timeline: Timeline;
  readonly machine: Machine;
}

/**
 * Counts the context switches of this process and its threads while a function runs (or for as many ms), per second, from
 * the operating system's own counters: `/proc/PID/task/TID/status` on Linux, `getrusage` elsewhere. Windows counts none.
 * O(threads).
 *
 * Source: proc_pid_status(5) and getrusage(2), Linux manual pages.
 *
 * @throws NavetteError `ERR_NAVETTE_DURATION` for ms that aren't from 0 to 3,600,000, `ERR_NAVETTE_FUNCTION` for what is
 * neither a number nor a function; what the function throws; the signal's reason when it, or the running cell's, is aborted.
 * @example
 * const { voluntary, involuntary } = await countSwitches(100);
 */
export async function countSwitches(
  what: number | ((signal: AbortSignal) => unknown),
  options: Pick<RunOptions, "signal" | "timeline"> = {},
): Promise<Switches> {
  checkOptions(options);
  if (typeof what === "number") numberWithin("what", what, { min: 0, max: 3_600_000, code: "ERR_NAVETTE_DURATION" });
  else checkFunction("what", what);
  const signal = eitherSignal(options.signal);
  signal.throwIfAborted();
  const before = counters();
  const usage = process.resourceUsage();
  const started = now();
  if (typeof what === "number") await setTimeout(what, undefined, { signal });
  else await what(signal);
  const wallMs = Math.max(now() - started, 1e-3);
  const ended = process.resourceUsage();
  const timeline = new Timeline(options.timeline);
  const label = typeof what === "number" ? `${what} ms` : what.name || "function";
  recordOwnSpan(timeline, { label, kind: "switches", started, ended: started + wallMs });
  const rate = (count: number) => Math.max(0, count) / (wallMs / 1000);
  const threads = [...counters()].flatMap(([id, after]): ThreadSwitches[] => {
    const known = before.get(id);
    if (known === undefined) return [];
    return [
      {
        id,
        name: after.name,
        voluntary: rate(after.voluntary - known.voluntary),
        involuntary: rate(after.involuntary - known.involuntary),
      },
    ];
  });
  return {
    wallMs,
    threads,
    voluntary: rate(ended.voluntaryContextSwitches - usage.voluntaryContextSwitches),
    involuntary: rate(ended.involuntaryContextSwitches - usage.involuntaryContextSwitches),
    timeline,
    machine: machine(),
  };
}

function counters(): Map<number, ThreadSwitches> {
  const found = new Map<number, ThreadSwitches>();
  for (const id of threadIdsOf(process.pid) ?? []) {
    const status = statusOf(process.pid, id);
    if (status === undefined) continue;
    const number = (field: string) => Number(status.get(field) ?? 0);
    found.set(id, {
      id,
      name: status.get("Name") ?? "",
      voluntary: number("voluntary_ctxt_switches"),
      involuntary: number("nonvoluntary_ctxt_switches"),
    });
  }
  return found;
}
