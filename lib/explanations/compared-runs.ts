import { isRevoked } from "../errors/is-revoked.ts";
import type { Locale } from "../host/host.ts";
import { groupName } from "../plots/group-name.ts";
import { groupRuns, type RunGroup } from "../plots/run-groups.ts";
import { measuredRuns } from "../plots/run-memory.ts";
import { median } from "../plots/summary.ts";
import type { Run, Strategy } from "../strategies/strategy.ts";

/** Runs in lists of any depth: what cells hold. */
export type RunLists = Run<unknown> | readonly RunLists[];

/** Repetitions of one strategy and worker count, as medians, in ms. */
export interface ComparedRuns {
  readonly name: string;
  readonly strategy: Strategy;
  readonly workers: number;
  readonly warm: boolean;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Before the first task began and after the last one had ended: mostly, workers that start and end. */
  readonly aroundMs: number;
  /** Tasks in each run. */
  readonly tasks: number;
  readonly cores: number;
  /** How many times as fast as the sequential runs of the same parameters; undefined where there are none. */
  readonly timesAsFast: number | undefined;
}

/** Sums up repetitions, each group against the sequential one. */
export function comparedRuns(lists: RunLists, locale: Locale): ComparedRuns[] {
  const runs = flattened(lists);
  const byMeasure = new Map(runs.map((run) => [measuredRuns(run)[0], run]));
  const groups = groupRuns(measuredRuns(runs));
  const sequential = groups.find(({ strategy }) => strategy === "sequential");
  const baseMs = sequential && median(sequential.runs.map(({ wallMs }) => wallMs));
  return groups.flatMap((group): ComparedRuns[] => {
    const members = group.runs.flatMap((measure) => byMeasure.get(measure) ?? []);
    const [first] = members;
    return first === undefined ? [] : [compared(group, members, first, baseMs, locale)];
  });
}

function compared(
  group: RunGroup,
  runs: readonly Run<unknown>[],
  { strategy, workers, parameters, machine, timeline }: Run<unknown>,
  baseMs: number | undefined,
  locale: Locale,
): ComparedRuns {
  const wallMs = median(runs.map((run) => run.wallMs));
  return {
    name: groupName(group, locale),
    strategy,
    workers,
    warm: parameters.warm === true,
    parameters,
    wallMs,
    cpuMs: median(runs.map((run) => run.cpuMs)),
    aroundMs: median(runs.map(aroundTasks)),
    tasks: timeline.spans.length,
    cores: machine.cores,
    timesAsFast: baseMs === undefined ? undefined : baseMs / wallMs,
  };
}

function aroundTasks({ wallMs, timeline: { spans } }: Run<unknown>): number {
  if (spans.length === 0) return wallMs;
  let started = Number.POSITIVE_INFINITY;
  let ended = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    started = Math.min(started, span.started);
    ended = Math.max(ended, span.ended);
  }
  return Math.max(0, wallMs - (ended - started));
}

function flattened(lists: RunLists): Run<unknown>[] {
  return isList(lists) ? lists.flatMap(flattened) : [lists];
}

function isList(lists: RunLists): lists is readonly RunLists[] {
  return !isRevoked(lists) && Array.isArray(lists);
}
