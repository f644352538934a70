/** Pictures for the gallery of plots that no other test compares. */
import { suite, test } from "node:test";
import { bandCurve, tryBands } from "../../lib/reactive/band-curve.ts";
import { lineCounts } from "../../lib/trace/line-counts.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine } from "./sample-runs.ts";

const source = ["let sum = 0;", "for (const n of [1, 2, 3]) {", "  sum += n;", "}", "console.log(sum);"].join("\n");
const steps = [1, 2, 3, 2, 3, 2, 3, 2, 5].map((line) => ({ line, frames: [], heap: [], printed: 0 }));

suite("plots of the gallery", () => {
  for (const locale of ["en", "fr"] as const) {
    test(`lines that ran, counted (${locale})`, async (t) => {
      const plot = lineCounts({ source, steps, output: "6\n", limit: 1000 }, { locale });
      await matchesPicture(t, plot, `line-counts-${locale}`);
    });

    test(`alerts against the width of the band (${locale})`, async (t) => {
      const runs = await tryBands({ zones: 4, sensors: 3, seconds: 600, seed: 7 });
      const invented = runs.map((run) => ({ ...run, machine: sampleMachine }));
      await matchesPicture(t, bandCurve(invented, { predicted: 9, locale }), `band-curve-${locale}`);
    });
  }
});
