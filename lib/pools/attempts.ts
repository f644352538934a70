import { hostname } from "node:os";
import { NavetteError } from "../errors/navette-error.ts";
import { reasonOf } from "../errors/reason-of.ts";
import { now } from "../timeline/now.ts";
import type { Span } from "../timeline/span.ts";
import type { Timeline } from "../timeline/timeline.ts";
import { LostWorker, type Pool } from "./pool.ts";
import type { Began, ChunkReply, ChunkRequest } from "./worker.ts";

/** How often a chunk is given to a worker before the run gives up. */
const attemptsPerChunk = 3;

/** One chunk of a run: what to ask a worker for, and how its spans are called. */
export interface Job {
  readonly request: ChunkRequest;
  readonly label: string;
  /** When the chunk began to wait for a worker, on the clock of `now`. */
  readonly queued: number;
  readonly timeline: Timeline | undefined;
}

/**
 * Runs a chunk, again when its worker ended in the middle, and records one span per attempt that began. Returns the reply
 * of the attempt that succeeded.
 *
 * @throws NavetteError naming the chunk: `ERR_NAVETTE_TASK` when the task threw (its error is the `cause`),
 * `ERR_NAVETTE_LOST` when three workers in a row ended in the middle of it; the signal's reason when it was aborted.
 */
export async function runJob(
  pool: Pool,
  { request, label, queued, timeline }: Job,
  signal: AbortSignal,
): Promise<ChunkReply> {
  let waitingSince = queued;
  const record = ({ host = hostname(), ...span }: Began & Pick<Span, "ended" | "status" | "cpuMs">) =>
    timeline?.add({ label, kind: "chunk", host, queued: Math.min(waitingSince, span.started), ...span });

  for (let attempt = 1; ; attempt++) {
    try {
      const reply = await pool.run(request, signal);
      const { host, pid, tid, started, ended, cpuMs, error, lost = [] } = reply;
      // That a worker was lost is known only when its lock ran out: until then its span goes on.
      for (const began of lost) record({ ...began, ended: started, status: "failed" });
      record({ ...(host && { host }), pid, tid, started, ended, cpuMs, status: error ? "failed" : "ok" });
      if (error) throw taskError(request.name, label, error.cause);
      return reply;
    } catch (error) {
      if (error instanceof LostWorker && error.began) {
        record({ ...error.began, ended: now(), status: signal.aborted ? "cancelled" : "failed" });
      }
      signal.throwIfAborted();
      if (error instanceof NavetteError) throw error;
      if (!(error instanceof LostWorker)) throw taskError(request.name, label, error);
      if (attempt === attemptsPerChunk) throw lostError(label, attempt, error.cause);
      waitingSince = now();
    }
  }
}

function taskError(name: string, label: string, cause: unknown): NavetteError {
  return new NavetteError("ERR_NAVETTE_TASK", `${name} failed on chunk ${label}: ${reasonOf(cause)}`, { cause });
}

function lostError(label: string, attempts: number, cause: unknown): NavetteError {
  return new NavetteError(
    "ERR_NAVETTE_LOST",
    `Chunk ${label} was given to ${attempts} workers, and each of them ended before it was done (${reasonOf(cause)}): ` +
      "look for what ends them (memory, process.exit, a signal), or make the chunks smaller",
    { cause },
  );
}
