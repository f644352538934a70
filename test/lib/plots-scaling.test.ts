import { suite, test } from "node:test";
import { amdahl, gustafson, universalScalability } from "../../lib/scaling/laws.ts";
import { scaling } from "../../lib/scaling/scaling.ts";
import { matchesPicture } from "./picture.ts";
import { sampleRuns } from "./sample-runs.ts";

const repeated = [0.97, 1, 1.02];
const counts = [1, 2, 3, 4, 6, 8];

/** Runs of made times on a machine of 4 cores, a tenth of whose work is serial; processes get in each other's way. */
function samples() {
  const parameters = { count: 1000, serialPercent: 10 };
  const times = (speedUp: number) => repeated.map((noise) => (1000 * noise) / speedUp);
  return [
    sampleRuns("sequential", 1, times(1), parameters),
    counts.map((workers) => sampleRuns("threads", workers, times(amdahl(Math.min(4, workers), 0.12)), parameters)),
    counts.map((workers) =>
      sampleRuns("processes", workers, times(universalScalability(workers, 0.1, 0.03)), parameters),
    ),
  ];
}

suite("scaling", () => {
  for (const locale of ["en", "fr"] as const) {
    test(`draws speed-ups with intervals, the fitted laws, the cores and a prediction (${locale})`, async (t) => {
      const predictions = [{ strategy: "threads", workers: 8, ms: 200 } as const];
      const plot = scaling(samples(), { predictions, locale });
      await matchesPicture(t, plot, `scaling-${locale}`);
      t.assert.snapshot(plot.toString(), { serializers: [String] });
    });
  }

  test("extrapolates to thousands of workers on logarithmic axes, and names ranges of them", async (t) => {
    const bands = [
      { from: 1, to: 2, label: "1 core" },
      { from: 2, to: 9, label: "2–8 cores" },
      { from: 9, to: 10_000, label: "9+ cores: distributed" },
    ];
    await matchesPicture(t, scaling(samples(), { upTo: 10_000, bands, locale: "en" }), "scaling-extrapolated");
  });

  test("draws Gustafson's law where the work grows with the workers", async (t) => {
    const parameters = { count: 1000, serialPercent: 20, grows: true };
    const runs = [1, 2, 4].map((workers) => {
      const work = 0.2 + 0.8 * workers;
      return sampleRuns(
        "threads",
        workers,
        repeated.map((noise) => (1000 * noise * work) / gustafson(workers, 0.25)),
        parameters,
      );
    });
    const plot = scaling([sampleRuns("sequential", 1, [1000, 1010], parameters), runs], { locale: "en" });
    await matchesPicture(t, plot, "scaling-growing");
  });
});
