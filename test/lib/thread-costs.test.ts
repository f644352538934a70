import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Run } from "../../lib/strategies/strategy.ts";
import { type Sharing, sharings } from "../../lib/thread-costs/busy-thread.ts";
import { type HandOver, handOver } from "../../lib/thread-costs/hand-over.ts";
import { handOverBars } from "../../lib/thread-costs/hand-over-bars.ts";
import { type HandOverWay, handOverWays } from "../../lib/thread-costs/ping-pong.ts";
import { threadMemory } from "../../lib/thread-costs/thread-memory.ts";
import { threadMemoryLines } from "../../lib/thread-costs/thread-memory-lines.ts";
import { type Throughput, throughput } from "../../lib/thread-costs/throughput.ts";
import { throughputLines } from "../../lib/thread-costs/throughput-lines.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine, sampleRun } from "./sample-runs.ts";

suite("handOver", () => {
  for (const way of handOverWays) {
    test(`hands the turn to and fro, and leaves nothing (${way})`, async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      const { results } = await handOver({ way, durationMs: 30, timeline });
      assert.equal(results.way, way);
      assert.ok(results.handOvers >= 1 && results.usEach > 0 && results.switchesEach >= 0);
      assert.equal(timeline.spans.length, way === "await" ? 1 : 2);
    });
  }

  test("ends threads that sleep when it is aborted, and names what can't be", async () => {
    await using _ = leavesNothing(new Timeline());
    const signal = AbortSignal.timeout(400);
    await assert.rejects(handOver({ way: "sleep", durationMs: 60_000, signal }), { code: "ERR_NAVETTE_ABORTED" });
    await assert.rejects(handOver({ way: "throw" as HandOverWay }), { code: "ERR_NAVETTE_WAY" });
    await assert.rejects(handOver({ durationMs: 0 }), { code: "ERR_NAVETTE_DURATION" });
  });
});

suite("threadMemory", () => {
  test("reads the memory after each thread, and ends them all", async () => {
    await using _ = leavesNothing(new Timeline());
    const { residentMiB, firstMs, allMs, perThreadMiB } = await threadMemory({ workers: 3 });
    assert.equal(residentMiB.length, 4);
    assert.ok(residentMiB.every((mib) => mib > 1));
    assert.ok(firstMs > 0 && allMs >= firstMs && Number.isFinite(perThreadMiB));
  });

  test("ends those that are there when it is aborted", async () => {
    await using _ = leavesNothing(new Timeline());
    await assert.rejects(threadMemory({ workers: 2, signal: AbortSignal.abort() }), { code: "ERR_NAVETTE_ABORTED" });
    await assert.rejects(threadMemory({ workers: 0 }), { code: "ERR_NAVETTE_WORKERS" });
  });
});

suite("throughput", () => {
  for (const sharing of sharings) {
    test(`counts the work of threads that share ${sharing}`, async () => {
      await using _ = leavesNothing(new Timeline());
      const { results, workers } = await throughput({ workers: 2, sharing, durationMs: 20 });
      assert.equal(workers, 2);
      assert.ok(results.pieces > 0 && results.piecesPerSecond > 0);
    });
  }

  test("names what can't be", async () => {
    await assert.rejects(throughput({ sharing: "all" as Sharing }), { code: "ERR_NAVETTE_SHARING" });
    await assert.rejects(throughput({ durationMs: Number.NaN }), { code: "ERR_NAVETTE_DURATION" });
  });
});

suite("plots of what threads cost", () => {
  const cost = (way: HandOverWay, usEach: number, switchesEach: number): Run<HandOver> => ({
    ...sampleRun({ strategy: "threads", workers: 2, wallMs: 100 }),
    results: { way, handOvers: Math.round(100_000 / usEach), usEach, switchesEach },
  });
  const work = (sharing: Sharing, workers: number, piecesPerSecond: number): Run<Throughput> => ({
    ...sampleRun({ strategy: "threads", workers, wallMs: 100 }),
    results: { sharing, pieces: piecesPerSecond / 10, piecesPerSecond },
  });

  test("draw hand-overs far apart, with the guess (en)", async (t) => {
    const runs = [
      cost("sleep", 5.2, 1.02),
      cost("sleep", 6.4, 1.0),
      cost("spin", 0.14, 0),
      cost("message", 14.2, 1.3),
      cost("await", 0.06, 0),
    ];
    const plot = handOverBars(runs, { prediction: 1, locale: "en" });
    await matchesPicture(t, plot, "hand-overs");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
    assert.throws(() => handOverBars([]), { code: "ERR_NAVETTE_RUNS" });
  });

  test("draw memory against threads, with the guess (fr)", async (t) => {
    const residentMiB = [60, 60.3, 66, 72.2, 78];
    const rest = { firstMs: 14.2, allMs: 61, timeline: new Timeline(), machine: sampleMachine };
    const measured = { residentMiB, perThreadMiB: 4.79, ...rest };
    const plot = threadMemoryLines(measured, { prediction: 1, locale: "fr" });
    await matchesPicture(t, plot, "thread-memory");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
  });

  test("draw work against threads, past the cores (en)", async (t) => {
    const runs = [
      ...[1, 2, 4, 8].map((workers) => work("nothing", workers, 100_000 * Math.min(workers, 3.9))),
      ...[1, 2, 4, 8].map((workers) => work("counter", workers, 98_000 * Math.min(workers, 3.7))),
      ...[1, 2, 4, 8].map((workers) => work("lock", workers, 97_000 / (1 + workers / 20))),
    ];
    const plot = throughputLines(runs, { prediction: 8, locale: "en" });
    await matchesPicture(t, plot, "throughput");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
    assert.throws(() => throughputLines([]), { code: "ERR_NAVETTE_RUNS" });
  });
});
