import assert from "node:assert/strict";
import { after, test } from "node:test";
import { TypedKernel } from "./typed-kernel.ts";

const kernel = await TypedKernel.start();
after(() => kernel.dispose());

async function membersOf(code: string): Promise<readonly string[]> {
  return (await kernel.complete(code)).matches;
}

test("a name has the type of its latest declaration", async () => {
  await kernel.run("const tide = { low: 1 };", "a");
  await kernel.run("const before = tide;", "b");
  await kernel.run("const tide = { high: 2 };", "c");
  assert.deepEqual(await membersOf("tide."), ["high"]);
  assert.deepEqual(await membersOf("before."), ["low"]);
});

test("an earlier cell that is run again gives later ones its types", async () => {
  await kernel.run("const make = () => ({ first: 1 });", "d");
  await kernel.run("const made = make();", "e");
  assert.deepEqual(await membersOf("made."), ["first"]);
  await kernel.run("const make = () => ({ second: 1 });", "d");
  assert.ok((await membersOf("made.sec")).includes("second"));
});

test("a cell that was edited leaves no ghost of what it declared", async () => {
  await kernel.run("interface Ghost { gone: 1 }", "f");
  assert.ok((await membersOf("let g: Gho")).includes("Ghost"));
  await kernel.run("interface Spirit { here: 1 }", "f");
  assert.deepEqual(await membersOf("let g: Gho"), []);
  assert.ok((await membersOf("let g: Spir")).includes("Spirit"));
});

test("a cell that was deleted leaves no ghost", async () => {
  await kernel.run("type Wreck = { sunk: true };", "g");
  assert.ok((await membersOf("let w: Wre")).includes("Wreck"));
  await kernel.run("0", "h", ["g"]);
  assert.deepEqual(await membersOf("let w: Wre"), []);
});

test("cells of a console, which have no ids, follow one another", async () => {
  await kernel.run("let log = { day: 1 };");
  await kernel.run("let entry = log;");
  await kernel.run("let log = { night: 1 };");
  assert.deepEqual(await membersOf("log."), ["night"]);
  assert.deepEqual(await membersOf("entry."), ["day"]);
});

test("a fresh process has forgotten all names", async () => {
  await kernel.run("type Ashore = { left: true };", "i");
  const ended = await kernel.run("process.exit(1)", "j");
  assert.equal(ended.reply?.content.status, "error");
  assert.deepEqual(await membersOf("let a: Ash"), []);
});

test("cells of every form are modules: JSX, expressions, exports, nothing", async () => {
  for (const [code, id] of [
    ["export const exported = { x: 1 }; export type Both = { y: 1 };", "k"],
    ["{ a: 1 }", "l"],
    ["function () {}", "m"],
    ["", "n"],
    ["// only a comment", "o"],
    ['const React = { createElement: (...all: unknown[]) => all };\nconst view = <b title="x">{exported.x}</b>;', "p"],
    ["export default class Ship { sail() {} }", "q"],
    ["import { basename as nameOf } from 'node:path';", "r"],
  ] as const) {
    assert.equal((await kernel.run(code, id)).reply?.content.status, "ok", code);
  }
  assert.deepEqual(await membersOf("exported."), ["x"]);
  assert.ok((await membersOf("let b: Bot")).includes("Both"));
  assert.deepEqual(await membersOf("new Ship().s"), ["sail"]);
  assert.ok((await membersOf("nameOf('x').toUpp")).includes("toUpperCase"));
});

test("a cell of 1 MB, and syntax errors everywhere", async () => {
  await kernel.run(`const big = { before: 1 };\n/* ${"x".repeat(1_000_000)} */ const after = { big };`, "s");
  assert.deepEqual(await membersOf("after.big."), ["before"]);
  for (const code of ["const = ;", "function (", "`", "import {", "}}}", "class { #"]) {
    assert.equal((await kernel.run(code, "t")).reply?.content.status, "error", code);
    await kernel.complete(`${code} big.`);
  }
  assert.deepEqual(await membersOf("big."), ["before"]);
});

test("many cells at once, each of which uses the one before", async () => {
  const last = 59;
  const cell = (n: number) => `const chain${n} = { own${n}: ${n === 0 ? 0 : `chain${n - 1}`} };`;
  for (let n = 0; n <= last; n += 1) {
    assert.equal((await kernel.run(cell(n), `u${n}`)).reply?.content.status, "ok");
  }
  assert.deepEqual(await membersOf(`chain${last}.own${last}.`), [`own${last - 1}`]);
  await kernel.run(`const chain${last - 1} = { edited: 1 };`, `u${last - 1}`);
  await kernel.run(cell(last), `u${last}`);
  assert.deepEqual(await membersOf(`chain${last}.own${last}.`), ["edited"]);
});

test("a value of one cell and a type of another share a name", async () => {
  await kernel.run("const Boat = { make: () => ({ sail: 1 }) };", "v1");
  assert.equal(await kernel.warningsOf("type Boat = ReturnType<typeof Boat.make>;", "v2"), "");
  assert.equal(await kernel.warningsOf("const boat: Boat = Boat.make();", "v3"), "");
  assert.deepEqual(await membersOf("boat."), ["sail"]);
  assert.deepEqual(await membersOf("Boat."), ["make"]);
  assert.deepEqual(await membersOf("let other: Boat; other."), ["sail"]);
  assert.deepEqual(await membersOf("type Boat = typeof Boat; let own: Boat; own."), ["make"]);

  await kernel.run("interface Berth { depth: number }", "v4");
  assert.equal(await kernel.warningsOf("function Berth(): Berth { return { depth: 3 } }", "v5"), "");
  assert.equal(await kernel.warningsOf("const berth: Berth = Berth();", "v6"), "");
  assert.deepEqual(await membersOf("berth."), ["depth"]);

  await kernel.run("class Dock { length = 1 }", "v7");
  assert.equal(await kernel.warningsOf("interface Dock { width: number }", "v8"), "");
  assert.deepEqual(await membersOf("let dock: Dock; dock."), ["width"]);
  assert.deepEqual(await membersOf("new Dock()."), ["length"]);
});

test("a value whose cell was edited or deleted is no longer offered, nor its members", async () => {
  await kernel.run("const spectre = { chains: 3 };", "w1");
  assert.deepEqual(await membersOf("spectr"), ["spectre"]);
  await kernel.run("type spectre = 1;", "w1");
  assert.deepEqual(await membersOf("spectre."), []);
  assert.match(await kernel.warningsOf("spectre.chains", "w2"), /TS2693/);
  await kernel.run("0", "w3", ["w1"]);
  assert.deepEqual(await membersOf("spectr"), []);
  assert.match(await kernel.warningsOf("spectre.chains", "w2"), /TS2304 Cannot find name 'spectre'/);
  // Whoever sets a property of the global object means it to stay.
  await kernel.run("Object.assign(globalThis, { keptSpectre: { here: 1 } });", "w4");
  await kernel.run("0", "w5", ["w4"]);
  assert.deepEqual(await membersOf("keptSpec"), ["keptSpectre"]);
  assert.deepEqual((await membersOf("keptSpectre."))[0], "here");
});
