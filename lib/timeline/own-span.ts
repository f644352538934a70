import { hostname } from "node:os";
import { threadId } from "node:worker_threads";
import { now } from "./now.ts";
import type { Span } from "./span.ts";
import type { Timeline } from "./timeline.ts";

/** Records what the calling thread did from `started` until now. */
export function recordOwnSpan(
  timeline: Timeline,
  { started, queued = started, ...what }: Pick<Span, "label" | "kind" | "started"> & Partial<Span>,
): void {
  timeline.add({
    host: hostname(),
    pid: process.pid,
    tid: threadId,
    ended: now(),
    status: "ok",
    ...what,
    queued,
    started,
  });
}
