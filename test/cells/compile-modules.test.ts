/** Imports and exports of cells, and `import()`, `import.meta`, `require`. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type CellImport, compileCell, DeclaredNames } from "../../kernel/cells/compile/index.ts";
import { CompileSession } from "./compile-session.ts";

const module = (code: string) => `"data:text/javascript,${encodeURIComponent(code)}"`;
const abc = module("export const a = 1, b = 2; export default 3; export { a as 'a b' }");

const sessions: Record<string, readonly (readonly [cell: string, shown: string])[]> = {
  "every form of import": [
    [`import d from ${abc}; d`, "3"],
    [`import { a, b as c, default as e } from ${abc}; [a, c, e]`, "[ 1, 2, 3 ]"],
    [`import { "a b" as named } from ${abc}; named`, "1"],
    [`import * as all from ${abc}; all.a`, "1"],
    [`import f, * as every from ${abc}; [f, every.b]`, "[ 3, 2 ]"],
    [`import g, { a as h } from ${abc}; [g, h]`, "[ 3, 1 ]"],
    ["import 'node:fs'; 5", "5"],
    ["import {} from 'node:fs'; 5", "5"],
    ["import type { X } from 'nowhere'; 5", "5"],
    ["import type Y from 'nowhere'; import type * as Z from 'nowhere'; 5", "5"],
    ["import { type W } from 'nowhere'; 5", "5"],
    [`import { type T, a as i } from ${abc}; i`, "1"],
    ["import util = require('node:util'); typeof util.inspect", "'function'"],
    ["import type fs = require('nowhere'); 5", "5"],
    ["const outer = { inner: { x: 1 } }; import x1 = outer.inner.x; x1", "1"],
    ["import data from 'data:application/json,{\"x\":1}' with { type: 'json' }; data.x", "1"],
    [`import {\n  a as j,\n  b as k,\n} from ${abc}\n;[j, k]`, "[ 1, 2 ]"],
    ["typeof hoisted.join; import * as hoisted from 'node:path'", "'function'"],
    [
      "later(); function later() { return after1 }; import { sep as after1 } from 'node:path'; later() === after1",
      "true",
    ],
  ],
  "every form of export": [
    ["export const a = 1; a", "1"],
    ["export function f() { return a }; export class C {}; export let b = f(); b", "1"],
    ["export { a, b as c }; export { f as 'a b' }", ""],
    ["export { a, unknown }; a", "1"],
    ["export default a + 1", "2"],
    ["export default { a }", "{ a: 1 }"],
    ["export default [a]\nexport {}", "[ 1 ]"],
    ["a\nexport default (2)", "2"],
    ["export default () => 1", "[Function (anonymous)]"],
    ["export default async function () {}", "[AsyncFunction (anonymous)]"],
    ["export default class {}", "[class (anonymous)]"],
    ["export default abstract class D { abstract x: number }", ""],
    ["D.name", "'D'"],
    ["export default function g() { return 6 }\n(5)", "5"],
    ["g()", "6"],
    ["export default interface I {}", ""],
    ["export type { T } from 'nowhere'; export type * from 'nowhere'; export { type U } from 'nowhere'; 1", "1"],
    [`export * from ${abc}; export * as ns from ${abc}; export { a as q } from ${abc}; 2`, "2"],
    [
      `export { nope } from "node:path"`,
      "SyntaxError: The requested module 'node:path' does not provide an export named 'nope'",
    ],
    ["export = 7", "7"],
    ["export as namespace Global; 8", "8"],
    ["export import p = outer", "ReferenceError: outer is not defined"],
    ["export import type q1 = require('nowhere'); 9", "9"],
    ["export enum E { A }; E.A", "0"],
  ],
  "a name that the module lacks is an error where it is used as a value": [
    ["import { Nope, join } from 'node:path'; typeof join", "'function'"],
    ["Nope", "undefined"],
    ["import { Nope } from 'node:path'; const x: Nope = 1; function f(a: Nope): Nope { return a }; x", "1"],
    [
      "import { Nope } from 'node:path'; type Y = typeof Nope; let y: Nope.Inner | import('z').Q; y as Nope",
      "undefined",
    ],
    ["import { Nope } from 'node:path'; class A implements Nope {}; interface B extends Nope {}; 1", "1"],
    ["import { Nope } from 'node:path'; (Nope: number) => Nope; { let Nope = 1; Nope }; ({ Nope: 1 }).Nope", "1"],
    ["import { Nope } from 'node:path'; new Nope()", missing("node:path", "Nope")],
    ["import { Nope } from 'node:path'; ({ Nope })", missing("node:path", "Nope")],
    ["import { Nope } from 'node:path'; class A extends Nope {}", missing("node:path", "Nope")],
    ["import { Nope } from 'node:path'; () => Nope.x", missing("node:path", "Nope")],
    ["import { Nope as Other } from 'node:path'; typeof Other", missing("node:path", "Nope")],
    ["import { Nope } from 'node:path'; Nope ||= 1", missing("node:path", "Nope")],
    ["import { Nope as URL } from 'node:path'; URL", missing("node:path", "Nope")],
    [
      "import nothing from 'data:text/javascript,'; nothing",
      "SyntaxError: The requested module 'data:text/javascript,' does not provide an export named 'default'",
    ],
  ],
  "import(), import.meta and require": [
    ["const { sep } = await import('node:path'); sep", "'/'"],
    ["(await import('data:application/json,{}', { with: { type: 'json' } })).default", "{}"],
    ["await import(/* the path */ 'node:path').then((path) => path.sep)", "'/'"],
    ["[import.meta.dirname, import.meta.url]", "[ '/notebook', 'file:///notebook/cell.ts' ]"],
    ["(() => import.meta.dirname)()", "'/notebook'"],
    ["typeof require('node:fs').readFileSync + __dirname", "'function/notebook'"],
    ["const require = 1; require", "1"],
  ],
};

