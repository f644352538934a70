/** What a timeline tells beyond its spans: workload, utilisation, critical path, and a trace for Chrome's viewers. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { workloadPlot } from "../../lib/plots/workload-plot.ts";
import { chromeTrace } from "../../lib/timeline/chrome-trace.ts";
import { criticalPath } from "../../lib/timeline/critical-path.ts";
import type { Span } from "../../lib/timeline/span.ts";
import { utilisation, workload } from "../../lib/timeline/workload.ts";
import { matchesPicture } from "./picture.ts";
import { sampleRun, sampleSpan } from "./sample-runs.ts";

const task = (label: string, tid: number, queued: number, started: number, ended: number): Span =>
  sampleSpan({ label, tid, queued, started, ended });

const two = [task("a", 1, 0, 1, 4), task("b", 2, 0, 1, 2), task("c", 2, 0, 2, 7)];

/** Tasks given to whoever is free, as a pool does it. */
const schedule = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 40 }))
  .map(([workers, lengths]) => {
    const free = Array<number>(workers).fill(0);
    return {
      workers,
      lengths,
      spans: lengths.map((length, at) => {
        const started = Math.min(...free);
        const worker = free.indexOf(started);
        free[worker] = started + length;
        return task(`t${at}`, worker + 1, 0, started, started + length);
      }),
    };
  });

/** The critical path of one thread, by its definition. */
function searchedPath(spans: readonly Span[]): Span[] {
  const latest = (some: readonly Span[]) =>
    some.toSorted((a, b) => b.ended - a.ended || b.started - a.started).slice(0, 1);
  let path = latest(spans);
  for (;;) {
    const [first] = path;
    if (first === undefined) return [];
    const before = latest(spans.filter((span) => !path.includes(span) && span.ended <= first.started));
    if (before.length === 0) return path;
    path = [...before, ...path];
  }
}

describe("workload", () => {
  it("tells how many tasks run and wait at each change", () => {
    assert.deepEqual(workload(two), [
      { at: 0, running: 0, waiting: 3 },
      { at: 1, running: 2, waiting: 1 },
      { at: 2, running: 2, waiting: 0 },
      { at: 4, running: 1, waiting: 0 },
      { at: 7, running: 0, waiting: 0 },
    ]);
    assert.deepEqual(workload([]), []);
    assert.equal(utilisation(two, 2), 9 / 14);
    assert.equal(utilisation([], 2), 0);
  });

  it("never has more in progress than there are workers, and ends with nothing", () => {
    fc.assert(
      fc.property(schedule, ({ workers, lengths, spans }) => {
        const moments = workload(spans);
        assert.ok(moments.every(({ running, waiting }) => running >= 0 && running <= workers && waiting >= 0));
        assert.deepEqual([moments.at(-1)?.running, moments.at(-1)?.waiting], [0, 0]);
        const share = utilisation(spans, workers);
        const end = Math.max(...spans.map(({ ended }) => ended));
        assert.ok(Math.abs(share - lengths.reduce((a, b) => a + b, 0) / (workers * end)) < 1e-9);
      }),
    );
  });
});

describe("criticalPath", () => {
  it("leads back from the end through one worker", () => {
    assert.deepEqual(
      criticalPath(two).map(({ label }) => label),
      ["b", "c"],
    );
    assert.deepEqual(criticalPath([]), []);
  });

  it("is the same as by looking for the task before in all others, also among tasks without length", () => {
    const times = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(fc.uniqueArray(times, { selector: ([started, length]) => `${started}+${length}` }), (all) => {
        const spans = all.map(([started, length], at) => task(`t${at}`, 1, 0, started, started + length));
        assert.deepEqual(criticalPath(spans), searchedPath(spans));
      }),
    );
  });

  it("takes every task of a thread that had a hundred thousand, one after the other", () => {
    const spans = Array.from({ length: 100_000 }, (_, at) => task(`t${at}`, 1, 0, at, at + 1));
    assert.deepEqual(criticalPath(spans), spans);
  });

  it("fills the whole time where workers never wait for tasks", () => {
    fc.assert(
      fc.property(schedule, ({ spans }) => {
        const path = criticalPath(spans);
        assert.equal(
          path.reduce((sum, { started, ended }) => sum + ended - started, 0),
          Math.max(...spans.map(({ ended }) => ended)),
        );
      }),
    );
  });
});

describe("chromeTrace", () => {
  it("gives each process of each host a number, and times in microseconds from the first task on", () => {
    const spans = [
      { ...task("a", 1, 10, 11, 14), host: "here", pid: 7 },
      { ...task("b", 0, 10, 12, 13), host: "there", pid: 7, cpuMs: 0.5 },
    ];
    const { traceEvents } = JSON.parse(JSON.stringify(chromeTrace(spans)));
    assert.deepEqual(traceEvents, [
      { name: "process_name", ph: "M", pid: 1, tid: 0, args: { name: "here, process 7" } },
      { name: "process_name", ph: "M", pid: 2, tid: 0, args: { name: "there, process 7" } },
      { name: "a", cat: "download", ph: "X", ts: 1000, dur: 3000, pid: 1, tid: 1, args: { status: "ok", waitedMs: 1 } },
      {
        name: "b",
        cat: "download",
        ph: "X",
        ts: 2000,
        dur: 1000,
        pid: 2,
        tid: 0,
        args: { status: "ok", waitedMs: 2, cpuMs: 0.5 },
      },
    ]);
  });

  it("refuses times that are none", () => {
    assert.throws(() => chromeTrace([task("a", 1, Number.NaN, 1, 2)]), { code: "ERR_NAVETTE_TIMELINE" });
  });
});

describe("workloadPlot", () => {
  const spans = Array.from({ length: 24 }, (_, at) =>
    task(`t${at}`, (at % 3) + 1, 0, 2 + 10 * Math.floor(at / 3) + (at % 3), 10 + 10 * Math.floor(at / 3) + (at % 3)),
  );

  it("draws both lines, and says how busy the workers were", async (t) => {
    const run = sampleRun({ strategy: "threads", workers: 3, wallMs: 82, spans });
    const svg = await matchesPicture(t, workloadPlot(run, { locale: "en" }), "workload");
    assert.match(svg, /Workers: 3, busy 78\s?% of the time; the queue was 24 tasks long at most/);
    assert.match(String(workloadPlot(run, { locale: "fr" })), /Le chemin critique, 8 tâches/);
  });

  it("makes sense without tasks", () => {
    assert.match(
      String(workloadPlot(sampleRun({ strategy: "threads", wallMs: 1, spans: [] }), { locale: "en" })),
      /busy 0/,
    );
  });
});
