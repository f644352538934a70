import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { countTogether } from "../../lib/counter/count-together.ts";
import { type Counting, countings } from "../../lib/counter/counting.ts";
import { lostUpdates } from "../../lib/counter/lost-updates.ts";
import type { Run } from "../../lib/strategies/strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { matchesPicture } from "./picture.ts";
import { sampleRun } from "./sample-runs.ts";

suite("countTogether", () => {
  for (const counting of countings) {
    test(`counts alone without loss, and together as it can (${counting})`, async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      const alone = await countTogether({ workers: 1, additions: 1000, counting });
      assert.deepEqual(alone.results, { counting, expected: 1000, counted: 1000, lost: 0 });
      const {
        results,
        workers,
        timeline: own,
      } = await countTogether({ workers: 3, additions: 5000, counting, timeline });
      assert.equal(workers, 3);
      assert.equal(results.expected, 15_000);
      assert.equal(results.counted + results.lost, 15_000);
      if (counting !== "plain" && counting !== "load-store") assert.equal(results.lost, 0);
      assert.equal(own.spans.length, 3);
      assert.equal(timeline.spans.length, 3);
    });
  }

  test("names what can't be", async () => {
    for (const [options, code, message] of [
      [{ workers: 0 }, "ERR_NAVETTE_WORKERS", /workers is 0/],
      [{ additions: 1.5 }, "ERR_NAVETTE_ADDITIONS", /additions is 1\.5/],
      [{ counting: "fast" as Counting }, "ERR_NAVETTE_COUNTING", /counting is 'fast': use one of "plain"/],
    ] as const) {
      await assert.rejects(countTogether(options), { code, message });
    }
  });
});

suite("lostUpdates", () => {
  const run = (counting: Counting, workers: number, lost: number) => ({
    ...sampleRun({ strategy: "threads", workers, wallMs: 20, parameters: { additions: 1_000_000, counting } }),
    results: { counting, expected: workers * 1_000_000, counted: workers * 1_000_000 - lost, lost },
  });
  const runs: Run<{ counting: Counting; expected: number; counted: number; lost: number }>[] = [
    run("plain", 1, 0),
    run("plain", 2, 900_000),
    run("plain", 2, 1_000_000),
    run("plain", 8, 5_900_000),
    run("load-store", 2, 640_000),
    run("load-store", 8, 4_100_000),
    run("atomic", 1, 0),
    run("atomic", 2, 0),
    run("atomic", 8, 0),
  ];

  for (const locale of ["en", "fr"] as const) {
    test(`draws a line for each way, the guess, and the cores (${locale})`, async (t) => {
      const plot = lostUpdates(runs, { prediction: 20, locale });
      await matchesPicture(t, plot, `lost-updates-${locale}`);
      t.assert.snapshot(plot.toString(), { serializers: [String] });
    });
  }

  test("wants runs", () => {
    assert.throws(() => lostUpdates([]), { code: "ERR_NAVETTE_RUNS" });
  });
});
