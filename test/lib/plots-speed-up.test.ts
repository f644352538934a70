import assert from "node:assert/strict";
import { beforeEach, suite, test } from "node:test";
import { forgetRuns } from "../../lib/plots/run-memory.ts";
import { speedUp } from "../../lib/plots/speed-up.ts";
import { courseFigures } from "../../lib/strategies/course-figures.ts";
import { matchesPicture } from "./picture.ts";
import { sampleRuns } from "./sample-runs.ts";

const sequential = sampleRuns("sequential", 1, [2105, 2098, 2140]);

suite("speedUp", () => {
  beforeEach(() => forgetRuns());

  for (const locale of ["en", "fr"] as const) {
    test(`draws lines, whiskers, earlier runs, the course's point and a given ideal (${locale})`, async (t) => {
      speedUp([sequential, ...[1, 2, 5].map((workers) => sampleRuns("threads", workers, [2150 / workers]))]);
      const runs = [2, 4, 8, 10].map((workers) =>
        sampleRuns("threads", workers, [2250 / workers + 40, 2380 / workers]),
      );
      const plot = speedUp([sequential, runs, sampleRuns("async", 10, [251, 238, 262])], {
        course: courseFigures.filter(({ chapter }) => chapter === 9),
        ideal: { of: (workers) => 10 / Math.ceil(10 / workers), reason: locale === "en" ? "ten images" : "dix images" },
        locale,
      });
      await matchesPicture(t, plot, `speed-up-${locale}`);
      t.assert.snapshot(plot.toString(), { serializers: [String] });
    });
  }

  test("draws efficiency, cold and warm processes on lines of their own", async (t) => {
    const runs = [1, 2, 4, 8].flatMap((workers) => [
      sampleRuns("processes", workers, [2105 / Math.min(workers, 3.4) + 60], { warm: true }),
      sampleRuns("processes", workers, [2105 / Math.min(workers, 3.4) + 60 + workers * 25], { warm: false }),
    ]);
    const svg = await matchesPicture(
      t,
      speedUp([sequential, runs], { measure: "efficiency", locale: "fr" }),
      "efficiency",
    );
    assert.match(svg, /processus, à chaud \d+\u202f%/);
    assert.match(svg, /processus, à froid \d+\u202f%/);
  });

  test("compares with the median sequential time of the same work", () => {
    const small = sampleRuns("sequential", 1, [100, 90, 500], { count: 1 });
    const large = sampleRuns("sequential", 1, [1000], { count: 2 });
    const runs = [
      small,
      large,
      sampleRuns("threads", 2, [50], { count: 1 }),
      sampleRuns("threads", 2, [250], { count: 2 }),
    ];
    const text = speedUp(runs, { locale: "en" }).toString();
    assert.match(text, /2 threads, count 1 +2\.00×/);
    assert.match(text, /2 threads, count 2 +4\.00×/);
  });

  test("compares downloads whose limit per host follows the number of workers", () => {
    const alone = sampleRuns("sequential", 1, [1000], { images: 10, perHost: 1 });
    const together = sampleRuns("threads", 5, [250], { images: 10, perHost: 5 });
    assert.match(speedUp([alone, together], { locale: "en" }).toString(), /5 threads +4\.00×/);
  });

  test("names the runs that nothing can be compared with", () => {
    const runs = [sampleRuns("threads", 2, [50], { count: 1 }), sampleRuns("sequential", 1, [90], { count: 2 })];
    assert.throws(() => speedUp(runs, { locale: "en" }), {
      code: "ERR_NAVETTE_BASELINE",
      message: /"2 threads" has no sequential run of the same work/,
    });
  });

  test("takes one worker of the same strategy for the baseline where no run is sequential", () => {
    const runs = [1, 2].map((workers) => sampleRuns("threads", workers, [300 / workers]));
    assert.match(speedUp(runs, { locale: "en" }).toString(), /2 threads +2\.00×/);
  });
});
