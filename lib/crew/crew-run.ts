import { machine } from "../machine/machine.ts";
import type { Run, Task } from "../strategies/strategy.ts";
import { Timeline } from "../timeline/timeline.ts";
import { type CrewOptions, type CrewResult, runCrew } from "./run-crew.ts";

/** What a run of a crew is made of. */
export interface CrewRunParts<I, O, T> extends CrewOptions<O, I> {
  readonly task: Task;
  readonly parts: readonly I[];
  readonly parameters: Readonly<Record<string, unknown>>;
  /** False where the run has spans of its own, of what happened inside the threads; true unless told. */
  readonly hasThreadSpans?: boolean;
  /** Makes the run's results of what the threads gave; may add spans of what happened inside of them. */
  results(crew: CrewResult<O>, timeline: Timeline): T;
  /** What the reader should know of the run; called after `results`. */
  notices?(crew: CrewResult<O>, timeline: Timeline): readonly string[];
}

/**
 * Runs a crew as an experiment: one thread for each part, and its results with what they cost.
 *
 * Owner of the threads: `runCrew`; none is left when this returns or throws.
 *
 * @throws as `runCrew` does.
 */
export async function crewRun<I, O, T>({
  task,
  parts,
  parameters,
  results,
  hasThreadSpans = true,
  notices,
  ...options
}: CrewRunParts<I, O, T>): Promise<Run<T>> {
  const timeline = new Timeline(options.timeline);
  const crew = await runCrew<I, O>(task, parts, { ...options, timeline: hasThreadSpans ? timeline : undefined });
  const found = results(crew, timeline);
  const told = notices?.(crew, timeline) ?? [];
  return {
    results: found,
    strategy: "threads",
    workers: parts.length,
    timeline,
    wallMs: crew.wallMs,
    cpuMs: crew.cpuMs,
    parameters: { ...parameters, workers: parts.length },
    machine: machine(),
    ...(told.length > 0 && { notices: told }),
  };
}
