/** What each kind of TypeScript gives when V8 runs the compiled cell. */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { stopTransforms } from "../../kernel/cells/compile/index.ts";
import { CompileSession } from "./compile-session.ts";

after(stopTransforms);

/** Cells and what they show; each runs in the session of its group, after the ones before it. */
const groups: Record<string, readonly (readonly [cell: string, shown: string])[]> = {
  "values and statements": [
    ["1 + 1", "2"],
    ["1;;", "1"],
    ["5 /* c */ // d", "5"],
    ["5; type After = string", "5"],
    ["5; interface After {}", "5"],
    ["5; export {}", "5"],
    ["let x = 5", ""],
    ["x; let y = 1", ""],
    ["if (x) 1", ""],
    ["function f() {}", ""],
    ["", ""],
    ["// only a comment", ""],
    ["/* a */", ""],
    ["type OnlyType = 1", ""],
    ["'use strict'", "'use strict'"],
    ['"a";"b"', "'b'"],
    ["undefined", "undefined"],
    ["void 0;", "undefined"],
    ["x => x", "[Function (anonymous)]"],
    ["label: { 5; }", ""],
    ["a: for (;;) { break a }", ""],
    ["a: for (const i of [1]) { continue a }", ""],
    ["Promise.resolve(5)", "Promise { 5 }"],
    ["var { length }: any = 'abc'; length", "3"],
    ["var a = 1, b: number = a\n;[a, b]", "[ 1, 1 ]"],
    ["this === globalThis", "true"],
    ["(function () { return this })()", "undefined"],
    ["(function () { return arguments.length })(1, 2)", "2"],
    ["1 / 2 / 1", "0.5"],
    ["/[/\\]]+/g", "/[/\\]]+/g"],
    ["'</script>'", "'</script>'"],
  ],
  "objects and functions at the start": [
    ["{ a: 1 }", "{ a: 1 }"],
    ["{a: 1}", "{ a: 1 }"],
    ["var a = 1; var b = 2", ""],
    ["{ a: 1, b }", "{ a: 1, b: 2 }"],
    ["{ a }", "{ a: 1 }"],
    ["{}", "{}"],
    ["  // first\n  { a: 1, } // last", "{ a: 1 }"],
    ["{ a: await 1 as number, ...{ b: <any>2 } }", "{ a: 1, b: 2 }"],
    ["{ f() { return 1 } }.f()", "1"],
    ["{ x: 1 };", ""],
    ["{ let q = 1; q }", ""],
    ["{ a; b }", ""],
    ["{ a: 1 }\n{ b: 2 }", ""],
    ["function () {}", "[Function (anonymous)]"],
    ["function* () {}", "[GeneratorFunction (anonymous)]"],
    ["async function () { await 1 }", "[AsyncFunction (anonymous)]"],
    ["async () => {}", "[AsyncFunction (anonymous)]"],
    ["class {}", "[class (anonymous)]"],
    ["class { static x = 1 }", "[class (anonymous)] { x: 1 }"],
  ],
  "types in expressions": [
    ["const s = `a${(1 as number)!}b`; s!", "'a1b'"],
    ["[1, 2] satisfies number[]", "[ 1, 2 ]"],
    ["<const>{ a: 1 }", "{ a: 1 }"],
    ["(() => <any>{ a: 1 })()", "{ a: 1 }"],
    ["let v = [1] as any\n;[v.length]", "[ 1 ]"],
    ["let q = 1 as any\n(2)", "2"],
    ["let r = v!\n;[r]", "[ [ 1 ] ]"],
    ["(function () { return <\nany>\n5 })()", "5"],
    ["(function () { return 5 as any\n(6) })()", "5"],
    ["new (Map as any)<string, number>()", "Map(0) {}"],
    ["new Map<string, number>", "Map(0) {}"],
    ["const tag = <T>(s: any) => s[0]; tag<string>`x`", "'x'"],
    ["const inst = tag<number>\ninst`y`", "'y'"],
    ["let n: number | undefined = 5; n! += 2; (n as number) += 1; (<any>n)++; n", "9"],
    ["let o: any = {}; o.a ??= {} as any; o.a.b! = 1; o?.a!.b", "1"],
    ["let i = 0; i++ + ++i!", "2"],
    ["[(i as any)] = [7]; i", "7"],
    ["for (i as any of [8]); i", "8"],
    ["const enumish = { A: 'a' } as const; type E = (typeof enumish)[keyof typeof enumish]; enumish.A", "'a'"],
    ["1 < 2 as any", "true"],
    ["i as any as number < 3", "false"],
  ],
  "types of variables and functions": [
    ["let a!: number, b: string; [a, b]", "[ undefined, undefined ]"],
    ["let { x: xq, ['y']: yq = 2 as number }: any = <any>{ x: 1 }; [xq, yq]", "[ 1, 2 ]"],
    [
      "const { p: { q: [c = 5 as number] = [] } = {} as any, ...rest }: Record<string, any> = { z: 1 }; [c, rest]",
      "[ 5, { z: 1 } ]",
    ],
    ["const f = (a: number)\n: number => a\nf(3)", "3"],
    ["const g = (a: number):\n number => a\ng(3)", "3"],
    ["const h = async <T\n>(a: T) => a\nawait h(3)", "3"],
    ["const k = <T,>(x: T): x is T => true; k(1)", "true"],
    [
      "function over(a: string): string\nfunction over(a: number): number\nfunction over(a: any): any { return a }\nover(1)",
      "1",
    ],
    ["function self(this: any, a?: number, ...b: string[]): number { return b.length }; self(1, '2')", "1"],
    ["let fn: (this: Window, a: number, ...r: any[]) => void = () => {}; typeof fn", "'function'"],
    ["let ctor: abstract new <T>() => T; ctor", "undefined"],
    ["let obj = { m<T>(x?: T): T | undefined { return x }, get g(): number { return 1 } }; obj.m(obj.g)", "1"],
    ["function assertIt(x: any): asserts x {}; assertIt(1); 6", "6"],
    ["try { throw 1 } catch (e: unknown) { var caught = e as number } caught", "1"],
    ["for (const x of <number[]>[1, 2]) { var last = x as number } last", "2"],
    [
      "declare const dd: number; declare function ff(): void; declare let ll: string, mm: any; typeof dd",
      "'undefined'",
    ],
    ["declare module 'x' {} declare global { interface W {} } declare enum En {} declare namespace Na {} 3", "3"],
    ["export declare class Dc { m(): void }; abstract class Ab { abstract m(): void }; typeof Ab", "'function'"],
    ["type A = 1\n(5)", "5"],
    ["let z = 1\ntype B = 1\n;(6)", "6"],
    ["let w = z\ninterface C {}\n[1]", "[ 1 ]"],
    ["type Deep<T> = T extends (infer U extends string)[] ? U : never; 7", "7"],
    [
      "var type = 1, declare = 2, abstract = 3, namespace = 4, as = 5, satisfies = 6, of = 7; [type, declare, abstract, namespace, as, satisfies, of].length",
      "7",
    ],
    ["type = 8; type", "8"],
    ["let \\u0061bc: number = 3; abc", "3"],
    ["let 𠮷: string = 'x'; 𠮷 + '😀'", "'x😀'"],
  ],
  classes: [
    ["class A { x = 1\n private ['y'] = 2 }\nnew A()", "A { x: 1, y: 2 }"],
    ["class B { get: number\n foo() { return 1 } }\nnew B()", "B { get: undefined }"],
    ["class C { x = 1\n declare y: number\n ['z']() { return 1 }\n *gen(): any {} }\nnew C().z()", "1"],
    [
      "class D { public static async *gen<T>(this: any, a?: T): AsyncGenerator<T> { yield a! } }\nD.gen",
      "[AsyncGeneratorFunction: gen]",
    ],
    [
      "class E { b!: string; c?: number = 2; [k: string]: any; readonly 'd e'?: 5; private static p = 3; static get q(): number { return E.p } }\n[new E(), E.q]",
      "[ E { b: undefined, c: 2, 'd e': undefined }, 3 ]",
    ],
    [
      "abstract class F<T> { abstract m(): void; protected abstract x: number; constructor(readonly?: number) {} }\nclass G<T> extends F<T> implements Iface<T>, Other { override m(): void {} x = 1 }\nnew G()",
      "G { x: 1 }",
    ],
    [
      "class H { optional?(v: any): void {} readonly; private = 1; static static = 2; async; declare() {} }; [new H(), H.static]",
      "[ H { readonly: undefined, private: 1, async: undefined }, 2 ]",
    ],
    ["class I<in out T> { m<U>(): void; m(): void {} }; new I<string>()", "I {}"],
    ["class J { static { var inner = 1 } static x: number = 1 as any\n;['y'] = 2 }; typeof inner", "'undefined'"],
    ["(class<T> { #p: T | 1 = 1; has(o: any) { return #p in o } })", "[class (anonymous)]"],
    ["new (class { constructor(a: number, b?: string) {} })(1)", "{}"],
  ],
  "odd sources": [
    ["#!/usr/bin/env node\n11", "11"],
    ["\ufeff12", "12"],
    ["1\r\n+\r\n2", "3"],
    ["let\u2028ls = 1; ls", "1"],
    ["'\u2028'.length", "1"],
    ["13 //", "13"],
    ["14 //# sourceURL=other\n", "14"],
    ["let less = 1; less<!--less", "false"],
    ["`a\n${1}\r\nb`", "'a\\n1\\nb'"],
    ["typeof __navette", "'object'"],
    [
      "(function (__navette: string) { return (async () => await 5 + __navette)() })('x').constructor.name",
      "'Promise'",
    ],
    ["await (async (__navette: string) => await 5 + __navette)('x')", "'5x'"],
    ["let __navette = 3; await __navette", "3"],
    ["__navette", "3"],
    ["await 1; __navette = 4; await __navette", "4"],
    ["await 7", "7"],
    ["\t\n", ""],
    ["x\u0301 = 1; var x\u0301; x\u0301", "1"],
  ],
};

for (const [name, cells] of Object.entries(groups)) {
  describe(name, async () => {
    const session = new CompileSession();
    after(() => session[Symbol.asyncDispose]());
    for (const [cell, shown] of cells) {
      it(JSON.stringify(cell), async () => assert.equal(await session.show(cell), shown));
    }
  });
}

describe("a cell of 1 MB", () => {
  it("is compiled, whether it is one string or many statements", async () => {
    await using session = new CompileSession();
    assert.equal(await session.show(`const big: string = "${"(".repeat(1e6)}"; big.length`), "1000000");
    assert.equal(await session.show(`${"var many = 1;\n".repeat(72_000)}many`), "1");
  });
});
