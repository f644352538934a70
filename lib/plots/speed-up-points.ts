import { NavetteError } from "../errors/navette-error.ts";
import type { Locale } from "../host/host.ts";
import type { CourseFigure } from "../strategies/course-figures.ts";
import type { Strategy } from "../strategies/strategy.ts";
import { groupName } from "./group-name.ts";
import { groupRuns } from "./run-groups.ts";
import type { MeasuredRun, RunSet } from "./run-memory.ts";
import { type Centre, median, type Summary, summary } from "./summary.ts";

/** How many times as fast as one worker: one point of a speed-up chart. */
export interface SpeedUpPoint {
  readonly kind: "now" | "earlier" | "course";
  readonly strategy: Strategy;
  readonly workers: number;
  /** Name of the line that the point is on: its strategy, and what sets it apart. */
  readonly line: string;
  /** Name of the point alone. */
  readonly name: string;
  /** Number of the run set. */
  readonly set?: number;
  /** 2 is twice as fast. */
  readonly times: Summary;
}

/** Parameters that change how work is spread and watched over, not what work is done. */
const spreading = new Set(["workers", "chunks", "chunk", "warm", "strategy", "perHost", "retries", "timeoutMs"]);

/**
 * Computes the speed-up of each group of repetitions against the median sequential time of the same work.
 *
 * @throws NavetteError `ERR_NAVETTE_BASELINE` when the last set has no sequential run of the same work.
 */
export function speedUpPoints(sets: readonly RunSet[], centre: Centre, locale: Locale): SpeedUpPoint[] {
  const last = sets.at(-1);
  const all = sets.flatMap(({ runs }) => runs);
  return sets.flatMap((set) => {
    const runs = set === last ? set.runs : set.runs.filter((run) => !last?.runs.includes(run));
    return groupRuns(runs, all).flatMap((group): SpeedUpPoint[] => {
      const [first] = group.runs;
      const base = first && (baseline(first, set.runs) ?? baseline(first, all));
      if (base === undefined && set === last) throw noBaseline(groupName(group, locale));
      if (base === undefined) return [];
      const { strategy, workers, differences } = group;
      const ratios = group.runs.map(({ wallMs }) => base / wallMs);
      return [
        {
          kind: set === last ? "now" : "earlier",
          strategy,
          workers,
          line: groupName({ strategy, workers: undefined, differences }, locale),
          name: groupName(group, locale),
          set: set.number,
          times: summary(ratios, centre),
        },
      ];
    });
  });
}

/**
 * The median sequential time of the work that a run did, in ms; without a sequential run, the median time of one
 * worker of the run's own strategy.
 */
export function baseline(run: MeasuredRun, among: readonly MeasuredRun[]): number | undefined {
  const sameWork = among.filter((other) => work(other) === work(run));
  const sequential = sameWork.filter(({ strategy }) => strategy === "sequential");
  const alone = sameWork.filter(({ strategy, workers }) => strategy === run.strategy && workers === 1);
  const base = sequential.length > 0 ? sequential : alone;
  return base.length === 0 ? undefined : median(base.map(({ wallMs }) => wallMs));
}

/** The course's speed-ups: its sequential time divided by each other. */
export function coursePoints(course: readonly CourseFigure[], locale: Locale): SpeedUpPoint[] {
  return course.flatMap(({ chapter, strategy, workers, ms }): SpeedUpPoint[] => {
    const base = course.find((figure) => figure.chapter === chapter && figure.strategy === "sequential");
    if (base === undefined || strategy === "sequential") return [];
    const line = groupName({ strategy, workers: undefined, differences: [] }, locale);
    const name = groupName({ strategy, workers, differences: [] }, locale);
    return [{ kind: "course", strategy, workers, line, name, times: { centre: base.ms / ms, count: 1 } }];
  });
}

function work({ parameters }: MeasuredRun): string {
  const kept = Object.entries(parameters).filter(([name, value]) => !spreading.has(name) && typeof value !== "object");
  return JSON.stringify(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function noBaseline(name: string): NavetteError {
  const message = `"${name}" has no sequential run of the same work to be compared with: add one to the runs`;
  return new NavetteError("ERR_NAVETTE_BASELINE", message);
}
