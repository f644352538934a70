import type { Timeline } from "../timeline/timeline.ts";

/**
 * The ways of running an experiment; one vocabulary for all of them.
 *
 * - `"sequential"`: one task after the other, on the calling thread;
 * - `"async"`: several tasks in progress on the calling thread, one of which runs at a time;
 * - `"threads"`: worker threads of this process;
 * - `"processes"`: child processes on this machine;
 * - `"distributed"`: workers at a queue in Redis, on this machine and others.
 */
export type Strategy = "sequential" | "async" | "threads" | "processes" | "distributed";

/** How far a run has come. */
export interface Progress {
  /** Tasks finished, of `total`. */
  readonly done: number;
  /** Tasks in all, in the experiment's own unit: chunks, numbers, pages, bytes. */
  readonly total: number;
}

/** What every experiment accepts. */
export interface RunOptions {
  /** Threads or processes that work at the same time: a whole number from 1 to 256; the cores unless told otherwise. */
  readonly workers?: number;
  /** Items given to a worker at a time: a whole number from 1 on. */
  readonly chunk?: number;
  /** Seed of everything random, a whole number of 32 bits: the same seed gives the same work. */
  readonly seed?: number;
  /** Ends the run; the running cell's signal is observed as well. */
  readonly signal?: AbortSignal;
  /** Receives the spans as well as the run's own timeline. */
  readonly timeline?: Timeline;
  /** Called on the calling thread each time that something was finished. */
  onProgress?(progress: Progress): void;
}

/** The machine a run was made on, as written under every plot. */
export interface Machine {
  /** Its name in the network. */
  readonly hostname: string;
  /** Model of the processor, or its architecture where the system doesn't tell. */
  readonly cpu: string;
  /** `os.availableParallelism()`, bounded by the control group's CPU quota where there is one. */
  readonly cores: number;
  /** Memory that this process may use, in MiB: the machine's, or its control group's where that is less. */
  readonly memoryMiB: number;
  /** Version of Node: `v24.1.0`. */
  readonly node: string;
  /** Operating system and architecture: `linux x64`. */
  readonly platform: string;
}

/** What a run yields: its results in the order of the work, and what it cost. */
export interface Run<T> {
  /** What the experiment found; its form is the experiment's. */
  readonly results: T;
  /** How the work was done. */
  readonly strategy: Strategy;
  /** Threads or processes that had work to do: what was asked for, or the number of chunks where that is less. */
  readonly workers: number;
  /** A span for each task, on the clock of `now`. */
  readonly timeline: Timeline;
  /**
   * Milliseconds from the first task queued to the last one ended. A run whose workers were started for it (a cold
   * one) counts their start and their end too.
   */
  readonly wallMs: number;
  /** Milliseconds of CPU spent by this process and its workers. */
  readonly cpuMs: number;
  /** What the experiment was asked to do: plots compare runs of the same work. */
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
  /** Ends the map, and the workers that run a chunk of it; the running cell's signal is observed as well. */
  readonly signal?: AbortSignal;
  /** Receives one span per attempt at a chunk. */
  readonly timeline?: Timeline;
  /** Label of a chunk's span; its index, unless told. */
  label?(index: number): string;
}

/** A set of workers; disposing of it ends them. */
export interface Executor extends AsyncDisposable {
  /** How it works. */
  readonly strategy: Strategy;
  /** Threads or processes that it has; for `"async"`, chunks in progress. */
  readonly workers: number;
  /**
   * Runs the task on each chunk and yields the results in the chunks' order; a chunk whose worker ends is done again.
   *
   * Chunks are taken as they are needed, 16 for each worker ahead at most, so memory doesn't grow with their number.
   *
   * @throws Unfinished, whose `partial` maps the indices of chunks that were finished, but not yielded, to their
   * results: `ERR_NAVETTE_ABORTED` when it was interrupted, `ERR_NAVETTE_TASK` when the task threw (its error is the
   * `cause`), `ERR_NAVETTE_LOST` when three workers in a row ended in the middle of the same chunk; of `"distributed"` also
   * `ERR_NAVETTE_WORKERS` when no worker, and `ERR_NAVETTE_REDIS` when no server has been there for a minute. NavetteError
   * `ERR_NAVETTE_TASK`, `ERR_NAVETTE_CHUNKS` or `ERR_NAVETTE_FUNCTION` for a wrong argument.
   */
  map<I, O>(task: Task, chunks: Iterable<I>, options?: MapOptions): AsyncIterable<O>;
}
