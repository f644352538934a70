/** What a worker runs: a stretch of a task's places. It imports little: each worker loads it. */
import { cpuKernels, type GpuTask } from "./kernels.ts";

export interface PlacesChunk {
  readonly task: GpuTask;
  /** Both in memory that threads share. */
  readonly input: Uint32Array;
  readonly output: Uint32Array;
  readonly from: number;
  readonly to: number;
}

export function computeChunk({ task, input, output, from, to }: PlacesChunk): number {
  cpuKernels[task](input, output, from, to);
  return to - from;
}
