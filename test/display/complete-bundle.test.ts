import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { completeBundle, plotIn } from "../../kernel/display/complete-bundle.ts";
import { completeBundle as completeAlone, disposeRenderer, prewarmRenderer } from "../../kernel/display/index.ts";
import { openPlotRenderer } from "../../kernel/display/plot-renderer.ts";
import { barChart } from "./charts.ts";

const lite5 = "application/vnd.vegalite.v5+json";
const lite6 = "application/vnd.vegalite.v6+json";
const renderer = openPlotRenderer({ timeLimitMs: 120_000 });
after(() => renderer[Symbol.asyncDispose]());

suite("completeBundle", () => {
  test("adds a picture to a plot and keeps what is there", async () => {
    const bundle = await completeBundle({ [lite5]: barChart, "text/plain": "two bars" }, renderer);
    assert.deepEqual(Object.keys(bundle), [lite5, "text/plain", "image/svg+xml"]);
    assert.equal(bundle[lite5], barChart);
    assert.equal(bundle["text/plain"], "two bars");
    assert.match(String(bundle["image/svg+xml"]), /^<svg /);
  });

  test("gives a plot of a newer version the type that JupyterLab renders", async () => {
    const bundle = await completeBundle(
      { "application/vnd.vegalite.v6.1.0+json": barChart, [lite6]: barChart },
      renderer,
    );
    assert.equal(bundle[lite5], barChart);
    assert.match(String(bundle["image/svg+xml"]), /^<svg /);
    const vega = { width: 10, height: 10, marks: [] };
    const other = await completeBundle({ "application/vnd.vega.v6+json": vega }, renderer);
    assert.equal(other["application/vnd.vega.v5+json"], vega);
    assert.match(String(other["image/svg+xml"]), /^<svg /);
  });

  test("leaves a plot that can't be drawn, and says why before its text", async () => {
    const wrong = { ...barChart, mark: "barr" };
    const notices: string[] = [];
    const bundle = await completeBundle({ [lite5]: wrong, "text/plain": "two bars" }, renderer, {
      onNotice: (notice) => notices.push(notice),
    });
    assert.equal(bundle[lite5], wrong);
    assert.equal(bundle["image/svg+xml"], undefined);
    assert.match(String(bundle["text/plain"]), /^\[This plot has no picture: mark is 'barr'.*\]\n\ntwo bars$/);
    assert.equal(notices.length, 1);
  });

  test("tells what is wrong with a plot that could be drawn", async () => {
    const notices: string[] = [];
    const spec = { ...barChart, encodng: {} };
    const bundle = await completeBundle({ [lite5]: spec }, renderer, { onNotice: (notice) => notices.push(notice) });
    assert.match(String(bundle["image/svg+xml"]), /^<svg /);
    assert.deepEqual(notices, ['This plot is not as asked: encodng is unknown: did you mean "encoding"?']);
  });

  test("leaves every other bundle alone", async () => {
    for (const bundle of [
      { "text/plain": "1" },
      { [lite5]: barChart, "image/svg+xml": "<svg/>" },
      { [lite5]: "not an object" },
      { "application/vnd.vegalite+json": barChart },
    ]) {
      assert.equal(plotIn(bundle), undefined);
      assert.equal(await completeBundle(bundle, renderer), bundle);
      assert.equal(completeAlone(bundle), undefined);
    }
  });

  test("is served by one renderer of the process, opened when needed", async () => {
    await prewarmRenderer();
    assert.match(String((await completeAlone({ [lite5]: barChart }))?.["image/svg+xml"]), /^<svg /);
    await disposeRenderer();
    assert.match(String((await completeAlone({ [lite5]: barChart }))?.["image/svg+xml"]), /^<svg /);
    await disposeRenderer();
  });
});
