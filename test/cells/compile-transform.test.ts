/** What goes through esbuild: enums, namespaces, parameter properties, decorators, accessors, JSX. */
import assert from "node:assert/strict";
import { after, it } from "node:test";
import { stopTransforms } from "../../kernel/cells/compile/index.ts";
import { CompileSession } from "./compile-session.ts";

after(stopTransforms);

const sessions: Record<string, readonly (readonly [cell: string, shown: string])[]> = {
  "enums and namespaces": [
    ["enum Color { Red, Green = Red << 2, Blue = 'b' }", ""],
    ["Color", "{ '0': 'Green', Red: 0, Green: 0, Blue: 'b' }"],
    ["enum Color { Cyan }; Color", "{ '0': 'Cyan', Cyan: 0 }"],
    ["const enum Level { Low = 1, High }; Level.High", "2"],
    ["Level.Low", "1"],
    ["namespace A.B { export const c = 5; export namespace D { export function e() { return c } } }; A.B.D.e()", "5"],
    ["namespace A { export const f = 1 }; A", "{ f: 1 }"],
    ["namespace A { export const g = 2 }\nnamespace A { export const h = g }; A", "{ g: 2, h: 2 }"],
    ["class K {} namespace K { export const x = 1 }; K.x", "1"],
    ["function F() {} namespace F { export const y = 2 }; [F.y, F.name]", "[ 2, 'F' ]"],
    ["namespace OnlyTypes { export type T = 1 }; 5", "5"],
    ["enum X { A }\n{ a: X.A }", ""],
    ["enum Y { A = 1 }\nvoid 0", "undefined"],
    ["enum Y { A = 1 }\n'use strict'", "'use strict'"],
    ["enum Y { A = 1 }\nundefined; type After = Y", "undefined"],
    ["enum Y { A = 1 }\nexport default { y: Y.A }", "{ y: 1 }"],
    ["enum Y { A = 1 }\nlet late = Y.A;;", ""],
    ["await 1; enum Z { A }; await Promise.resolve(Z.A)", "0"],
    ["import { sep } from 'node:path'; enum W { A }; sep + W.A", "'/0'"],
    ["using u = { v: 3, [Symbol.dispose]() {} }; enum V { A }; u.v", "3"],
    ["u = 1; enum V { A }", "TypeError: Assignment to constant variable."],
  ],
  "parameter properties": [
    [
      "class P { constructor(private x: number, readonly y = 2) {} sum() { return this.x + this.y } }; new P(1).sum()",
      "3",
    ],
    ["class Q extends P { constructor(public z: string) { super(5); } }; new Q('z')", "Q { x: 5, y: 2, z: 'z' }"],
  ],
  "decorators, each class with its own": [
    ["const seen: string[] = []", ""],
    [
      "function log(value: any, context: DecoratorContext) { seen.push(`${context.kind} ${String(context.name)}`); return value }",
      "",
    ],
    [
      "@log class A { @log x = 1; @log m() { return 2 } @log static s = 3; @log accessor z = 4; @log get g() { return 5 } }",
      "",
    ],
    ["seen.splice(0).toSorted().join()", "'accessor z,class A,field s,field x,getter g,method m'"],
    ["const twice = (f: any) => function (this: any) { return f.call(this) * 2 }", ""],
    ["class B { @twice m() { return 10 } n = new A().m() }; [new B().m(), new A().m(), new A().z]", "[ 20, 2, 4 ]"],
    [
      "const starts: number[] = []; const init = (n: number) => (_: any, c: any) => { c.addInitializer(() => starts.push(n)) }",
      "",
    ],
    ["class C { @init(1) m() {} }", ""],
    ["class D { @init(2) m() {} }; new C(); new D(); new C(); starts", "[ 1, 2, 1 ]"],
    [
      "@twiceNamed class Request { static x = 1 }; function twiceNamed(c: any) { return c }; [Request.name, Request.x]",
      "[ 'Request', 1 ]",
    ],
    ["globalThis.Request.x", "undefined"],
    ["let _init = 5; @twiceNamed class E {}; _init", "5"],
    ["_init", "5"],
    ["Object.keys(globalThis).filter((key) => /_init|decorator/i.test(key))", "[]"],
    ["class F { accessor x = 1; static accessor y = 2 }; [new F().x, F.y]", "[ 1, 2 ]"],
    [
      "function param(_: any, key: any, index: number) { seen.push(`${key} ${index}`) }; class G { m(@param a: number) {} }; seen.splice(0)",
      "[ 'm 0' ]",
    ],
    ["export default @log class H {}", ""],
    ["[H.name, ...seen.splice(0)]", "[ 'H', 'class H' ]"],
  ],
  JSX: [
    ["const React = { createElement: (...parts: unknown[]) => parts, Fragment: 'fragment' }", ""],
    ['<p id="x">hi {1 + 1}</p>', "[ 'p', { id: 'x' }, 'hi ', 2 ]"],
    ["const view = <T,>(x: T) => <><b>{x as string}</b></>; view('y')", "[ 'fragment', null, [ 'b', null, 'y' ] ]"],
    ["/** @jsx h */ const h = (tag: string) => tag; <q />", "'q'"],
    ["const generic = <T>(x: T) => x; generic(1)", "1"],
  ],
};

for (const [name, cells] of Object.entries(sessions)) {
  it(name, async () => {
    await using session = new CompileSession();
    for (const [cell, shown] of cells) assert.equal(await session.show(cell), shown, cell);
  });
}

it("positions lead back through esbuild", async () => {
  await using session = new CompileSession();
  for (const source of [
    "enum A { B }\nlet x: number = A.B;\n\n  throw new Error('here: ' + x)",
    "/* é */ class P { constructor(private q: number) {\n    if (q as any) throw new Error('here: ') } }\nnew P(1)",
    "let no = 1;\nenum A { B } /* 😀 */ throw new Error('here: ')",
    "/* \u2028 */ enum A { B }\nconst s = '\u2029'; throw new Error('here: ' + s as string)",
    "const React = 0 as any;\nconst f = () => { throw new Error('here: ') }\nf() || <p />",
  ]) {
    const { shown, thrownAt } = await session.run(source);
    assert.match(shown, /here: /, source);
    const before = source.slice(0, source.indexOf("new Error"));
    const line = before.split("\n").length;
    assert.deepEqual(
      thrownAt && [thrownAt.line, thrownAt.column],
      [line, before.length - before.lastIndexOf("\n")],
      source,
    );
  }
});

it("esbuild is not loaded for cells that do without, and stopped when asked", async () => {
  await using session = new CompileSession();
  await stopTransforms();
  assert.equal(await session.show("enum Again { A }; Again.A"), "0");
});
