import type { Began, ChunkReply, ChunkRequest } from "./worker.ts";

/** Workers of one kind, which run chunks. Whoever opened it disposes of it, and that ends the workers. */
export interface Pool extends AsyncDisposable {
  readonly workers: number;
  /** Chunks that it takes at a time where handing them over takes long: more than there are workers. */
  readonly jobs?: number;
  /**
   * Runs one chunk in a free worker, or waits for one.
   *
   * An abort ends the worker that runs the chunk (another takes its place), unless the work is done on this thread:
   * then it takes effect between two chunks.
   *
   * @throws LostWorker when the worker ended in the middle, because of an abort or not; whatever else was thrown when
   * the chunk could not be sent.
   */
  run(request: ChunkRequest, signal: AbortSignal): Promise<ChunkReply>;
}

/** The worker ended before its chunk did: aborted, killed, out of memory, or by `process.exit`. */
export class LostWorker extends Error {
  /** Where and when the chunk began, if it did. */
  readonly began: Began | undefined;

  constructor(began: Began | undefined, cause: unknown) {
    super("the worker ended before its chunk", { cause });
    this.name = "LostWorker";
    this.began = began;
  }
}

/** Tells the end of a worker from a chunk or a result that can't be copied from one thread or process to another. */
export function lostWorker(cause: unknown, began: Began | undefined): unknown {
  return cause instanceof Error && cause.name === "DataCloneError" ? cause : new LostWorker(began, cause);
}
