import { hostname } from "node:os";
import { crewRun } from "../crew/crew-run.ts";
import type { WaitForGraph } from "../deadlocks/wait-for-graph.ts";
import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { numberWithin } from "../errors/number-argument.ts";
import { host, type Locale } from "../host/host.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { keptNotice } from "../timeline/kept-notice.ts";
import { now } from "../timeline/now.ts";
import type { Span } from "../timeline/span.ts";
import { Diary } from "./diary.ts";
import { fairness } from "./fairness.ts";
import {
  type Cure,
  cures,
  forksOn,
  openTable,
  type PhilosopherDay,
  type PhilosopherPart,
  tableWords,
} from "./philosopher.ts";

/** Who dines, how, and for how long. */
export interface DineOptions extends Pick<RunOptions, "workers" | "signal" | "timeline"> {
  /** How forks are taken; `"none"` unless told. */
  readonly cure?: Cure;
  /** Milliseconds of the dinner: 1 to 60,000; 300 unless told. */
  readonly durationMs?: number;
  /** Milliseconds of thinking, of eating, and between one fork and the other: 0 to 1,000; 1 each unless told. */
  readonly thinkMs?: number;
  readonly eatMs?: number;
  readonly reachMs?: number;
}

/** What became of the philosophers. */
export interface Dinner {
  /** How forks were taken. */
  readonly cure: Cure;
  /** Meals of each. */
  readonly meals: readonly number[];
  /** Meals of all together, in each second of the dinner. */
  readonly mealsPerSecond: number;
  /** Jain's index of the meals, from 1/philosophers to 1: see `fairness`. */
  readonly fairness: number;
  /** The deadlock that was found, and after how many ms; the philosophers of the cycle, in its order. */
  readonly deadlock?: { readonly cycle: readonly number[]; readonly ms: number };
  /** Who waited for which fork, and who held it, at the end. */
  readonly graph: WaitForGraph;
}

/**
 * Lets philosophers dine, each in a thread of its own, until the time is over or a deadlock is found.
 *
 * A deadlock is found by the thread that would close it, from the graph of who waits for whom (see `WatchedLocks`), at
 * that very moment: no time-out plays a part. The dinner ends then. There are as many forks as
 * philosophers, and two for a single one; `workers` are the philosophers.
 *
 * Source: E. W. Dijkstra, "Hierarchical Ordering of Sequential Processes", Acta Informatica 1, 1971 (EWD 310).
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_CURE`, `ERR_NAVETTE_DURATION` for a wrong argument;
 * `ERR_NAVETTE_TASK` when a thread throws, `ERR_NAVETTE_LOST` when one ends before its work does; Unfinished
 * `ERR_NAVETTE_ABORTED` when the signal or the cell is interrupted, its `partial` holding what threads had returned.
 * @example
 * const { results } = await dine({ workers: 3, cure: "ordering", durationMs: 20 });
 * results.deadlock; // undefined
 */
export async function dine(options: DineOptions = {}): Promise<Run<Dinner>> {
  checkOptions(options);
  const { durationMs = 300, thinkMs = 1, eatMs = 1, reachMs = 1, signal, timeline } = options;
  const philosophers = checkWorkers(options.workers ?? 5);
  const cure = oneOf("cure", options.cure ?? "none", cures, "ERR_NAVETTE_CURE");
  numberWithin("durationMs", durationMs, { min: 1, max: 60_000, code: "ERR_NAVETTE_DURATION" });
  for (const [name, value] of Object.entries({ thinkMs, eatMs, reachMs })) {
    numberWithin(name, value, { min: 0, max: 1000, code: "ERR_NAVETTE_DURATION" });
  }
  const memory = new SharedMemory(tableWords(philosophers));
  openTable(memory, philosophers);
  const diaries = new SharedArrayBuffer(Diary.bytesFor(philosophers));
  const diaryOf = (index: number) => new Diary(diaries, index);
  let graph = forksOn(memory, philosophers).graph();
  let over: number | undefined;
  const common = { buffer: memory.buffer, diaries, philosophers, cure, durationMs, thinkMs, eatMs, reachMs };
  return crewRun<PhilosopherPart, PhilosopherDay, Dinner>({
    task: { module: new URL("./philosopher.ts", import.meta.url), name: "philosophise" },
    parts: Array.from({ length: philosophers }, (_, index) => ({ ...common, index })),
    parameters: { cure, durationMs, thinkMs, eatMs, reachMs },
    kind: "philosopher",
    hasThreadSpans: false,
    signal,
    timeline,
    isOver({ deadlock }) {
      if (deadlock === undefined) return false;
      graph = forksOn(memory, philosophers).graph();
      over = now();
      return true;
    },
    results({ values, opened, wallMs, tids }, spans) {
      for (const [index, tid] of tids.entries()) {
        const closes = values[index]?.deadlock?.at;
        for (const span of daySpans(diaryOf(index), { index, tid, over: over ?? now(), closes })) spans.add(span);
      }
      const found = values.find((day) => day?.deadlock !== undefined)?.deadlock;
      const meals = values.map((_, index) => diaryOf(index).meals);
      const ms = over === undefined ? wallMs : over - opened;
      return {
        cure,
        meals,
        mealsPerSecond: (1000 * meals.reduce((sum, count) => sum + count, 0)) / Math.max(ms, 0.001),
        fairness: fairness(meals),
        ...(found && { deadlock: { cycle: found.cycle, ms: found.at - opened } }),
        graph,
      };
    },
    notices({ values }, { spans }) {
      const meals = values.reduce((sum, _, index) => sum + diaryOf(index).meals, 0);
      return keptNotice(spans.length, 2 * meals);
    },
  });
}

/** Whose spans they are, when the dinner was over, and when this one would have closed a deadlock, if it would. */
interface Seat {
  readonly index: number;
  readonly tid: number;
  readonly over: number;
  readonly closes: number | undefined;
}

/** A wait and a meal for each entry; what a deadlock has cut short ends with the dinner. */
function daySpans(diary: Diary, { index, tid, over, closes }: Seat): Span[] {
  const words = kinds[host().locale];
  const place = { label: `${index + 1}`, host: hostname(), pid: process.pid, tid };
  const span = (kind: string, started: number, ended: number | undefined, status: Span["status"]): Span => {
    return { ...place, kind, queued: started, started, ended: Math.max(started, ended ?? over), status };
  };
  return diary
    .entries()
    .flatMap(({ hungry, served, fed }) =>
      served === undefined
        ? [span(words.wait, hungry, closes, closes === undefined ? "cancelled" : "failed")]
        : [
            span(words.wait, hungry, served, "ok"),
            span(words.eat, served, fed, fed === undefined ? "cancelled" : "ok"),
          ],
    );
}

/** What the reader sees of spans in a Gantt chart. */
const kinds: Readonly<Record<Locale, { readonly wait: string; readonly eat: string }>> = {
  en: { wait: "waits", eat: "eats" },
  fr: { wait: "attend", eat: "mange" },
};
