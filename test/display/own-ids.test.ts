import assert from "node:assert/strict";
import { test } from "node:test";
import { drawPlot } from "../../kernel/display/draw-plot.ts";
import { barChart } from "./charts.ts";

/** A chart with a clip path and a gradient. */
function chart(title: string) {
  const stops = [
    { offset: 0, color: "white" },
    { offset: 1, color: "black" },
  ];
  return { ...barChart, title, mark: { type: "bar", clip: true, color: { gradient: "linear", stops } } };
}

const idsOf = (svg: string) => [...svg.matchAll(/<\w+ id="([^"]+)"/g)].map(([, id]) => id);

test("pictures on one page share no id, and the same plot is the same picture", async () => {
  const { svg: one } = await drawPlot("vega-lite", chart("one"));
  const { svg: two } = await drawPlot("vega-lite", chart("two"));
  assert.ok(idsOf(one).length >= 2, one);
  assert.deepEqual(new Set(idsOf(one)).intersection(new Set(idsOf(two))), new Set());
  for (const [, id] of one.matchAll(/url\(#([^)]+)\)/g)) assert.ok(idsOf(one).includes(id));
  assert.equal((await drawPlot("vega-lite", chart("one"))).svg, one);
});
