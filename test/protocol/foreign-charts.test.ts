/** Charts of other libraries show themselves. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { checkout } from "../../kernel/setup/checkout.mjs";
import { type Exchange, KernelClient } from "../client/kernel-client.ts";

// Cells import the libraries from the checkout, where the tests' dependencies are.
const kernel = await KernelClient.start({ cwd: checkout });
after(() => kernel.dispose());

async function shown(code: string): Promise<Record<string, string>> {
  const cell: Exchange = await kernel.run(code);
  assert.equal(cell.error, undefined, cell.error?.traceback);
  return (cell.ofType("execute_result")[0]?.content.data ?? {}) as Record<string, string>;
}

test("a chart of vega-lite-api is a chart with its picture", async () => {
  const data = await shown(`import * as vl from "vega-lite-api";
    vl.markBar().data([{ a: "x", b: 1 }, { a: "y", b: 2 }]).encode(vl.x().fieldN("a"), vl.y().fieldQ("b"))
      .description("Two bars")`);
  assert.deepEqual(Object.keys(data).sort(), ["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"]);
  assert.match(data["image/svg+xml"] ?? "", /aria-label="Two bars"/);
});

test("a part of a chart of vega-lite-api is a value", async () => {
  assert.deepEqual(Object.keys(await shown('vl.x().fieldN("a")')), ["text/plain"]);
});

test("a chart of Observable Plot is a picture, by a DOM library", async () => {
  const data = await shown(`import * as Plot from "@observablehq/plot";
    import { parseHTML } from "linkedom";
    const { document } = parseHTML("<html></html>");
    Plot.plot({ document, ariaLabel: "Two dots", marks: [Plot.dot([[1, 2], [3, 4]])] })`);
  assert.deepEqual(Object.keys(data), ["image/svg+xml", "text/plain"]);
  assert.match(data["image/svg+xml"] ?? "", /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
  assert.equal(data["text/plain"], "Two dots");
});

test("a figure of Observable Plot is one picture: title, legend, chart, caption", async () => {
  const data =
    await shown(`Plot.plot({ document, title: "A & B\\u00a0C", subtitle: "Sub", caption: "Cap", color: { legend: true },
      marks: [Plot.barY([{ a: "first", b: 1 }, { a: "<second>", b: 2 }], { x: "a", y: "b", fill: "a" })] })`);
  assert.deepEqual(Object.keys(data), ["image/svg+xml", "text/plain"]);
  const svg = data["image/svg+xml"] ?? "";
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  for (const text of ["A &amp; B\u00a0C", "Sub", "Cap", "first", "&lt;second&gt;"])
    assert.ok(texts.includes(text), text);
  assert.doesNotMatch(svg, /<(div|span|figure|h2)/);
});

test("another element is HTML, and what only looks like one is a value", async () => {
  const data = await shown(`const list = document.createElement("ul"); list.innerHTML = "<li>one</li>"; list`);
  assert.deepEqual(data, { "text/html": "<ul><li>one</li></ul>", "text/plain": "one" });
  for (const code of [
    '({ outerHTML: "<b>" })',
    "({ toSpec() { throw new Error('no') }, toObject() {} })",
    "new Proxy({}, { get: (_, name) => typeof name === 'string' ? () => 1 : undefined })",
  ]) {
    assert.deepEqual(Object.keys(await shown(code)), ["text/plain"], code);
  }
});
