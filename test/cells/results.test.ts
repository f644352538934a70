import assert from "node:assert/strict";
import { after, test } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";
import { assertOrder } from "../client/order.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

const results: readonly (readonly [code: string, text: string | RegExp])[] = [
  ["123n", "123n"],
  ["-0", "-0"],
  ["NaN", "NaN"],
  ["Infinity", "Infinity"],
  ["'été 🎉'", "'été 🎉'"],
  ["'with \\'quotes\\' and \\n'", "\"with 'quotes' and \\n\""],
  ["Symbol('s')", "Symbol(s)"],
  ["null", "null"],
  ["true", "true"],
  ["new Map([['k', { v: 1 }]])", "Map(1) { 'k' => { v: 1 } }"],
  ["new Set([1, [2]])", "Set(2) { 1, [ 2 ] }"],
  ["new WeakMap()", "WeakMap { <items unknown> }"],
  [
    "const circular: any = { name: 'c' }; circular.self = circular; circular",
    "<ref *1> { name: 'c', self: [Circular *1] }",
  ],
  ["class Boat { name = 'Vague'; #secret = 1 } new Boat()", "Boat { name: 'Vague' }"],
  ["Boat", "[class Boat]"],
  ["Object.create(null)", "[Object: null prototype] {}"],
  ["new Date(0)", "1970-01-01T00:00:00.000Z"],
  ["/re/gv", "/re/gv"],
  ["new Uint8Array([1, 2])", "Uint8Array(2) [ 1, 2 ]"],
  ["Buffer.from('ab')", "<Buffer 61 62>"],
  ["new Error('as a value')", /^Error: as a value\n {4}at In\[\d+\]:1:1$/],
  ["async () => {}", "[AsyncFunction (anonymous)]"],
  ["new Proxy({ a: 1 }, {})", "{ a: 1 }"],
  ["const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); proxy", "<Revoked Proxy>"],
  ["({ get x() { throw new Error('getter') }, y: 1 })", "{ x: [Getter], y: 1 }"],
  ["new Proxy({}, { get() { throw new Error('trap') }, ownKeys() { throw new Error('trap') } })", "{}"],
  ["new Proxy(function () {}, { get: () => () => 1 })", /Function/],
  ["({ [Symbol.for('nodejs.util.inspect.custom')]() { return 'own text' } })", "own text"],
  [
    "({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('while it was inspected') } })",
    /cannot be shown: while it was inspected/,
  ],
  ["globalThis === this", "true"],
  ["[undefined, , null]", "[ undefined, <1 empty item>, null ]"],
  ["[1.5, [2, [3, [4, [5, [6, [7]]]]]]]", /\[Array\]/],
  ["new Promise(() => {})", "Promise { <pending> }"],
  ["new URL('http://localhost/a?b=c').searchParams", "URLSearchParams { 'b' => 'c' }"],
  ["structuredClone({ a: new Map([[1, 2n]]) })", "{ a: Map(1) { 1 => 2n } }"],
  ["({ then: 5 })", "{ then: 5 }"],
  ["Object.assign(() => {}, { prop: 1 })", "[Function (anonymous)] { prop: 1 }"],
];

for (const [code, text] of results) {
  test(`the result of ${code}`, async () => {
    const cell = await kernel.run(code);
    assert.equal(cell.error, undefined, cell.error?.traceback);
    if (typeof text === "string") assert.equal(cell.result, text);
    else assert.match(String(cell.result), text);
  });
}

test("huge values are bounded", async () => {
  for (const code of [
    "new Array(1e6).fill(0)",
    "'x'.repeat(5_000_000)",
    "Array.from({ length: 1000 }, () => 'y'.repeat(10_000))",
    "new Map(Array.from({ length: 100_000 }, (_, i) => [i, { i }]))",
    "Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => ['key' + i, i]))",
    "new Uint8Array(50_000_000)",
  ]) {
    const cell = await kernel.run(code);
    assert.equal(cell.error, undefined, cell.error?.traceback);
    const { length } = String(cell.result);
    assert.ok(length > 0 && length < 300_000, `${code}: ${length} characters`);
    assert.match(String(cell.result), /more/);
  }
});

test("an object shows itself by its Jupyter.display method", async () => {
  await kernel.run(`
    class Card { constructor(readonly html: string) {} [Symbol.for("Jupyter.display")]() { return { "text/html": this.html, "text/plain": "a card" } } }
    class Slow { async [Symbol.for("Jupyter.display")]() { await new Promise((r) => setTimeout(r, 1)); return { "text/markdown": "# slow" } } }`);
  const card = await kernel.run("new Card('<b>x</b>')");
  assert.deepEqual(card.ofType("execute_result")[0]?.content.data, { "text/html": "<b>x</b>", "text/plain": "a card" });
  const slow = await kernel.run("new Slow()");
  assert.deepEqual(slow.ofType("execute_result")[0]?.content.data, { "text/markdown": "# slow" });
  const binary = await kernel.run(
    '({ [Symbol.for("Jupyter.display")]: () => ({ "image/png": new Uint8Array([1, 2, 3]) }) })',
  );
  assert.deepEqual(binary.ofType("execute_result")[0]?.content.data, { "image/png": "AQID" });
  const nothing = await kernel.run('({ [Symbol.for("Jupyter.display")]: () => ({}) })');
  assert.deepEqual(assertOrder(nothing), []);
  const noMethod = await kernel.run('({ [Symbol.for("Jupyter.display")]: "no method" })');
  assert.match(String(noMethod.result), /Jupyter\.display/);
});

test("a plot as a result comes with its picture", async () => {
  const cell = await kernel.run(`({ [Symbol.for("Jupyter.display")]: () => ({
    "application/vnd.vegalite.v5+json": { data: { values: [{ a: 1 }] }, mark: "bar", encoding: { x: { field: "a" } } },
    "text/plain": "a plot" }) })`);
  const data = cell.ofType("execute_result")[0]?.content.data as Record<string, unknown>;
  assert.match(String(data["image/svg+xml"]), /^<svg/);
  assert.equal(data["text/plain"], "a plot");
});

test("an interrupt ends a display method that never ends", async () => {
  const cell = kernel.submit('({ [Symbol.for("Jupyter.display")]() { console.log("showing"); for (;;) {} } })');
  await cell.until(() => cell.text() !== "", "the method's first line");
  await kernel.request("control", "interrupt_request");
  await cell.done();
  assert.equal(cell.error?.ename, "KeyboardInterrupt");
  const waiting = kernel.submit(
    '({ async [Symbol.for("Jupyter.display")]() { console.log("showing"); await new Promise(() => {}); } })',
  );
  await waiting.until(() => waiting.text() !== "", "the method's first line");
  await kernel.request("control", "interrupt_request");
  await waiting.done();
  assert.equal(waiting.error?.ename, "KeyboardInterrupt");
  assert.equal((await kernel.run("1 + 1")).result, "2");
});
