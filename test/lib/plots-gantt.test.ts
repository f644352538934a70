import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { gantt } from "../../lib/plots/gantt.ts";
import { simulateBakery } from "../../lib/queues/simulate-bakery.ts";
import type { Span, SpanStatus } from "../../lib/timeline/span.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine, sampleRun, sampleSpan } from "./sample-runs.ts";

/** Tasks of `ms` each, given to workers in turn; `place` says where a worker lives. */
function tasks(count: number, workers: number, ms: number, place: (worker: number) => Partial<Span>): Span[] {
  return Array.from({ length: count }, (_, at) => {
    const started = 5 + Math.floor(at / workers) * (ms + 1) + (at % workers);
    const status: SpanStatus = at % 61 === 60 ? "failed" : at % 71 === 70 ? "cancelled" : "ok";
    return sampleSpan({ label: `image-${at}.jpg`, started, ended: started + ms, status, ...place(at % workers) });
  });
}

const inThread = (worker: number) => ({ tid: worker + 1 });
const inProcess = (worker: number) => ({ pid: 4000 + worker });
const drawn = (spans: readonly Span[], locale: "en" | "fr" = "en") =>
  gantt(sampleRun({ strategy: "threads", wallMs: 1, spans }), { locale });

suite("gantt", () => {
  test("gives each task a row with its waiting, and each thread a lane", async (t) => {
    const spans = tasks(10, 4, 205, inThread).map(
      (span, at): Span => (at === 9 ? { ...span, status: "failed" } : span),
    );
    const svg = await matchesPicture(t, drawn(spans, "fr"), "gantt-threads");
    for (const lane of [1, 2, 3, 4]) assert.match(svg, new RegExp(`>thread ${lane}<`));
    t.assert.snapshot(drawn(spans).toString(), { serializers: [String] });
  });

  test("shows tasks in progress together on one thread one under the other", async (t) => {
    const spans = tasks(10, 10, 200, () => ({})).map(
      (span, at): Span => (at === 3 ? { ...span, status: "cancelled" } : span),
    );
    await matchesPicture(t, drawn(spans), "gantt-async");
  });

  test("marks when the reader expected the end, also beyond it", () => {
    const spans = tasks(4, 2, 200, inThread);
    const run = sampleRun({ strategy: "threads", wallMs: 1, spans });
    for (const [prediction, said, locale] of [
      [5000, "Diamond: the end that you predicted, after 5.00\u00a0s.", "en"],
      [100, "Losange\u202f: la fin que vous aviez prédite, au bout de 100\u202fms.", "fr"],
    ] as const) {
      const { spec } = gantt(run, { prediction, locale });
      assert.ok(spec.description?.includes(said), spec.description);
      assert.match(JSON.stringify(spec), new RegExp(`"at":${prediction === 5000 ? 5 : 100},.*"kind":"prediction"`));
    }
    for (const prediction of [undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.deepEqual(gantt(run, { prediction }).spec, gantt(run).spec);
    }
  });

  test("packs hundreds of tasks into one row for each process", async (t) => {
    const svg = await matchesPicture(t, drawn(tasks(256, 4, 12, inProcess)), "gantt-processes");
    assert.match(svg, />process 4003</);
    assert.match(svg, /Crosses: 4 failed\. Dashed outlines: 3 cancelled\./);
  });

  test("draws the number in progress where there are too many tasks", async (t) => {
    const plot = drawn(tasks(10_000, 200, 45, () => ({})));
    const svg = await matchesPicture(t, plot, "gantt-progress");
    assert.match(svg, /10,000 tasks on one thread/);
    assert.match(svg, /at most 196/);
  });

  test("bounds specification and picture, whatever the number of tasks and lanes", async (t) => {
    for (const [count, workers] of [
      [10_000, 8],
      [10_000, 256],
      [100_000, 64],
    ] as const) {
      const plot = drawn(tasks(count, workers, 3, inThread));
      assert.ok(JSON.stringify(plot.spec).length < 600_000, `${count} tasks on ${workers} threads`);
      assert.ok(plot.toString().length < 10_000);
      t.diagnostic(`${count} tasks on ${workers} threads: ${JSON.stringify(plot.spec).length} characters`);
    }
  });

  test("names processes with several threads, and hosts where there are several", () => {
    const spans = [
      sampleSpan({ pid: 1, tid: 0 }),
      sampleSpan({ pid: 1, tid: 3 }),
      sampleSpan({ pid: 2, tid: 0 }),
      sampleSpan({ pid: 2, tid: 0, host: "other" }),
    ];
    const names = drawn(spans)
      .toString()
      .split("\n")
      .slice(4)
      .map((line) => line.split("  ")[0]);
    assert.deepEqual(names, [
      "other · process 2",
      "sample · process 1, main thread",
      "sample · process 1, thread 3",
      "sample · process 2",
    ]);
  });

  test("names a process as one, even alone", () => {
    const run = sampleRun({ strategy: "processes", wallMs: 100, spans: [sampleSpan({ pid: 7 })] });
    const text = gantt(run, { locale: "en" }).toString();
    assert.match(text, /1 task on one process in/);
    assert.match(text, /\nprocess 7 /);
  });

  test("tells kinds of task apart", async (t) => {
    const spans = [
      sampleSpan({ kind: "fetch", ended: 80 }),
      sampleSpan({ kind: "parse", started: 80, ended: 100, label: "page" }),
    ];
    await matchesPicture(t, drawn(spans), "gantt-kinds");
  });

  test("draws a bare timeline, with this machine in the caption", () => {
    const timeline = new Timeline();
    timeline.add(sampleSpan({}));
    const { subtitle } = gantt(timeline, { locale: "en" }).spec.title as { subtitle: string[] };
    assert.match(subtitle.join(" "), new RegExp(`Node ${process.version}`));
  });

  test("tells of customers and servers in a simulation", async (t) => {
    const day = simulateBakery({ servers: 2, queues: 2, customers: 12, serviceMs: 20, seed: 1 });
    const simulated = { ...day, machine: sampleMachine };
    const svg = await matchesPicture(t, gantt(simulated, { locale: "fr", lanes: "servers" }), "gantt-servers");
    assert.match(svg, />serveur 2</);
    const text = gantt(simulated, { locale: "en", lanes: "servers" }).toString();
    assert.match(text, /: Simulated: 12 customers, 2 servers, .*\.\n\nserver +customers .*\n.*\nserver 1 /);
    assert.doesNotMatch(text, /thread|task/);
    const lanes = JSON.parse('"bakers"');
    assert.throws(() => gantt(simulated, { lanes }), { code: "ERR_NAVETTE_LANES", message: /"workers", "servers"/ });
  });

  test("has nothing to draw without spans", () => {
    assert.throws(() => gantt(new Timeline()), { code: "ERR_NAVETTE_SPANS" });
  });
});
