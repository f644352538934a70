/** `await`, `for await`, `using`: what reaches the runtime, and that their meaning stays. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compileCell, DeclaredNames } from "../../kernel/cells/compile/index.ts";
import { CompileSession } from "./compile-session.ts";

/** The script of a first cell, without its frame. */
async function script(source: string): Promise<string> {
  const { code } = await compileCell(source, { url: "cell", declared: new DeclaredNames() });
  return code.replace(/^"use strict";/, "").replace(/\n\/\/# sourceURL=cell$/, "");
}

describe("the emitted code", () => {
  for (const [source, expected] of [
    ["await x", "await __navette.race(x)"],
    ["await (x)", "await __navette.race((x))"],
    ["await x.y(await z) + 1", "await __navette.race(x.y(await __navette.race(z))) + 1"],
    ["await <T>x", "await __navette.race((  x))"],
    ["await x!", "await __navette.race(x );"],
    ["-await (x as T)", "-await __navette.race((x     ))"],
    ["async () => await x", "async () => await __navette.race(x)"],
    ["for await (const a of b) ;", "for await (const a of __navette.iterate(b)) ;"],
    ["import('x')", "__navette.dynamicImport('x')"],
    ["import ('x', { with: {} })", "__navette.dynamicImport('x', { with: {} })"],
    ["const a = 1", "let   a = 1"],
    ["let a: number = 1", "let a         = 1"],
  ] as const) {
    it(source, async () => assert.equal(await script(source), expected));
  }

  it("keeps every line where it was", async () => {
    const source =
      "import {\n a\n} from 'm'\ninterface I {\n x: 1\n}\nexport default <T>(\n b: T,\n): T => b\nlet { c,\n d } = a";
    const compiled = await script(source);
    assert.equal(compiled.split("\n").length, source.split("\n").length);
    assert.equal(compiled.split("\n")[10], " d } = a");
  });
});

const sessions: Record<string, readonly (readonly [cell: string, shown: string])[]> = {
  "top-level await": [
    ["await Promise.resolve(1)", "1"],
    ["const a = await Promise.resolve(2); a", "2"],
    ["let log: unknown[] = []; for await (const x of [1, Promise.resolve(2)]) log.push(x)", ""],
    ["log", "[ 1, 2 ]"],
    ["for await (const x of (async function* () { yield 3 })()) log.push(x)\nlog", "[ 1, 2, 3 ]"],
    ["const f = async (n: number) => { for await (const x of [n]) return await x }; await f(4)", "4"],
    ["await (async function* () { yield await 5 })().next()", "{ value: 5, done: false }"],
    ["await Promise.reject(new Error('no'))", "Error: no"],
    ["try { await Promise.reject(6) } catch (error) { var caught = error }\ncaught", "6"],
    ["await { then(resolve: (n: number) => void) { resolve(7) } }", "7"],
    ["[await 1, await 2].map(async (x) => await x).length", "2"],
    ["class K { static async m() { return await 8 } }; await K.m()", "8"],
    ["`${await 9}`", "'9'"],
    ["(await 1, await 10)", "10"],
    ["await 1\n/2/1", "0.5"],
    ["await 1\n`x`", "TypeError: 1 is not a function"],
  ],
  "using is disposed of at the end of the cell, or of its block": [
    [
      "const log: string[] = []; const resource = (name: string) => ({ name, [Symbol.dispose]() { log.push(name) } })",
      "",
    ],
    [
      "const asyncResource = (name: string) => ({ name, async [Symbol.asyncDispose]() { await 1; log.push(name) } })",
      "",
    ],
    ["using a = resource('a'); await using b = asyncResource('b'); using n = null; log.length", "0"],
    ["log.splice(0)", "[ 'b', 'a' ]"],
    ["a.name", "'a'"],
    ["using a = resource('a2'), c = resource('c'); [a.name, c.name, ...log]", "[ 'a2', 'c' ]"],
    ["log.splice(0)", "[ 'c', 'a2' ]"],
    ["{ using d = resource('d'); log.push('in') }; log.splice(0)", "[ 'in', 'd' ]"],
    ["for (using e of [resource('e')]) log.push('in'); log.splice(0)", "[ 'in', 'e' ]"],
    ["await (async () => { await using g = asyncResource('g'); log.push('in') })(); log.splice(0)", "[ 'in', 'g' ]"],
    ["for await (await using h of [asyncResource('h')]) log.push('in'); log.splice(0)", "[ 'in', 'h' ]"],
    ["using i = resource('i'); throw new Error('x')", "Error: x"],
    ["log.splice(0)", "[ 'i' ]"],
    ["const using = 1; let await1 = using\nusing\nawait1", "1"],
  ],
};

for (const [name, cells] of Object.entries(sessions)) {
  it(name, async () => {
    await using session = new CompileSession();
    for (const [cell, shown] of cells) assert.equal(await session.show(cell), shown, cell);
  });
}
