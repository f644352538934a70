import { hostname } from "node:os";
import { crewRun } from "../crew/crew-run.ts";
import { checkOptions } from "../errors/check-options.ts";
import { numberWithin, wholeNumber } from "../errors/number-argument.ts";
import { trueOrFalse } from "../errors/true-or-false.ts";
import { seeded } from "../images/seeded.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { haveMet, type Journey, openLine, type SingleTrackLine, type TrainPart, trainWords } from "./train.ts";

/** Which trains run, and whether a semaphore guards the single track. */
export interface TrainOptions extends Pick<RunOptions, "workers" | "seed" | "signal" | "timeline"> {
  /** Whether a semaphore guards the single track; true unless told. */
  readonly hasSemaphore?: boolean;
  /** Milliseconds that a train needs for a kilometre, about: from 1 to 1,000; 8 unless told. */
  readonly msPerKm?: number;
}

/** Two trains on the single track at the same time. */
export interface Collision {
  /** Numbers of the two, from 0. */
  readonly trains: readonly [number, number];
  /** Milliseconds since the first train's start, and the kilometre; of trains that follow each other, the entry of the second. */
  readonly ms: number;
  readonly km: number;
}

/** What became of the trains; times in ms since all of them were told to begin. */
export interface Traffic {
  /** The line that they ran on. */
  readonly line: SingleTrackLine;
  /** Whether a semaphore guarded the single track. */
  readonly hasSemaphore: boolean;
  /** Each train's, in the order of their numbers. */
  readonly journeys: readonly Journey[];
  /** Each pair that was on the single track at the same time. */
  readonly collisions: readonly Collision[];
}

/** The line of the course's railway (see `railway`): ten kilometres, two of them with one track. */
export const singleTrackLine: SingleTrackLine = { from: "Hoare", to: "Lamport", km: 10, trackBegins: 4, trackEnds: 6 };

/**
 * Runs trains, each in a thread of its own, towards each other over a single track, with or without a semaphore.
 *
 * Trains leave at moments and with speeds drawn from the seed. Threads note in shared memory who is on the track, and
 * each pair that is there at the same time counts as one collision (the trains go on as ghosts). `workers` are the
 * trains: 1 to 256, 6 unless told; `seed`: −2³¹ to 2³¹ − 1, 1 unless told. O(trains²) words and time.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_SPEED`, `ERR_NAVETTE_SEED`, `ERR_NAVETTE_SEMAPHORE` for a wrong argument;
 * `ERR_NAVETTE_TASK` when a thread throws, `ERR_NAVETTE_LOST` when one ends before its work does; Unfinished
 * `ERR_NAVETTE_ABORTED` when the signal or the cell is interrupted, its `partial` holding what threads had returned.
 * @example
 * const { results } = await runTrains({ workers: 2, msPerKm: 2 });
 * results.collisions.length; // 0: the semaphore lets one train pass at a time
 */
export async function runTrains(options: TrainOptions = {}): Promise<Run<Traffic>> {
  checkOptions(options);
  const { hasSemaphore = true, msPerKm = 8, seed = 1, signal, timeline } = options;
  const trains = checkWorkers(options.workers ?? 6);
  numberWithin("msPerKm", msPerKm, { min: 1, max: 1000, code: "ERR_NAVETTE_SPEED" });
  wholeNumber("seed", seed, { min: -(2 ** 31), max: 2 ** 31 - 1, code: "ERR_NAVETTE_SEED" });
  trueOrFalse("hasSemaphore", hasSemaphore, "ERR_NAVETTE_SEMAPHORE");
  const line = singleTrackLine;
  const memory = new SharedMemory(trainWords(trains));
  openLine(memory);
  const random = seeded(seed);
  for (let i = 0; i < 32; i++) random();
  // One train from each end, then the next two: a third of a journey apart, so that they do meet.
  const parts = Array.from({ length: trains }, (_, index): TrainPart => {
    const common = { buffer: memory.buffer, index, trains, hasSemaphore, line, isUp: index % 2 === 0 };
    const leavesAfter = (Math.floor(index / 2) + random()) * 0.35 * msPerKm * line.km;
    return { ...common, leavesAfter, msPerKm: msPerKm * (0.8 + 0.4 * random()) };
  });
  return crewRun<TrainPart, Journey, Traffic>({
    task: { module: new URL("./train.ts", import.meta.url), name: "runTrain" },
    parts,
    parameters: { hasSemaphore, msPerKm, seed },
    kind: "train",
    hasThreadSpans: false,
    signal,
    timeline,
    results({ values, opened, tids }, spans) {
      const journeys = values.flatMap((journey) => (journey === undefined ? [] : [since(journey, opened)]));
      const collisions = collisionsOf(journeys, line, (a, b) => haveMet(memory, trains, a, b));
      for (const { index, atSignal, entered, left } of journeys) {
        spans.add({
          label: `${index + 1}`,
          kind: "track",
          host: hostname(),
          pid: process.pid,
          tid: tids[index] ?? 0,
          queued: opened + atSignal,
          started: opened + entered,
          ended: opened + left,
          status: collisions.some(({ trains }) => trains.includes(index)) ? "failed" : "ok",
        });
      }
      return { line, hasSemaphore, journeys, collisions };
    },
  });
}

function since({ index, isUp, ...times }: Journey, opened: number): Journey {
  const { departed, atSignal, entered, left, arrived } = times;
  return {
    index,
    isUp,
    departed: departed - opened,
    atSignal: atSignal - opened,
    entered: entered - opened,
    left: left - opened,
    arrived: arrived - opened,
  };
}

/** Where pairs that met did so: trains run evenly over the track. */
function collisionsOf(
  journeys: readonly Journey[],
  line: SingleTrackLine,
  met: (a: number, b: number) => boolean,
): Collision[] {
  const pairs = journeys.flatMap((a, at) => journeys.slice(at + 1).map((b) => [a, b] as const));
  return pairs
    .filter(([a, b]) => met(a.index, b.index))
    .map(([a, b]): Collision => {
      const ms = a.isUp === b.isUp ? Math.max(a.entered, b.entered) : meetingTime(a, b);
      const later = a.entered > b.entered ? a : b;
      const km = a.isUp === b.isUp ? kmAt(later, later.entered, line) : kmAt(a, ms, line);
      return { trains: [a.index, b.index], ms, km };
    })
    .sort((a, b) => a.ms - b.ms);
}

/** When two trains that come towards each other are at the same place of the track. */
function meetingTime(a: Journey, b: Journey): number {
  const [durationA, durationB] = [Math.max(0.001, a.left - a.entered), Math.max(0.001, b.left - b.entered)];
  const time = (a.entered / durationA + b.entered / durationB + 1) / (1 / durationA + 1 / durationB);
  return Math.min(Math.max(time, a.entered, b.entered), Math.max(a.left, b.left));
}

function kmAt({ isUp, entered, left }: Journey, ms: number, { trackBegins, trackEnds }: SingleTrackLine): number {
  const done = Math.min(1, Math.max(0, (ms - entered) / Math.max(0.001, left - entered)));
  return isUp ? trackBegins + done * (trackEnds - trackBegins) : trackEnds - done * (trackEnds - trackBegins);
}
