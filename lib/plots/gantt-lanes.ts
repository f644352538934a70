import type { Span } from "../timeline/span.ts";
import type { Texts } from "./texts.ts";

/** A thread or process, and its spans from the first begun to the last. */
export interface Lane {
  readonly name: string;
  readonly spans: readonly Span[];
}

/**
 * Sorts spans into lanes, one for each thread that ran any; hosts, processes and threads in order of their names.
 *
 * A lone process is named by its threads, unless the run was one `inProcesses`.
 */
export function lanesOf(spans: readonly Span[], words: Texts, inProcesses = false): Lane[] {
  const hosts = new Set(spans.map(({ host }) => host));
  const processes = new Set(spans.map(processOf));
  const threads = Map.groupBy(spans, (span) => `${processOf(span)} ${span.tid}`);
  const threadsOfProcess = Map.groupBy([...threads.values()], ([first]) =>
    first === undefined ? "" : processOf(first),
  );

  function nameOf(span: Span): string {
    const { host, pid, tid } = span;
    const isOnlyThread = threadsOfProcess.get(processOf(span))?.length === 1;
    const thread = tid === 0 ? words.mainThread : words.thread(String(tid));
    const name =
      processes.size === 1 && !inProcesses
        ? thread
        : isOnlyThread
          ? words.process(String(pid))
          : words.listed([words.process(String(pid)), thread]);
    return hosts.size > 1 ? `${host} · ${name}` : name;
  }

  return [...threads.values()]
    .flatMap((own) => {
      const [first] = own;
      return first === undefined ? [] : [{ first, spans: own.toSorted((a, b) => a.started - b.started) }];
    })
    .sort((a, b) => byText(a.first.host, b.first.host) || a.first.pid - b.first.pid || a.first.tid - b.first.tid)
    .map(({ first, spans: own }) => ({ name: nameOf(first), spans: own }));
}

/**
 * Gives each span of a lane the first row that is free when it begins, so that those in progress together lie one
 * under the other; returns the rows, from the top. O(spans × rows).
 */
export function rowsOf(spans: readonly Span[], begin: (span: Span) => number): Span[][] {
  const rows: Span[][] = [];
  const ends: number[] = [];
  for (const span of spans.toSorted((a, b) => begin(a) - begin(b) || a.started - b.started)) {
    const free = ends.findIndex((end) => end <= begin(span));
    if (free === -1) rows.push([span]);
    else rows[free]?.push(span);
    ends[free === -1 ? ends.length : free] = span.ended;
  }
  return rows;
}

function processOf({ host, pid }: Span): string {
  return `${host} ${pid}`;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
