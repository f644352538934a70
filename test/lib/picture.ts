import { join } from "node:path";
import type { TestContext } from "node:test";
import { drawPlot } from "../../kernel/display/draw-plot.ts";
import type { Plot } from "../../lib/plots/plot.ts";

/** Draws a plot and compares it with its stored picture; `node --test-update-snapshots` stores it anew. */
export async function matchesPicture(t: TestContext, plot: Plot, name: string): Promise<string> {
  const { svg, problems, warnings } = await drawPlot("vega-lite", plot.spec);
  t.assert.deepStrictEqual([...problems, ...warnings], []);
  t.assert.fileSnapshot(`${svg}\n`, join(import.meta.dirname, "fixtures", "plots", `${name}.svg`), {
    serializers: [String],
  });
  return svg;
}
