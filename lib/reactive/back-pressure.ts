import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { threadId } from "node:worker_threads";
import type { Observable, Subscription } from "rxjs";
import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { numberWithin } from "../errors/number-argument.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { machine } from "../machine/machine.ts";
import { rxjs } from "../packages/large-packages.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { checkTimeline } from "../timeline/check-timeline.ts";
import { now } from "../timeline/now.ts";
import { Timeline } from "../timeline/timeline.ts";

/**
 * What is done with readings that come faster than they are handled.
 *
 * - `"queue"`: all wait for their turn;
 * - `"drop"`: those that come while one is handled are ignored;
 * - `"batch"`: those that came in 20 ms are handled at once;
 * - `"wait"`: the source sends the next one when the one before is handled.
 */
export type Remedy = "queue" | "drop" | "batch" | "wait";

/** Every remedy, in the order in which plots show them. */
export const remedies: readonly Remedy[] = ["queue", "drop", "batch", "wait"];

/** How fast readings come, how fast they are handled, and what is done about it. */
export interface BackPressureOptions extends Pick<RunOptions, "signal" | "timeline"> {
  /** What is done with the readings that come too fast. */
  readonly remedy: Remedy;
  /** Readings that the source would like to send in each second, from 1 to 100,000; 2,000 unless told. */
  readonly perSecond?: number;
  /** Time that handling one reading, or one batch, takes, in ms, from 0 to 1,000; 5 unless told. */
  readonly handleMs?: number;
  /** How long the source sends, in ms, from 10 to 60,000; 400 unless told. */
  readonly durationMs?: number;
}

/** What became of the readings of one source. */
export interface Pressure {
  /** What was done with the readings that came too fast. */
  readonly remedy: Remedy;
  /** Readings that the source sent, those that were handled, and those that were dropped. */
  readonly sent: number;
  readonly handled: number;
  readonly dropped: number;
  /** Readings that waited when the source ended. */
  readonly left: number;
  /** Readings that waited, in the course of time (ms since the beginning). */
  readonly waiting: readonly { readonly ms: number; readonly count: number }[];
}

/** How often the queue is looked at, in ms, and of how many readings a batch is made up at most. */
const lookMs = 10;
const batchMs = 20;

/**
 * Lets a source send readings faster than they are handled, and counts those that wait.
 *
 * RxJS pushes: its source can't be asked to wait. `queue` (concatMap) keeps everything, in memory that grows; `drop`
 * (exhaustMap) ignores what comes while one is handled; `batch` (bufferTime, concatMap) handles all that came in 20 ms at
 * once; `wait` isn't RxJS but an async iterator, which is pulled: the source sends the next reading when the one before is
 * handled. The run's `cpuMs` is 0: it isn't measured.
 *
 * Source: RxJS documentation, the operators by name.
 *
 * @throws NavetteError `ERR_NAVETTE_BACK_PRESSURE` for a wrong argument; the reason of the signal (or of the running cell's)
 * when it is aborted.
 * @example
 * const { results } = await backPressure({ remedy: "queue", durationMs: 50 });
 * console.log(`${results.left} readings were still waiting`);
 */
export async function backPressure(options: BackPressureOptions): Promise<Run<Pressure>> {
  checkOptions(options);
  const { perSecond = 2000, handleMs = 5, durationMs = 400 } = options;
  const code = "ERR_NAVETTE_BACK_PRESSURE";
  const remedy = oneOf("remedy", options.remedy, remedies, code);
  numberWithin("perSecond", perSecond, { min: 1, max: 100_000, code });
  numberWithin("handleMs", handleMs, { min: 0, max: 1000, code });
  numberWithin("durationMs", durationMs, { min: 10, max: 60_000, code });
  checkTimeline(options.timeline);
  const signal = eitherSignal(options.signal);
  const tally = { sent: 0, handled: 0, dropped: 0 };
  const waiting: { ms: number; count: number }[] = [];
  // Loaded before the clock starts: the first time it takes some tens of milliseconds.
  const { bufferTime, concatMap, exhaustMap, Subject } = rxjs();
  const started = now();
  const look = () => {
    waiting.push({ ms: now() - started, count: tally.sent - tally.handled - tally.dropped });
  };
  // Ends what is being handled when the source has ended: no timer outlives the run.
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const handle = async (readings: readonly number[]) => {
    await delay(handleMs, undefined, { signal: either });
    tally.handled += readings.length;
  };
  try {
    if (remedy === "wait") await pulled();
    else await pushed(remedy);
  } finally {
    over.abort();
    // A pause that is aborted rejects with an error of its own.
    signal.throwIfAborted();
  }
  look();
  const ended = now();
  const timeline = new Timeline(options.timeline);
  const where = { host: hostname(), pid: process.pid, tid: threadId };
  timeline.add({ label: remedy, kind: "stream", ...where, queued: started, started, ended, status: "ok" });
  const left = tally.sent - tally.handled - tally.dropped;
  return {
    results: { remedy, ...tally, left, waiting },
    strategy: "async",
    workers: 1,
    timeline,
    wallMs: ended - started,
    cpuMs: 0,
    parameters: { remedy, perSecond, handleMs, durationMs },
    machine: machine(),
  };

  /** The source decides; what is due by its clock is sent, however late the timer. */
  async function pushed(way: Exclude<Remedy, "wait">): Promise<void> {
    const source = new Subject<number>();
    let isBusy = false;
    const failed = Promise.withResolvers<never>();
    const subscription: Subscription = stream(source).subscribe({ error: failed.reject });
    try {
      for (let ms = 0; ; ms = now() - started) {
        const due = Math.floor((Math.min(ms, durationMs) / 1000) * perSecond);
        while (tally.sent < due) {
          tally.sent += 1;
          // exhaustMap tells nobody of what it ignores: it is counted where it is sent.
          if (way === "drop" && isBusy) tally.dropped += 1;
          source.next(tally.sent);
        }
        look();
        if (ms >= durationMs) break;
        await Promise.race([delay(Math.min(lookMs, durationMs), undefined, { signal }), failed.promise]);
      }
    } finally {
      subscription.unsubscribe();
    }

    function stream(readings: Observable<number>): Observable<unknown> {
      if (way === "queue") return readings.pipe(concatMap((reading) => handle([reading])));
      if (way === "batch") return readings.pipe(bufferTime(batchMs), concatMap(batch));
      return readings.pipe(
        exhaustMap(async (reading) => {
          isBusy = true;
          await handle([reading]);
          isBusy = false;
        }),
      );
    }
    async function batch(readings: readonly number[]): Promise<void> {
      if (readings.length > 0) await handle(readings);
    }
  }

  /** The one who handles decides: the source makes a reading when it is asked for one. */
  async function pulled(): Promise<void> {
    async function* source(): AsyncGenerator<number> {
      while (now() - started < durationMs) {
        tally.sent += 1;
        yield tally.sent;
      }
    }
    for await (const reading of source()) {
      look();
      await handle([reading]);
    }
  }
}
