import { hostname } from "node:os";
import { crewRun } from "../crew/crew-run.ts";
import { checkOptions } from "../errors/check-options.ts";
import { oneOf } from "../errors/choice.ts";
import { numberWithin } from "../errors/number-argument.ts";
import { host, type Locale } from "../host/host.ts";
import { SharedMemory } from "../memory/shared-memory.ts";
import { checkWorkers } from "../strategies/check-workers.ts";
import type { Run, RunOptions } from "../strategies/strategy.ts";
import { keptNotice } from "../timeline/kept-notice.ts";
import { type Guard, guards, type ReaderWriterDay, type ReaderWriterPart, readerWriterWords } from "./reader-writer.ts";

/** Who reads and writes, what guards the data, and for how long. */
export interface ReadWriteOptions extends Pick<RunOptions, "signal" | "timeline"> {
  /** Threads that read, and that write: 1 to 256; 4 and 1 unless told. */
  readonly readers?: number;
  readonly writers?: number;
  /** What guards the data; `"read-write"` unless told. */
  readonly guard?: Guard;
  /** Milliseconds of the whole: 1 to 60,000; 200 unless told. */
  readonly durationMs?: number;
  /** Milliseconds of one visit, and between two: 0 to 1,000; 2 and 1 unless told. */
  readonly insideMs?: number;
  readonly outsideMs?: number;
}

/** What readers and writers came to. */
export interface ReadsAndWrites {
  /** What guarded the data. */
  readonly guard: Guard;
  /** Visits of all readers, and of all writers, together. */
  readonly reads: number;
  readonly writes: number;
  /** How many of them in each second. */
  readonly readsPerSecond: number;
  readonly writesPerSecond: number;
  /** Reads that saw a change half done. */
  readonly torn: number;
}

/**
 * Lets readers and writers, each a thread, visit the same data: two words that a writer keeps equal, one after the other.
 *
 * @throws NavetteError `ERR_NAVETTE_WORKERS`, `ERR_NAVETTE_GUARD`, `ERR_NAVETTE_DURATION` for a wrong argument;
 * `ERR_NAVETTE_TASK` when a thread throws, `ERR_NAVETTE_LOST` when one ends before its work does; Unfinished
 * `ERR_NAVETTE_ABORTED` when the signal or the cell is interrupted, its `partial` holding what threads had returned.
 * @example
 * (await readAndWrite({ guard: "read-write", durationMs: 20 })).results.torn; // 0
 */
export async function readAndWrite(options: ReadWriteOptions = {}): Promise<Run<ReadsAndWrites>> {
  checkOptions(options);
  const { durationMs = 200, insideMs = 2, outsideMs = 1, signal, timeline } = options;
  const readers = checkWorkers(options.readers ?? 4);
  const writers = checkWorkers(options.writers ?? 1);
  const guard = oneOf("guard", options.guard ?? "read-write", guards, "ERR_NAVETTE_GUARD");
  numberWithin("durationMs", durationMs, { min: 1, max: 60_000, code: "ERR_NAVETTE_DURATION" });
  for (const [name, value] of Object.entries({ insideMs, outsideMs })) {
    numberWithin(name, value, { min: 0, max: 1000, code: "ERR_NAVETTE_DURATION" });
  }
  const { buffer } = new SharedMemory(readerWriterWords);
  const part = (role: ReaderWriterPart["role"]): ReaderWriterPart => ({
    buffer,
    role,
    guard,
    durationMs,
    insideMs,
    outsideMs,
  });
  const parts = [
    ...Array.from({ length: readers }, () => part("reader")),
    ...Array.from({ length: writers }, () => part("writer")),
  ];
  return crewRun<ReaderWriterPart, ReaderWriterDay, ReadsAndWrites>({
    task: { module: new URL("./reader-writer.ts", import.meta.url), name: "visit" },
    parts,
    parameters: { readers, writers, guard, durationMs, insideMs, outsideMs },
    kind: "visit",
    hasThreadSpans: false,
    signal,
    timeline,
    results({ values, wallMs, tids }, spans) {
      const words = kinds[host().locale];
      for (const [index, day] of values.entries()) {
        const role = parts[index]?.role ?? "reader";
        for (const [queued, started, ended] of day?.inside ?? []) {
          const place = { host: hostname(), pid: process.pid, tid: tids[index] ?? 0 };
          spans.add({
            label: `${words[role]} ${index + 1}`,
            kind: words[role],
            ...place,
            queued,
            started,
            ended,
            status: "ok",
          });
        }
      }
      const count = (role: ReaderWriterPart["role"]) =>
        values.reduce((sum, day, at) => sum + (parts[at]?.role === role ? (day?.visits ?? 0) : 0), 0);
      const [reads, writes] = [count("reader"), count("writer")];
      const perSecond = (visits: number) => (1000 * visits) / Math.max(wallMs, 0.001);
      return {
        guard,
        reads,
        writes,
        readsPerSecond: perSecond(reads),
        writesPerSecond: perSecond(writes),
        torn: values.reduce((sum, day) => sum + (day?.torn ?? 0), 0),
      };
    },
    notices({ values }, { spans }) {
      return keptNotice(
        spans.length,
        values.reduce((sum, day) => sum + (day?.visits ?? 0), 0),
      );
    },
  });
}

/** What the reader sees of spans in a Gantt chart. */
const kinds: Readonly<Record<Locale, Readonly<Record<ReaderWriterPart["role"], string>>>> = {
  en: { reader: "reads", writer: "writes" },
  fr: { reader: "lit", writer: "écrit" },
};
