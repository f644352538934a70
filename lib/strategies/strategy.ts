import type { Timeline } from "../timeline/timeline.ts";

/** The ways of running an experiment; one vocabulary for all of them. */
export type Strategy = "sequential" | "async" | "threads" | "processes" | "distributed";

/** How far a run has come. */
export interface Progress {
  /** Tasks finished, of `total`. */
  readonly done: number;
  readonly total: number;
}

/** What every experiment accepts. */
export interface RunOptions {
  /** Threads or processes that work at the same time: a whole number from 1 to 256. */
  readonly workers?: number;
  /** Items given to a worker at a time. */
  readonly chunk?: number;
  /** Seed of everything random. */
  readonly seed?: number;
  /** Ends the run; the running cell's signal is observed as well. */
  readonly signal?: AbortSignal;
  /** Receives the spans as well as the run's own timeline. */
  readonly timeline?: Timeline;
  onProgress?(progress: Progress): void;
}

/** The machine a run was made on, as written under every plot. */
export interface Machine {
  readonly hostname: string;
  readonly cpu: string;
  /** `os.availableParallelism()`, bounded by the control group's CPU quota where there is one. */
  readonly cores: number;
  readonly memoryMiB: number;
  readonly node: string;
  readonly platform: string;
}

/** What a run yields: its results in the order of the work, and what it cost. */
export interface Run<T> {
  readonly results: T;
  readonly strategy: Strategy;
  /** Threads or processes that had work to do: what was asked for, or the number of chunks where that is less. */
  readonly workers: number;
  readonly timeline: Timeline;
  /**
   * Milliseconds from the first task queued to the last one ended. A run whose workers were started for it (a cold
   * one) counts their start and their end too.
   */
  readonly wallMs: number;
  /** Milliseconds of CPU spent by this process and its workers. */
  readonly cpuMs: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly machine: Machine;
  /** What the reader should know of this run: workers that had nothing to do, a chunk that was done again. */
  readonly notices?: readonly string[];
}

/** A function exported by a module: what a worker, in any thread or process, is asked to run on each chunk. */
export interface Task {
  /** A module that a new thread or process can import: `new URL("./task.ts", import.meta.url)`. */
  readonly module: URL;
  /** Name of the exported function: takes one chunk and returns its result, or a promise of it. */
  readonly name: string;
}

/** How a `map` runs, beyond its task and its chunks. */
export interface MapOptions {
  readonly signal?: AbortSignal;
  /** Receives one span per attempt at a chunk. */
  readonly timeline?: Timeline;
  /** Label of a chunk's span; its index, unless told. */
  label?(index: number): string;
}

/** A set of workers; disposing of it ends them. */
export interface Executor extends AsyncDisposable {
  readonly strategy: Strategy;
  readonly workers: number;
  /** Runs the task on each chunk and yields the results in the chunks' order. */
  map<I, O>(task: Task, chunks: Iterable<I>, options?: MapOptions): AsyncIterable<O>;
}
