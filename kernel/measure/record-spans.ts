/**
 * What runs in a cell and when: requests, threads, child processes, measures and marks of any code, by Node's
 * diagnostics channels and performance entries; children that are awaited synchronously, which no channel tells of; and
 * the tasks of `lib/`, which tell of themselves.
 *
 *   channel ─▶ begin(subject) … end(subject) ─▶ span
 *
 * Only what the cell's own code has started counts. What is still going on at the end is drawn up to there.
 */
import type { ChildProcess } from "node:child_process";
import { channel } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { hostname } from "node:os";
import { basename } from "node:path";
import { PerformanceObserver, performance } from "node:perf_hooks";
import type { Worker } from "node:worker_threads";
import { now } from "../../lib/timeline/now.ts";
import type { Span, SpanStatus } from "../../lib/timeline/span.ts";
import { spanChannel, Timeline } from "../../lib/timeline/timeline.ts";
import type { MeasureTexts } from "./measure-texts.ts";
import { watchSyncChildren } from "./watch-sync-children.ts";

/** What is told of a request of undici, which `fetch` is. */
interface UndiciRequest {
  readonly origin?: string | URL;
  readonly method?: string;
  readonly path?: string;
}

interface Begun {
  /** Asked for at the end: what a child is called, and its number, is known once it has been spawned. */
  readonly label: () => string;
  readonly pid: () => number;
  readonly kind: string;
  readonly tid: number;
  readonly queued: number;
  started: number | undefined;
}

export interface SpanRecorder {
  /** Ends the recording; the cell's own span comes first. */
  stop(status: SpanStatus): Timeline;
}

/** Spans that are kept; of more, the first. */
const mostSpans = 20_000;

