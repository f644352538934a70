import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { type Exchange, type Json, KernelClient } from "../client/kernel-client.ts";
import { assertOrder } from "../client/order.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
await kernel.run(
  `import { clearOutput, display, setLocale } from "navette"; const png = Buffer.from("${png}", "base64")`,
);

const displayed = (cell: Exchange) => cell.ofType("display_data").map(({ content }) => content.data as Json);
const transient = (cell: Exchange, type: string) => cell.ofType(type).map(({ content }) => content.transient);

const bytes = Buffer.from(png, "base64").length;
const kinds: readonly [call: string, data: Json][] = [
  ['display.html("<b>b</b>")', { "text/html": "<b>b</b>", "text/plain": "<b>b</b>" }],
  ['display.markdown("# Été")', { "text/markdown": "# Été", "text/plain": "# Été" }],
  ['display.latex("$x^2$")', { "text/latex": "$x^2$", "text/plain": "$x^2$" }],
  ['display.svg("<svg/>")', { "image/svg+xml": "<svg/>", "text/plain": "<svg/>" }],
  ['display.text("plain")', { "text/plain": "plain" }],
  ["display.json({ a: [1] })", { "application/json": { a: [1] }, "text/plain": '{\n  "a": [\n    1\n  ]\n}' }],
  ["display.png(png)", { "image/png": png, "text/plain": `[image/png, ${bytes} bytes]` }],
  ["display.png(new Uint8Array(png).buffer)", { "image/png": png, "text/plain": `[image/png, ${bytes} bytes]` }],
  ["display.jpeg(png)", { "image/jpeg": png, "text/plain": `[image/jpeg, ${bytes} bytes]` }],
  ["display.gif(png)", { "image/gif": png, "text/plain": `[image/gif, ${bytes} bytes]` }],
  ["display.pdf(png)", { "application/pdf": png, "text/plain": `[application/pdf, ${bytes} bytes]` }],
  ["display.image(png)", { "image/png": png, "text/plain": `[image/png, ${bytes} bytes]` }],
  ['display.bundle({ "text/x-own": "1", "image/png": png })', { "text/x-own": "1", "image/png": png }],
  ["display({ a: 1 })", { "text/plain": "{ a: 1 }" }],
  ['display({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "own" }) })', { "text/html": "own" }],
  ['display({ [Symbol.for("Jupyter.display")]: async () => ({ "text/html": "own" }) })', { "text/html": "own" }],
];

for (const [call, data] of kinds) {
  test(`${call} shows its bundle, and nothing more`, async () => {
    const cell = await kernel.run(call);
    assert.deepEqual(assertOrder(cell), ["display_data"]);
    assert.deepEqual(displayed(cell), [data]);
    assert.deepEqual(cell.ofType("display_data")[0]?.content.metadata, {});
  });
}

test("an image is shown from a file, by its first bytes", async () => {
  await writeFile(join(kernel.folder, "image.bin"), Buffer.from(png, "base64"));
  await writeFile(join(kernel.folder, "drawing.txt"), "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>");
  const cell = await kernel.run(
    'await display.image("image.bin"); await display.image(new URL("drawing.txt", import.meta.url))',
  );
  assert.deepEqual(
    displayed(cell).map((data) => Object.keys(data)),
    [
      ["image/png", "text/plain"],
      ["image/svg+xml", "text/plain"],
    ],
  );
  const wrong = await kernel.run("await display.image(new Uint8Array([1, 2, 3]))");
  assert.match(String(wrong.error?.evalue), /3 bytes: not a PNG, JPEG, GIF, WebP or SVG image/);
  assert.match(String((await kernel.run('await display.image("missing.png")')).error?.evalue), /ENOENT.*missing\.png/);
  assert.match(String((await kernel.run('display.png("text")')).error?.evalue), /image\/png takes a Uint8Array/);
});

test("a plot goes out as Vega-Lite, as a picture, and as text", async () => {
  const cell = await kernel.run(`
    display.vegaLite({ description: "Two bars", data: { values: [{ a: 1, b: 2 }, { a: 2, b: 1 }] }, mark: "bar",
      encoding: { x: { field: "a", type: "ordinal" }, y: { field: "b", type: "quantitative" } } })`);
  const [data] = displayed(cell);
  assert.deepEqual(Object.keys(data ?? {}).sort(), ["application/vnd.vegalite.v5+json", "image/svg+xml", "text/plain"]);
  assert.match(String(data?.["image/svg+xml"]), /^<svg[\s\S]*<\/svg>\s*$/);
  assert.match(String(data?.["text/plain"]), /Two bars/);
});

