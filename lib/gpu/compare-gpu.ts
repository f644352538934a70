import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { NavetteError } from "../errors/navette-error.ts";
import { wholeNumber } from "../errors/number-argument.ts";
import { trueOrFalse } from "../errors/true-or-false.ts";
import { eitherSignal } from "../host/either-signal.ts";
import { seeded } from "../images/seeded.ts";
import { availableWorkers } from "../machine/available-workers.ts";
import { machine } from "../machine/machine.ts";
import { operationProgress } from "../progress/operation-progress.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import { measureRun } from "../strategies/measure-run.ts";
import type { Machine, RunOptions, Task } from "../strategies/strategy.ts";
import { now } from "../timeline/now.ts";
import { recordOwnSpan } from "../timeline/own-span.ts";
import { Timeline } from "../timeline/timeline.ts";
import type { PlacesChunk } from "./compute-chunk.ts";
import { cpuKernels, type GpuTask, gpuTasks } from "./kernels.ts";
import { openGpu } from "./open-gpu.ts";

/** Who computed: one core, all of them, or a GPU. */
export type Device = "one core" | "threads" | "gpu";

/** Times of one device at every size; the best of the repetitions, in ms. */
export interface DeviceTimes {
  /** Who computed. */
  readonly device: Device;
  /** The adapter's own name, for a GPU. */
  readonly name?: string;
  /** Whether the GPU's adapter is a program on the processor. */
  readonly isSoftware?: boolean;
  /** Threads that computed; 1 for a GPU. */
  readonly workers: number;
  /** Sizes, in numbers or pixels, in ascending order, and the time of each in ms. */
  readonly points: readonly { readonly size: number; readonly ms: number }[];
}

/** The same work on every device that there is. */
export interface GpuComparison {
  /** What was computed. */
  readonly task: GpuTask;
  /** The times of each device that computed. */
  readonly series: readonly DeviceTimes[];
  /** Why there is no series of a GPU, where there is none. */
  readonly reason?: string;
  /** Each computation of the one core, each chunk of the threads, and each computation of the GPU. */
  readonly timeline: Timeline;
  readonly machine: Machine;
}

/** What is computed, and how large the inputs are. */
export interface CompareGpuOptions extends Pick<RunOptions, "workers" | "seed" | "signal" | "timeline"> {
  /** `"factors"` unless told: the number of prime factors of each number; `"filter"`: a blurred image. */
  readonly task?: GpuTask;
  /** The largest size: numbers, or pixels, from 1 to 16,777,216; 262,144 unless told. */
  readonly largest?: number;
  /** How often each size is computed, from 1 to 100; 2 unless told. */
  readonly repetitions?: number;
  /** False: no GPU is looked for. */
  readonly useGpu?: boolean;
}

const task: Task = { module: new URL("./compute-chunk.ts", import.meta.url), name: "computeChunk" };

/** The smallest size, and by how many times sizes grow. */
const smallest = 256;
const growth = 4;

/**
 * Computes the same at more and more places, on one core, on warm threads and on the machine's GPU, and compares every result
 * with the one core's, exactly. A GPU's time holds the way there and back.
 * `"factors"` is O(√n) divisions a number, `"filter"` 81 additions a pixel.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_GPU_TASK`, `ERR_NAVETTE_SIZE`, `ERR_NAVETTE_TIMES` or `ERR_NAVETTE_SEED` for a
 * wrong argument, `ERR_NAVETTE_GPU_RESULT` should a device compute something else, `ERR_NAVETTE_GPU` when the GPU fails
 * meanwhile, `ERR_NAVETTE_POOL` when threads don't start; the reason of the signal (or of the running cell's) when it
 * is aborted, or Unfinished `ERR_NAVETTE_ABORTED` where that ends the threads' work.
 * @example
 * const { series, reason } = await compareGpu({ largest: 1024 });
 * console.log(series.map(({ device }) => device), reason ?? "");
 */
