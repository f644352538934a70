/** How a task ended. */
export type SpanStatus = "ok" | "failed" | "cancelled";

/**
 * One task of an experiment, as it really ran.
 *
 * The three times are milliseconds on one monotonic clock, the same for every thread and process of the machine
 * (see `now`); `queued ≤ started ≤ ended`.
 */
export interface Span {
  /** What the task did, for the reader: a file's name, a range of numbers. */
  readonly label: string;
  /** What sort of task it is: `"download"`, `"chunk"`, … */
  readonly kind: string;
  /** Name of the machine that ran it. */
  readonly host: string;
  /** Process id on that machine. */
  readonly pid: number;
  /** Thread id within the process: 0 is the main thread (`worker_threads.threadId`). */
  readonly tid: number;
  /** When it began to wait for its turn. */
  readonly queued: number;
  /** When it began to run. */
  readonly started: number;
  /** When it had ended, well or not. */
  readonly ended: number;
  /** How it ended. */
  readonly status: SpanStatus;
  /** Milliseconds of CPU that the task cost its thread or process, where they were measured. */
  readonly cpuMs?: number;
}
