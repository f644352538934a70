import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { twoByTwo } from "../../lib/concurrency/two-by-two.ts";
import { twoByTwoTable } from "../../lib/plots/two-by-two-table.ts";
import { closeSessionPools } from "../../lib/pools/session-pools.ts";
import type { Run, Strategy } from "../../lib/strategies/strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { matchesPicture } from "./picture.ts";
import { sampleRun } from "./sample-runs.ts";

suite("twoByTwo", () => {
  test("does every task in each way, on the threads it should", async () => {
    await using _ = leavesNothing(new Timeline());
    const { io, cpu } = await twoByTwo({ workers: 2, tasks: 4, waitMs: 30, computeMs: 10 });
    for (const { sequential, concurrent, parallel } of [io, cpu]) {
      assert.deepEqual([sequential.results, concurrent.results, parallel.results], [4, 4, 4]);
      assert.equal(concurrent.timeline.lanes().length, 1);
      assert.equal(parallel.timeline.lanes().length, 2);
    }
    // All the waits are in progress at once on one thread: each begins before the first has ended.
    const ends = Math.min(...io.concurrent.timeline.spans.map(({ ended }) => ended));
    assert.ok(io.concurrent.timeline.spans.every(({ started }) => started <= ends));
    // So is all the computing, in slices.
    const done = Math.min(...cpu.concurrent.timeline.spans.map(({ ended }) => ended));
    assert.ok(cpu.concurrent.timeline.spans.every(({ started }) => started <= done));
    assert.ok(io.sequential.wallMs >= 4 * 29 && cpu.sequential.wallMs >= 4 * 9);
    await closeSessionPools();
  });

  test("refuses wrong arguments by their name", async () => {
    await assert.rejects(twoByTwo({ tasks: 0 }), { code: "ERR_NAVETTE_TASKS", message: /tasks is 0/ });
    await assert.rejects(twoByTwo({ workers: 0 }), { code: "ERR_NAVETTE_WORKERS" });
  });
});

suite("twoByTwoTable", () => {
  const run = (strategy: Strategy, workers: number, wallMs: number): Run<number> => ({
    ...sampleRun({ strategy, workers, wallMs, kind: "chunk" }),
    results: 8,
  });
  const measured = {
    io: { sequential: run("sequential", 1, 805), concurrent: run("async", 8, 102), parallel: run("threads", 2, 404) },
    cpu: { sequential: run("sequential", 1, 322), concurrent: run("async", 8, 325), parallel: run("threads", 2, 170) },
  };

  for (const locale of ["en", "fr"] as const) {
    test(`shows the better tool of each row (${locale})`, async (t) => {
      const plot = twoByTwoTable(measured, { locale });
      await matchesPicture(t, plot, `two-by-two-${locale}`);
      t.assert.snapshot(plot.toString(), { serializers: [String] });
    });
  }
});