/** Starts to record. `isMine` says whether the code that runs now is the cell's. */
export function recordSpans(words: MeasureTexts, isMine: () => boolean): SpanRecorder {
  const { pid } = process;
  const host = hostname();
  const spans: Span[] = [];
  const open = new Map<object, Begun>();
  const undo: (() => void)[] = [];
  const origin = now();

  function keep(span: Omit<Span, "host">): void {
    if (spans.length < mostSpans) spans.push({ host, ...span });
  }

  function begin(subject: object, begun: Pick<Begun, "label" | "kind"> & Partial<Begun>): void {
    if (!isMine() || open.size >= mostSpans) return;
    open.set(subject, { pid: () => pid, tid: 0, queued: now(), started: undefined, ...begun });
  }

  function end(subject: object, status: SpanStatus): void {
    const begun = open.get(subject);
    if (!begun) return;
    open.delete(subject);
    const ended = now();
    keep({ ...spanOf(begun), ended, status });
  }

  function started(subject: object): void {
    const begun = open.get(subject);
    if (begun) begun.started ??= now();
  }

  function on<T extends object>(name: string, take: (message: T) => void): void {
    const source = channel(name);
    const listener = (message: unknown) => take(message as T);
    source.subscribe(listener);
    undo.push(() => void source.unsubscribe(listener));
  }

  on<{ request: UndiciRequest }>("undici:request:create", ({ request }) => {
    begin(request, { label: () => requestLabel(request), kind: words.kinds.fetch ?? "fetch" });
  });
  on<{ request: object }>("undici:client:sendHeaders", ({ request }) => started(request));
  on<{ request: object }>("undici:request:trailers", ({ request }) => end(request, "ok"));
  on<{ request: object }>("undici:request:error", ({ request }) => end(request, "failed"));
  on<{ request: ClientRequest }>("http.client.request.created", ({ request }) => {
    const label = `${request.method} ${request.host}${request.path}`;
    begin(request, { label: () => label, kind: words.kinds.fetch ?? "fetch" });
  });
  on<{ request: object }>("http.client.request.start", ({ request }) => started(request));
  on<{ request: object }>("http.client.response.finish", ({ request }) => end(request, "ok"));
  on<{ request: object }>("http.client.request.error", ({ request }) => end(request, "failed"));
  on<{ worker: Worker }>("worker_threads", ({ worker }) => {
    const kind = words.kinds.thread ?? "thread";
    const { threadId } = worker;
    begin(worker, { label: () => `${kind} ${threadId}`, kind, tid: threadId });
    if (!open.has(worker)) return;
    worker.once("online", () => started(worker));
    worker.once("error", () => end(worker, "failed"));
    worker.once("exit", () => end(worker, "ok"));
  });
  on<{ process: ChildProcess }>("child_process", ({ process: child }) => {
    const kind = words.kinds.process ?? "process";
    begin(child, { label: () => commandLine(child), kind, pid: () => child.pid ?? 0, started: now() });
    if (!open.has(child)) return;
    child.once("exit", (code, signal) => {
      end(child, code === 0 || child.killed ? "ok" : signal === null ? "failed" : "cancelled");
    });
    child.once("error", () => end(child, "failed"));
  });
  undo.push(
    watchSyncChildren(({ file, args, pid, started, ended, code, signal }) => {
      if (!isMine()) return;
      const label = commandLine({ spawnfile: file, spawnargs: args });
      const status = code === 0 ? "ok" : signal === undefined ? "failed" : "cancelled";
      keep({ label, kind: words.kinds.process ?? "process", pid, tid: 0, queued: started, started, ended, status });
    }),
  );
  on<Span>(spanChannel, (span) => {
    if (span.queued >= origin) keep(span);
  });

  const observer = new PerformanceObserver((list) => takeEntries(list.getEntries()));
  observer.observe({ entryTypes: ["measure", "mark", "function"] });
  const marks: { readonly name: string; readonly at: number }[] = [];

  function takeEntries(entries: readonly { name: string; entryType: string; startTime: number; duration: number }[]) {
    const shift = now() - performance.now();
    for (const { name, entryType, startTime, duration } of entries) {
      const at = startTime + shift;
      if (at < origin) continue;
      if (entryType === "mark") marks.push({ name, at });
      else {
        const kind = words.kinds.measure ?? "measure";
        keep({ label: name, kind, pid, tid: 0, queued: at, started: at, ended: at + duration, status: "ok" });
      }
    }
  }

  return {
    stop(status) {
      const over = now();
      takeEntries(observer.takeRecords());
      observer.disconnect();
      for (const leave of undo) leave();
      const timeline = new Timeline();
      const kind = words.kinds.cell ?? "cell";
      const own = { pid, tid: 0, host, queued: origin, started: origin };
      timeline.spans.push({ ...own, label: words.cell, kind, ended: over, status });
      // A mark has no length: it gets that of a hair.
      const hair = (over - origin) / 120;
      for (const { name, at } of marks) {
        keep({
          label: name,
          kind: words.kinds.mark ?? "mark",
          pid,
          tid: 0,
          queued: at,
          started: at,
          ended: at + hair,
          status: "ok",
        });
      }
      timeline.spans.push(...spans);
      for (const begun of open.values()) {
        const span = spanOf(begun);
        timeline.spans.push({ host, ...span, label: words.goesOn(span.label), ended: over, status: "ok" });
      }
      return timeline;
    },
  };
}

function spanOf({ label, pid, started, ...begun }: Begun): Omit<Span, "host" | "ended" | "status"> {
  return { ...begun, label: label(), pid: pid(), started: started ?? begun.queued };
}

function commandLine({
  spawnfile,
  spawnargs,
}: {
  readonly spawnfile: string;
  readonly spawnargs: readonly string[];
}): string {
  const line = [basename(spawnfile ?? ""), ...(spawnargs ?? []).slice(1)].join(" ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function requestLabel({ origin, method = "GET", path = "" }: UndiciRequest): string {
  const host = origin === undefined ? "" : URL.canParse(String(origin)) ? new URL(String(origin)).host : String(origin);
  return `${method} ${host}${path}`.slice(0, 80);
}
