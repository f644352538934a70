import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Exchange, type Json, KernelClient } from "../client/kernel-client.ts";
import { assertOrder } from "../client/order.ts";

/** Notebooks that were written for tslab's kernel: they import the real package, which displays through this one. */
const kernel = await KernelClient.start();
after(() => kernel.dispose());

async function run(code: string): Promise<Exchange> {
  const cell = await kernel.run(code);
  assert.equal(cell.error, undefined, `${code}\n${cell.error?.traceback}`);
  return cell;
}

const displayed = (cell: Exchange) => cell.ofType("display_data").map(({ content }) => content.data as Json);

test("import * as tslab gives the real package", async () => {
  const cell = await run('import * as tslab from "tslab"; [typeof tslab.display.html, typeof tslab.newDisplay]');
  assert.equal(cell.result, "[ 'function', 'function' ]");
  assert.equal((await run("tslab.versions.tslab === require('tslab/package.json').version")).result, "true");
  const names = await run(
    'import { display, newDisplay } from "tslab"; import whole from "tslab"; [display === tslab.display, whole.newDisplay === newDisplay]',
  );
  assert.equal(names.result, "[ true, true ]");
});

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const calls: readonly (readonly [call: string, data: Json])[] = [
  ["tslab.display.html('<h1>Été</h1>')", { "text/html": "<h1>Été</h1>" }],
  ["tslab.display.markdown('# md')", { "text/markdown": "# md" }],
  ["tslab.display.svg('<svg/>')", { "image/svg+xml": "<svg/>" }],
  ["tslab.display.text('plain')", { "text/plain": "plain" }],
  ["tslab.display.javascript('1 + 1')", { "text/javascript": "1 + 1" }],
  ["tslab.display.raw('application/x-own', 'raw')", { "application/x-own": "raw" }],
  [`tslab.display.png(new Uint8Array(Buffer.from("${png}", "base64")))`, { "image/png": png }],
  ["tslab.display.jpeg(new Uint8Array([1, 2, 3]))", { "image/jpeg": "AQID" }],
  ["tslab.display.gif(new Uint8Array([1, 2, 3]))", { "image/gif": "AQID" }],
  ["tslab.display.pdf(new Uint8Array([1, 2, 3]))", { "application/pdf": "AQID" }],
];

for (const [call, data] of calls) {
  test(call, async () => {
    const cell = await run(`${call};`);
    assert.deepEqual(assertOrder(cell), ["display_data"]);
    assert.deepEqual(displayed(cell), [data]);
  });
}

test("await tslab.display.png(…) at the end of a cell, as the notebooks of LangGraph have it", async () => {
  const cell = await run(`
    const drawable = { async drawMermaidPng() { return new Blob([Buffer.from("${png}", "base64")]) } };
    const image = await drawable.drawMermaidPng();
    const arrayBuffer = await image.arrayBuffer();
    await tslab.display.png(new Uint8Array(arrayBuffer));`);
  assert.deepEqual(displayed(cell), [{ "image/png": png }]);
});

test("newDisplay is updated in place, from later cells as well", async () => {
  const cell = await run(
    "const shown = tslab.newDisplay(); shown.html('1'); shown.html('2'); tslab.newDisplay().text('another')",
  );
  const ids = [...cell.ofType("display_data"), ...cell.ofType("update_display_data")].map(
    ({ content }) => (content.transient as Json).display_id,
  );
  assert.equal(cell.ofType("display_data").length, 2);
  assert.equal(cell.ofType("update_display_data").length, 1);
  assert.equal(ids[0], ids[2]);
  assert.notEqual(ids[0], ids[1]);
  const later = await run("shown.markdown('3')");
  assert.deepEqual(assertOrder(later), ["update_display_data"]);
  assert.deepEqual(later.ofType("update_display_data")[0]?.content.transient, { display_id: ids[0] });
});

test("require gives the same package", async () => {
  const cell = await run(
    "const required = require('tslab'); required.display.html('by require'); required.display === tslab.display",
  );
  assert.deepEqual(displayed(cell), [{ "text/html": "by require" }]);
  assert.equal(cell.result, "true");
  const dynamic = await run("const { display: shows } = await import('tslab'); shows.text('dynamic');");
  assert.deepEqual(displayed(dynamic), [{ "text/plain": "dynamic" }]);
});

test("what is displayed later carries the header of its cell", async () => {
  const cell = kernel.submit("setTimeout(() => tslab.display.text('late'), 5);");
  await cell.done();
  await run("1");
  await cell.until(() => cell.ofType("display_data").length > 0, "the late display");
  assert.deepEqual(displayed(cell), [{ "text/plain": "late" }]);
});

test("a notebook's code as tslab has it: redeclaration, for await, console, its last value", async () => {
  const cells: readonly (readonly [code: string, result: string | undefined])[] = [
    ["import * as tslab from 'tslab';\nlet x = 10, y: string = 'a';", undefined],
    ["let x = 'now a string';\nconst y = [x];\ny", "[ 'now a string' ]"],
    [
      "async function* numbers() { yield* [1, 2, 3] }\nlet sum = 0;\nfor await (const n of numbers()) { sum += n }",
      undefined,
    ],
    ["sum", "6"],
    [
      "class Person { constructor(private readonly name: string) {} toString() { return this.name } }\nnew Person('Ada') + ''",
      "'Ada'",
    ],
    ["export const exported = 1; // tolerated\nexported", "1"],
    ["[1, 2].map(n => n * 2)", "[ 2, 4 ]"],
    ["_", "[ 2, 4 ]"],
  ];
  for (const [code, result] of cells) assert.equal((await run(code)).result, result, code);
});