function missing(module: string, name: string): string {
  return `SyntaxError: The requested module '${module}' does not provide an export named '${name}'`;
}

for (const [name, cells] of Object.entries(sessions)) {
  it(name, async () => {
    await using session = new CompileSession();
    for (const [cell, shown] of cells) assert.equal(await session.show(cell), shown, cell);
  });
}

describe("what a compiled cell tells of itself", () => {
  it("lists its imports", async () => {
    const source = `1; import d, { a as b, type T } from "m" with { type: "json" }; export * from "n"; import type { U } from "o"`;
    const { imports } = await compileCell(source, { url: "cell", declared: new DeclaredNames() });
    const expected: CellImport[] = [
      {
        specifier: "m",
        names: [
          { imported: "default", local: "d", type: false },
          { imported: "a", local: "b", type: false },
          { imported: "T", local: "T", type: true },
        ],
        type: false,
        attributes: { type: "json" },
        offset: 3,
      },
      { specifier: "n", names: [], type: false, attributes: {}, offset: source.indexOf("export") },
      {
        specifier: "o",
        names: [{ imported: "U", local: "U", type: false }],
        type: true,
        attributes: {},
        offset: source.lastIndexOf("import"),
      },
    ];
    assert.deepEqual(imports, expected);
  });

  it("lists what it declares, types included", async () => {
    const source =
      "import i from 'm'; const { a, b: [c] } = 1 as any; if (1) var v; function f() { var no } class K {} enum E {} " +
      "namespace N.M { export const x = 1 } type T = 1; interface I {} export default function g() {} declare const d: 1; using u = null";
    const { declares } = await compileCell(source, { url: "cell", declared: new DeclaredNames() });
    assert.deepEqual(
      declares.map(({ name, kind }) => `${kind} ${name}`),
      [
        "import i",
        "const a",
        "const c",
        "var v",
        "function f",
        "class K",
        "enum E",
        "namespace N",
        "type T",
        "interface I",
        "function g",
        "using u",
      ],
    );
    for (const { name, offset } of declares) assert.equal(source.slice(offset, offset + name.length), name);
  });
});