test("a plot that can't be drawn is published without a picture, and its cell fails with what is wrong", async () => {
  const cell = await kernel.run('display.vegaLite({ mark: "no such mark" }); console.log("behind")');
  assert.deepEqual(assertOrder(cell), ["display_data", "stream", "error"]);
  const [data] = displayed(cell);
  assert.ok(data?.["application/vnd.vegalite.v5+json"]);
  assert.equal(data["image/svg+xml"], undefined);
  assert.equal(cell.error?.ename, "PlotError");
  assert.match(cell.error?.evalue ?? "", /mark is 'no such mark'/);
  assert.equal(cell.reply?.content.status, "error");
  assert.equal(cell.text("stdout"), "behind\n");
});

test("a misspelt name in a plot is an error that names it, whichever way the plot is shown", async () => {
  const spec = `{ mark: "bar", data: { values: [{ a: 1 }] }, encoding: { x: { feild: "a", type: "quantitative" } } }`;
  for (const code of [
    `display.vegaLite(${spec})`,
    `display.vegaLite({ mark: "bar", data: { values: [{ a: 1 }] } }).update(${spec})`,
    `display.bundle({ "application/vnd.vegalite.v5+json": ${spec} })`,
    `({ [Symbol.for("Jupyter.display")]: () => ({ "application/vnd.vegalite.v5+json": ${spec} }) })`,
  ]) {
    const { error } = await kernel.run(code);
    assert.match(error?.evalue ?? "", /encoding\.x\.feild is unknown: did you mean "field"\?/, code);
  }
  assert.equal((await kernel.run("1")).result, "1");
});

test("a plot whose data lacks a field is shown with a notice", async () => {
  const cell = await kernel.run(`display.vegaLite({ mark: "bar", data: { values: [{ a: 1 }] },
    encoding: { x: { field: "b", type: "quantitative" } } })`);
  assert.equal(cell.error, undefined);
  assert.match(cell.text("stderr"), /encoding\.x\.field is "b": the data has a/);
});

test("a handle updates and clears what it stands for, from later cells as well", async () => {
  const cell = await kernel.run('const bar = display.html("0 %"); bar.update("50 %"); display.text("other");');
  assert.deepEqual(assertOrder(cell), ["display_data", "update_display_data", "display_data"]);
  const [id, other] = transient(cell, "display_data");
  assert.deepEqual(transient(cell, "update_display_data"), [id]);
  assert.notDeepEqual(id, other);
  assert.equal(typeof (id as Json).display_id, "string");
  const later = await kernel.run('bar.update("100 %"); bar.clear()');
  assert.deepEqual(transient(later, "update_display_data"), [id, id]);
  const data = later.ofType("update_display_data").map(({ content }) => content.data);
  assert.deepEqual(data, [{ "text/html": "100 %", "text/plain": "100 %" }, { "text/plain": "" }]);
  const value = await kernel.run('const shown = await display(1n); shown.update({ "text/plain": "2" })');
  assert.deepEqual(assertOrder(value), ["display_data", "update_display_data"]);
});

test("a handle as the last value shows nothing more, but can be inspected", async () => {
  assert.deepEqual(assertOrder(await kernel.run("bar")), []);
  assert.match(String((await kernel.run("Object.keys(bar)")).result), /update/);
});

test("a display that fails, or gives no bundle, fails its cell", async () => {
  for (const [method, says] of [
    ["() => { throw new RangeError('no picture') }", /no picture/],
    ["async () => { throw new RangeError('no picture') }", /no picture/],
    ["() => 5", /gave 5, not an object of MIME types/],
    ["() => null", /gave null, not an object of MIME types/],
    ["() => ({ 'application/json': 1n })", /BigInt/],
    ["() => { const a = {}; a.a = a; return { 'application/json': a } }", /circular/],
  ] as const) {
    for (const code of [
      `({ [Symbol.for("Jupyter.display")]: ${method} })`,
      `display({ [Symbol.for("Jupyter.display")]: ${method} })`,
    ]) {
      const cell = await kernel.run(code);
      assert.match(String(cell.error?.evalue), says, code);
      assert.deepEqual(assertOrder(cell), ["error"], code);
    }
  }
});

test("clearOutput and console.clear publish clear_output", async () => {
  const cell = await kernel.run(
    'console.log("1"); clearOutput(); clearOutput({ wait: true }); console.clear(); console.log("2")',
  );
  assert.deepEqual(assertOrder(cell), ["stream", "clear_output", "clear_output", "clear_output", "stream"]);
  assert.deepEqual(
    cell.ofType("clear_output").map(({ content }) => content),
    [{ wait: false }, { wait: true }, { wait: false }],
  );
});

test("a big picture arrives whole", async () => {
  const cell = await kernel.run("display.png(new Uint8Array(5_000_000).fill(7));");
  assert.equal(Buffer.from(String(displayed(cell)[0]?.["image/png"]), "base64").length, 5_000_000);
});

test("setLocale takes French and English only", async () => {
  assert.equal((await kernel.run('setLocale("fr"); setLocale("en")')).error, undefined);
  assert.match(String((await kernel.run('setLocale("de")')).error?.evalue), /setLocale\("de"\): use "fr" or "en"/);
});
