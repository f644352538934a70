import { checkSpans } from "./check-spans.ts";
import type { Span } from "./span.ts";

/** One event of a trace; times are whole microseconds. */
export interface ChromeTraceEvent {
  /** The span's label, or `process_name`. */
  readonly name: string;
  /** The span's kind. */
  readonly cat?: string;
  /** `"X"`: a complete event; `"M"`: metadata. */
  readonly ph: "X" | "M";
  /** Start, in µs since the first span was queued. */
  readonly ts?: number;
  /** Duration in µs. */
  readonly dur?: number;
  /** Number of the process in the trace, from 1: two hosts may have processes of the same id. */
  readonly pid: number;
  /** Thread id within the process. */
  readonly tid: number;
  /** The span's `status`, `waitedMs` in the queue and `cpuMs`, both in ms; or a process's name. */
  readonly args: Readonly<Record<string, unknown>>;
}

/** A trace as `chrome://tracing` and Perfetto (ui.perfetto.dev) open it, once it is written as JSON. */
export interface ChromeTrace {
  /** The unit in which viewers write times; those of events are in µs all the same. */
  readonly displayTimeUnit: "ms";
  readonly traceEvents: readonly ChromeTraceEvent[];
}

/**
 * Turns spans into a trace for Chrome's and Perfetto's viewers: a process for each process of each host, a row for each
 * thread, the wait in the queue among the arguments. O(n).
 *
 * Source: "Trace Event Format", the Chromium project (duration events `X`, metadata events `M`, times in µs).
 *
 * @throws NavetteError `ERR_NAVETTE_TIMELINE` for what is no list of spans, or spans whose times are no numbers.
 * @example
 * const { timeline } = await factoriseAll(randomNumbers({ count: 500 }), { strategy: "threads", workers: 2 });
 * const text = JSON.stringify(chromeTrace(timeline.spans)); // write it to a file, and open that in Perfetto
 */
export function chromeTrace(spans: readonly Span[]): ChromeTrace {
  checkSpans(spans);
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