export async function compareGpu(options: CompareGpuOptions = {}): Promise<GpuComparison> {
  checkOptions(options);
  const { largest = 262_144, repetitions = 2, seed = 1, useGpu = true } = options;
  const chosen = oneOf("task", options.task ?? "factors", gpuTasks, "ERR_NAVETTE_GPU_TASK");
  const workers = checkWorkers(options.workers ?? availableWorkers());
  wholeNumber("largest", largest, { min: 1, max: 2 ** 24, code: "ERR_NAVETTE_SIZE" });
  wholeNumber("repetitions", repetitions, { min: 1, max: 100, code: "ERR_NAVETTE_TIMES" });
  wholeNumber("seed", seed, { min: -(2 ** 31), max: 2 ** 32 - 1, code: "ERR_NAVETTE_SEED" });
  trueOrFalse("useGpu", useGpu);
  const signal = eitherSignal(options.signal);
  const timeline = new Timeline(options.timeline);
  const inputs = sizesUpTo(largest).map((size) => inputOf(chosen, size, seed));
  const gpu = useGpu ? await openGpu({ signal }) : { reason: "no GPU was asked for" };
  await using stack = new AsyncDisposableStack();
  if (!("reason" in gpu)) stack.use(gpu);

  const alone: { size: number; ms: number }[] = [];
  const together: { size: number; ms: number }[] = [];
  const onGpu: { size: number; ms: number }[] = [];
  // The first calls are slow: V8 compiles the loop, threads start, the GPU's program is compiled.
  const [first] = inputs;
  if (first !== undefined) {
    cpuKernels[chosen](first, new Uint32Array(first.length), 0, first.length);
    await inThreads(first, new Timeline());
    if (!("reason" in gpu)) await gpu.run(chosen, first);
  }
  using shown = operationProgress("measuring");
  for (const [at, input] of inputs.entries()) {
    shown.report({ done: at, total: inputs.length });
    const size = input.length;
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    const expected = new Uint32Array(size);
    alone.push({
      size,
      ms: await best(async () => {
        const started = now();
        cpuKernels[chosen](input, expected, 0, size);
        const ended = now();
        recordOwnSpan(timeline, { label: String(size), kind: "one core", started, ended });
        return ended - started;
      }),
    });
    const shared = async () => {
      const { output, ms } = await inThreads(input, timeline);
      sameOrThrow(`${workers} threads`, output, expected);
      return ms;
    };
    together.push({ size, ms: await best(shared) });
    if ("reason" in gpu) continue;
    const there = async () => {
      const queued = now();
      const { output, started, ms } = await gpu.run(chosen, input);
      const times = { queued: Math.min(queued, started), started, ended: started + ms };
      recordOwnSpan(timeline, { label: String(size), kind: "gpu", pid: gpu.pid, tid: 0, ...times });
      sameOrThrow(gpu.name, output, expected);
      return ms;
    };
    onGpu.push({ size, ms: await best(there) });
  }
  shown.report({ done: inputs.length, total: inputs.length });
  return {
    task: chosen,
    series: [
      { device: "one core", workers: 1, points: alone },
      { device: "threads", workers, points: together },
      ...("reason" in gpu
        ? []
        : [{ device: "gpu" as const, name: gpu.name, isSoftware: gpu.isSoftware, workers: 1, points: onGpu }]),
    ],
    ...("reason" in gpu && { reason: gpu.reason }),
    timeline,
    machine: machine(),
  };

  async function best(measure: () => Promise<number>): Promise<number> {
    let least = Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < repetitions; turn++) least = Math.min(least, await measure());
    return Math.max(least, 0.001);
  }

  async function inThreads(input: Uint32Array, also: Timeline): Promise<{ output: Uint32Array; ms: number }> {
    const output = new Uint32Array(new SharedArrayBuffer(input.byteLength));
    const share = Math.max(1, Math.ceil(input.length / (4 * workers)));
    const chunks: PlacesChunk[] = [];
    for (let from = 0; from < input.length; from += share) {
      chunks.push({ task: chosen, input, output, from, to: Math.min(input.length, from + share) });
    }
    const measured = {
      strategy: "threads" as const,
      workers,
      warm: true,
      task,
      chunks: chunks.length,
      signal,
      timeline: also,
      parameters: {},
    };
    const label = () => String(input.length);
    const { wallMs } = await measureRun(measured, async (executor, spans) => {
      for await (const _done of executor.map<PlacesChunk, number>(task, chunks, { timeline: spans, label, signal }));
    });
    return { output, ms: wallMs };
  }
}

/** Sizes from the smallest on, each four times the one before, the largest at the end. */
function sizesUpTo(largest: number): number[] {
  const sizes: number[] = [];
  for (let size = smallest; size < largest; size *= growth) sizes.push(size);
  return [...sizes, largest];
}

/** Numbers up to a million, or the grey values of pixels, in memory that threads share. */
function inputOf(chosen: GpuTask, size: number, seed: number): Uint32Array {
  const random = seeded(seed);
  const input = new Uint32Array(new SharedArrayBuffer(4 * size));
  const most = chosen === "factors" ? 1_000_000 : 256;
  for (let i = 0; i < size; i++) input[i] = Math.floor(random() * most);
  return input;
}

function sameOrThrow(who: string, output: Uint32Array, expected: Uint32Array): void {
  const at = expected.findIndex((value, index) => output[index] !== value);
  if (at < 0) return;
  const message = `${who} computed ${output[at]} at place ${at}, where one core computed ${expected[at]}`;
  throw new NavetteError("ERR_NAVETTE_GPU_RESULT", message);
}
