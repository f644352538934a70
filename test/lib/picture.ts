import assert from "node:assert/strict";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { drawPlot } from "../../kernel/display/draw-plot.ts";
import { type Plot, vegaLiteMime } from "../../lib/plots/plot.ts";
import { assertAnswers } from "./answers.ts";

/** Draws a plot and compares it with its stored picture; `node --test-update-snapshots` stores it anew. */
export async function matchesPicture(t: TestContext, plot: Plot, name: string): Promise<string> {
  const { svg, problems, warnings } = await drawPlot("vega-lite", plot.spec);
  t.assert.deepStrictEqual([...problems, ...warnings], []);
  await answersAlike(plot, svg);
  t.assert.fileSnapshot(`${svg}\n`, join(import.meta.dirname, "fixtures", "plots", `${name}.svg`), {
    serializers: [String],
  });
  return svg;
}

/** What a notebook gets of a plot can be clicked and zoomed; until it is, it looks as the plot itself. */
async function answersAlike(plot: Plot, svg: string): Promise<void> {
  const bundle = Object(Reflect.get(plot, Symbol.for("Jupyter.display"))?.call(plot));
  const shown = await drawPlot("vega-lite", bundle[vegaLiteMime]);
  assert.deepEqual([...shown.problems, ...shown.warnings], []);
  assert.deepEqual(shapesOf(shown.svg), shapesOf(svg));
  await assertAnswers(bundle[vegaLiteMime]);
}

/** Every path and text of a picture, with its colours: what is cut off at an edge needs a pixel or two less room. */
function shapesOf(svg: string): string[] {
  const shapes = svg.match(/<(path|text)\b[^>]*>[^<]*/g) ?? [];
  return shapes
    .filter((shape) => !/ (fill|opacity)="(transparent|0)"| class="background"/.test(shape))
    .map((shape) =>
      shape.replaceAll(/ (d|opacity|style|transform|class|aria-[a-z]+|role|pointer-events|cursor)="[^"]*"/g, ""),
    );
}
