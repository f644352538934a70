import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { drawPlot } from "../../kernel/display/draw-plot.ts";
import { PlotError } from "../../kernel/display/plot-error.ts";
import { specProblems } from "../../kernel/display/spec-problems.ts";
import { barChart } from "./charts.ts";

const x = { field: "time", type: "quantitative" };
const { encoding } = barChart;

suite("a wrong specification", () => {
  for (const [name, spec, field, message] of [
    ["no mark", { data: barChart.data }, "mark", /has no mark/],
    ["an unknown mark", { ...barChart, mark: "barr" }, "mark", /mark is 'barr': did you mean "bar"\?/],
    ["an unknown type", { ...barChart, encoding: { x: { ...x, type: "nominl" } } }, "encoding.x.type", /"nominal"/],
    [
      "an unknown scheme",
      { ...barChart, encoding: { ...encoding, color: { field: "name", scale: { scheme: "no" } } } },
      "encoding.color.scale.scheme",
      /use one of 'accent'/,
    ],
    [
      "a wrong selection",
      { ...barChart, params: [{ name: "p", select: "nope" }] },
      "params[0].select",
      /'point', 'interval'/,
    ],
  ] as const) {
    test(`with ${name} is an error that names it`, async () => {
      const failure = await drawPlot("vega-lite", spec).catch((error: unknown) => error);
      assert.ok(failure instanceof PlotError);
      assert.equal(failure.code, "ERR_NAVETTE_PLOT_SPEC");
      assert.equal(failure.field, field);
      assert.match(failure.message, message);
    });
  }

  for (const [name, spec, field, message] of [
    ["a misspelt property", { ...barChart, encodng: {} }, "encodng", /did you mean "encoding"\?/],
    [
      "a misspelt channel",
      { ...barChart, encoding: { ...encoding, colour: { field: "name" } } },
      "encoding.colour",
      /"color"/,
    ],
    ["a misspelt key of a channel", { ...barChart, encoding: { x: { feild: "time" } } }, "encoding.x.feild", /"field"/],
    ["a misspelt style", { ...barChart, mark: { type: "bar", colr: "red" } }, "mark.colr", /"color"/],
    [
      "a wrong aggregate",
      { ...barChart, encoding: { x: { ...x, aggregate: "meen" } } },
      "encoding.x.aggregate",
      /"mean"/,
    ],
    [
      "a field without data",
      { ...barChart, encoding: { ...encoding, x: { ...x, field: "tme" } } },
      "encoding.x.field",
      /the data has name, time/,
    ],
    [
      "a field without data in a layer",
      {
        data: barChart.data,
        layer: [
          { mark: "bar", encoding },
          { mark: "bar", encoding: { x: { ...x, field: "tme" } } },
        ],
      },
      "layer[1].encoding.x.field",
      /"tme"/,
    ],
  ] as const) {
    test(`with ${name} is drawn, and the problem named`, async () => {
      const { svg, problems } = await drawPlot("vega-lite", spec);
      assert.match(svg, /^<svg /);
      assert.equal(problems[0]?.field, field);
      assert.match(problems[0]?.message ?? "", message);
    });
  }

  test("has an expression's error told", async () => {
    const spec = { ...barChart, transform: [{ calculate: "nothing(datum.time)", as: "y" }] };
    await assert.rejects(drawPlot("vega-lite", spec), { code: "ERR_NAVETTE_PLOT_SPEC", message: /nothing/ });
  });

  test("reports problems of one alternative only", () => {
    assert.deepEqual(specProblems({ ...barChart, width: "wide" }), [
      { field: "width", message: "width is 'wide': use one of 'container'" },
    ]);
  });
});

suite("a right specification has no problems", () => {
  for (const [name, spec] of [
    ["a bar chart", barChart],
    [
      "fields made by a transform",
      {
        ...barChart,
        transform: [{ calculate: "datum.time * 2", as: "twice" }],
        encoding: { x: { ...x, field: "twice" } },
      },
    ],
    [
      "nested fields",
      { data: { values: [{ a: { b: 1 } }] }, mark: "bar", encoding: { x: { field: "a.b", type: "quantitative" } } },
    ],
    ["concatenated views", { hconcat: [barChart, { ...barChart, mark: { type: "line", point: true } }] }],
    ["facets", { data: barChart.data, facet: { field: "name" }, spec: { mark: "bar", encoding: { x } } }],
    ["an interactive chart", { ...barChart, params: [{ name: "zoom", select: "interval", bind: "scales" }] }],
    [
      "repeat",
      {
        data: barChart.data,
        repeat: ["time"],
        spec: { mark: "bar", encoding: { x: { field: { repeat: "repeat" }, type: "quantitative" } } },
      },
    ],
  ] as const) {
    test(name, async () => {
      assert.deepEqual((await drawPlot("vega-lite", spec)).problems, []);
    });
  }
});
