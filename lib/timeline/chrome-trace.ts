import { NavetteError } from "../errors/navette-error.ts";
import type { Span } from "./span.ts";

/** One event of a trace; times are whole microseconds. */
export interface ChromeTraceEvent {
  readonly name: string;
  readonly cat?: string;
  readonly ph: "X" | "M";
  readonly ts?: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args: Readonly<Record<string, unknown>>;
}

/** A trace as `chrome://tracing` and Perfetto (ui.perfetto.dev) open it, once it is written as JSON. */
export interface ChromeTrace {
  readonly displayTimeUnit: "ms";
  readonly traceEvents: readonly ChromeTraceEvent[];
}

/**
 * Turns spans into a trace for Chrome's and Perfetto's viewers: a process for each process of each host, a row for each
 * thread, the wait in the queue among the arguments. O(n).
 *
 * Source: "Trace Event Format", the Chromium project.
 *
 * @throws NavetteError `ERR_NAVETTE_TIMELINE` for spans whose times are no numbers.
 * @example
 * const { timeline } = await factoriseAll(randomNumbers({ count: 500 }), { strategy: "threads", workers: 2 });
 * const text = JSON.stringify(chromeTrace(timeline.spans)); // write it to a file, and open that in Perfetto
 */
export function chromeTrace(spans: readonly Span[]): ChromeTrace {
  const wrong = spans.find(({ queued, started, ended }) => ![queued, started, ended].every(Number.isFinite));
  if (wrong !== undefined) {
    throw new NavetteError("ERR_NAVETTE_TIMELINE", `the span ${JSON.stringify(wrong)} has no times: give ms`);
  }
  const origin = spans.reduce((first, { queued }) => Math.min(first, queued), Number.POSITIVE_INFINITY);
  const micro = (ms: number) => Math.round(ms * 1000);
  // Two hosts may have processes of the same id: each process gets a number of its own.
  const numbers = new Map<string, number>();
  const names: ChromeTraceEvent[] = [];
  const events = spans.map(
    ({ label, kind, host, pid, tid, queued, started, ended, status, cpuMs }): ChromeTraceEvent => {
      const key = `${host}/${pid}`;
      const number = numbers.get(key) ?? numbers.size + 1;
      if (!numbers.has(key)) {
        numbers.set(key, number);
        names.push({ name: "process_name", ph: "M", pid: number, tid: 0, args: { name: `${host}, process ${pid}` } });
      }
      return {
        name: label,
        cat: kind,
        ph: "X",
        ts: micro(started - origin),
        dur: micro(ended - started),
        pid: number,
        tid,
        args: { status, waitedMs: started - queued, ...(cpuMs !== undefined && { cpuMs }) },
      };
    },
  );
  return { displayTimeUnit: "ms", traceEvents: [...names, ...events] };
}
