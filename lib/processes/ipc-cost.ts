import { hostname } from "node:os";
import { checkList } from "../errors/check-list.ts";
import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { machine } from "../machine/machine.ts";
import { median, type Summary } from "../plots/summary.ts";
import { operationProgress } from "../progress/operation-progress.ts";
import type { Machine } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { recordOwnSpan } from "../timeline/own-span.ts";
import { Timeline } from "../timeline/timeline.ts";
import { type IpcWay, ipcWays, openChannel } from "./ipc-channels.ts";

/** What one way costs for one size of message. */
export interface IpcMeasure {
  /** How the message went. */
  readonly way: IpcWay;
  /** Bytes of the message, which goes and comes back. */
  readonly bytes: number;
  /** Milliseconds of a round trip: median, first and third quartile. */
  readonly roundTripMs: Summary;
}

/** What is sent, how, and how often. */
export interface IpcOptions {
  /** Bytes of each message, 1 to 256 MiB; 1 B, 64 B, 1 KiB, 16 KiB, 256 KiB and 4 MiB unless told. */
  readonly sizes?: readonly number[];
  /** All of them unless told. */
  readonly ways?: readonly IpcWay[];
  /** Round trips of each measure, 1 to 100,000, after two that don't count; 20 unless told. */
  readonly roundTrips?: number;
  /** Ends it; the running cell's signal is observed as well. */
  readonly signal?: AbortSignal;
  /** Receives the spans as well. */
  readonly timeline?: Timeline;
}

/** The measures, and a span for each of them. */
export interface IpcCost {
  /** One for each way and size. */
  readonly measures: readonly IpcMeasure[];
  readonly timeline: Timeline;
  readonly machine: Machine;
}

/**
 * Measures how long a message takes to another process or thread and back, by size and way: child messages (JSON, and
 * V8's own format), pipe, `postMessage` (copied, transferred) and memory that both share. O(bytes) each, but for transfer
 * and shared memory, whose cost doesn't depend on the size (writing the message does).
 *
 * Owner of the processes and threads: this function; none is left when it returns or throws.
 *
 * @throws NavetteError `ERR_NAVETTE_SIZE`, `ERR_NAVETTE_WAY` or `ERR_NAVETTE_TIMES` for a wrong argument,
 * `ERR_NAVETTE_PROCESS` when the process or thread at the other end is lost; the signal's reason when it, or the running
 * cell's, is aborted.
 * @example
 * const { measures } = await ipcCost({ ways: ["clone", "transfer"], sizes: [1, 1_000_000], roundTrips: 5 });
 */
export async function ipcCost(options: IpcOptions = {}): Promise<IpcCost> {
  checkOptions(options);
  const { sizes = [1, 64, 1024, 16_384, 262_144, 4_194_304], ways = ipcWays, roundTrips = 20 } = options;
  checkList("sizes", sizes, "[1, 1_000_000]", "ERR_NAVETTE_SIZE");
  checkList("ways", ways, '["clone", "transfer"]', "ERR_NAVETTE_WAY");
  for (const size of sizes) wholeNumber("size", size, { min: 1, max: 2 ** 28, code: "ERR_NAVETTE_SIZE" });
  wholeNumber("roundTrips", roundTrips, { min: 1, max: 100_000, code: "ERR_NAVETTE_TIMES" });
  for (const way of ways) oneOf("way", way, ipcWays, "ERR_NAVETTE_WAY");
  if (sizes.length === 0) throw new NavetteError("ERR_NAVETTE_SIZE", "sizes is []: give at least one, such as [1024]");
  if (ways.length === 0) throw new NavetteError("ERR_NAVETTE_WAY", 'ways is []: give at least one, such as ["clone"]');
  const signal = eitherSignal(options.signal);
  const timeline = new Timeline(options.timeline);
  const measures: IpcMeasure[] = [];
  const most = Math.max(...sizes);
  using shown = operationProgress("measuring");
  for (const way of ways) {
    signal.throwIfAborted();
    await using channel = await openChannel(way, most);
    for (const bytes of sizes) {
      const started = now();
      for (let before = 0; before < 2; before++) await abortable(channel.roundTrip(bytes), signal);
      const times: number[] = [];
      for (let trip = 0; trip < roundTrips; trip++) {
        const sent = now();
        await abortable(channel.roundTrip(bytes), signal);
        times.push(now() - sent);
      }
      measures.push({ way, bytes, roundTripMs: middleHalf(times) });
      shown.report({ done: measures.length, total: ways.length * sizes.length });
      recordOwnSpan(timeline, { label: `${way} ${bytes}`, kind: way, started, host: hostname() });
    }
  }
  return { measures, timeline, machine: machine() };
}

/** The median and the quartiles: a round trip in a hundred is held up by something else, and tells nothing of the way. */
function middleHalf(times: readonly number[]): Summary {
  const sorted = times.toSorted((a, b) => a - b);
  const centre = median(sorted);
  const quartile = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? centre;
  return { centre, low: Math.min(centre, quartile(0.25)), high: Math.max(centre, quartile(0.75)), count: times.length };
}

/** Rejects with the signal's reason as soon as it is aborted, whatever the promise does. */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  promise.catch(() => {});
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
