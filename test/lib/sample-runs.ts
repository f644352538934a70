import type { Machine, Run, Strategy } from "../../lib/strategies/strategy.ts";
import type { Span } from "../../lib/timeline/span.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";

/** A machine that is nobody's, so that pictures are the same everywhere. */
export const sampleMachine: Machine = {
  hostname: "sample",
  cpu: "Example CPU @ 2.50GHz",
  cores: 4,
  memoryMiB: 16384,
  node: "v24.0.0",
  platform: "linux x64",
};

/** What a sample run is made of. */
export interface Sample {
  readonly strategy: Strategy;
  readonly workers?: number;
  readonly wallMs: number;
  readonly parameters?: Record<string, unknown>;
  readonly spans?: readonly Span[];
  readonly kind?: string;
}

/** A run with made times, from a clock that no machine has. */
export function sampleRun({
  strategy,
  workers = 1,
  wallMs,
  parameters = {},
  spans,
  kind = "download",
}: Sample): Run<null> {
  const timeline = new Timeline();
  for (const span of spans ?? [sampleSpan({ kind, ended: wallMs })]) timeline.add(span);
  return {
    results: null,
    strategy,
    workers,
    timeline,
    wallMs,
    cpuMs: wallMs / 2,
    parameters: { ...parameters, workers },
    machine: sampleMachine,
  };
}

/** A span; all that isn't told is the least. */
export function sampleSpan(span: Partial<Span>): Span {
  return {
    label: "image-0.jpg",
    kind: "download",
    host: "sample",
    pid: 1000,
    tid: 0,
    queued: 0,
    started: span.queued ?? 0,
    ended: 100,
    status: "ok",
    ...span,
  };
}

/** Repetitions of a run, one for each time. */
export function sampleRuns(
  strategy: Strategy,
  workers: number,
  times: readonly number[],
  parameters: Record<string, unknown> = {},
): Run<null>[] {
  return times.map((wallMs) => sampleRun({ strategy, workers, wallMs, parameters }));
}
