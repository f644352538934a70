import assert from "node:assert/strict";
import { beforeEach, suite, test } from "node:test";
import { forgetRuns } from "../../lib/plots/run-memory.ts";
import { timingBars } from "../../lib/plots/timing-bars.ts";
import { courseFigures } from "../../lib/strategies/course-figures.ts";
import { matchesPicture } from "./picture.ts";
import { sampleRuns } from "./sample-runs.ts";

const course = courseFigures.filter(({ chapter }) => chapter === 9);
const sequential = sampleRuns("sequential", 1, [2105, 2098, 2140]);
const all = {
  course,
  ideal: { ms: 200, reason: "200 ms" },
  predictions: [{ strategy: "threads", workers: 4, ms: 550 }],
} as const;

suite("timingBars", () => {
  beforeEach(() => forgetRuns());

  for (const locale of ["en", "fr"] as const) {
    test(`draws repetitions, earlier runs, the course, a prediction and the ideal (${locale})`, async (t) => {
      timingBars([sequential, sampleRuns("async", 10, [251, 238, 262]), sampleRuns("threads", 10, [301, 288, 355])]);
      const plot = timingBars([sequential, sampleRuns("threads", 4, [655, 648, 701])], { ...all, locale });
      await matchesPicture(t, plot, `timing-bars-${locale}`);
      t.assert.snapshot(plot.toString(), { serializers: [String] });
    });
  }

  test("draws single runs without whiskers, cold and warm workers apart", async (t) => {
    const runs = [
      sampleRuns("sequential", 1, [26]),
      sampleRuns("processes", 2, [75], { warm: false }),
      sampleRuns("processes", 2, [15.2], { warm: true }),
    ];
    const svg = await matchesPicture(t, timingBars(runs, { locale: "en" }), "timing-bars-cold-warm");
    assert.match(svg, />2 processes, cold</);
    assert.match(svg, />2 processes, warm</);
    assert.match(svg, /One run of each\./);
    assert.doesNotMatch(svg, /whisker/);
  });

  test("draws a prediction at the runs that it means", () => {
    const runs = [sampleRuns("processes", 2, [75], { warm: false }), sampleRuns("processes", 2, [15], { warm: true })];
    const draw = (parameters?: { warm: boolean }) =>
      timingBars(runs, { predictions: [{ strategy: "processes", workers: 2, ms: 20, parameters }], locale: "en" });
    assert.match(draw({ warm: true }).toString(), /2 processes, warm .*\n2 processes, warm +20\.0.* your prediction/);
    assert.match(draw().toString(), /^2 processes +20\.0.* your prediction$/m);
  });

  test("keeps earlier runs under the experiment's name, and forgets them when told", () => {
    const names = (plot: { toString(): string }) => [...plot.toString().matchAll(/^\d+ threads/gm)].map(String);
    timingBars(sampleRuns("threads", 10, [300]), { experiment: "a", locale: "en" });
    timingBars(sampleRuns("threads", 8, [300]), { experiment: "b", locale: "en" });
    const second = timingBars(sampleRuns("threads", 4, [600]), { experiment: "a", locale: "en" });
    assert.deepEqual(names(second), ["4 threads", "10 threads"]);
    forgetRuns("a");
    assert.deepEqual(names(timingBars(sampleRuns("threads", 2, [600]), { experiment: "a", locale: "en" })), [
      "2 threads",
    ]);
  });

  test("shows at most the last five sets of runs", () => {
    let text = "";
    for (let workers = 1; workers <= 8; workers++) {
      text = timingBars(sampleRuns("threads", workers, [1000 / workers]), { locale: "en" }).toString();
    }
    assert.doesNotMatch(text, /3 threads/);
    assert.match(text, /4 threads .* run 4/);
    assert.match(text, /8 threads .* run 8/);
  });

  test("takes the same runs, or more of them, for the same set", () => {
    const threads = sampleRuns("threads", 4, [600]);
    timingBars(sequential, { locale: "en" });
    timingBars([sequential, threads], { locale: "en" });
    assert.doesNotMatch(timingBars([sequential, threads], { locale: "en" }).toString(), /run \d/);
  });

  test("tells runs of another size apart", () => {
    timingBars(sampleRuns("sequential", 1, [26], { count: 10_000, chunk: 500 }), { locale: "en" });
    const plot = timingBars(sampleRuns("sequential", 1, [2230], { count: 1_000_000, chunk: 31_250 }), { locale: "en" });
    assert.match(plot.toString(), /sequential, count 1,000,000 .*run 2/);
    assert.match(plot.toString(), /sequential, count 10,000 .*run 1/);
  });

  test("makes the same specification of the same runs", () => {
    const make = () => JSON.stringify(timingBars(sequential, { ...all, locale: "fr" }).spec);
    assert.equal(make(), make());
  });

  test("shows itself as Vega-Lite and text, never as HTML", () => {
    const plot = timingBars(sequential, { locale: "fr" });
    const show: unknown = Reflect.get(plot, Symbol.for("Jupyter.display"));
    assert.ok(typeof show === "function");
    const bundle = show.call(plot);
    assert.deepEqual(Object.keys(bundle), ["application/vnd.vegalite.v5+json", "text/plain"]);
    assert.match(bundle["text/plain"], /^Durée de chaque stratégie\u202f: séquentiel 2,11\u202fs\.\n/);
  });

  test("carries machine, cores, Node version and repetitions", () => {
    const { subtitle } = timingBars(sequential, { locale: "en" }).spec.title as { subtitle: string[] };
    assert.match(
      subtitle.join(" "),
      /Median of 3 repetitions.*linux x64, Example CPU.*4 cores, 16 GiB, Node v24\.0\.0/,
    );
  });

  test("has nothing to draw without runs", () => {
    assert.throws(() => timingBars([]), { code: "ERR_NAVETTE_RUNS", message: /give at least one run/ });
  });
});
