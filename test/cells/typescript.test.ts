import assert from "node:assert/strict";
import { after, test } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

/** Cells, each with the text of its result; null: none. */
type Cells = readonly (readonly [code: string, result: string | null])[];

async function give(cells: Cells): Promise<void> {
  for (const [code, result] of cells) {
    const cell = await kernel.run(code);
    assert.equal(cell.error, undefined, `${code}\n${cell.error?.traceback}`);
    assert.equal(cell.result ?? null, result, code);
  }
}

const topics: Record<string, Cells> = {
  "types are erased": [
    ["const a: number = 1; let b: string | undefined; type T = { x: number }; interface I { y: T }", null],
    [
      "function id<T extends I>(this: void, x: T, ...rest: readonly T[]): x is T { return Boolean(x) } id({ y: { x: 1 } })",
      "true",
    ],
    ["(a as unknown as string) satisfies string", "1"],
    ["a!", "1"],
    ["<number>a", "1"],
    ["declare const nowhere: string; declare module 'x' { }", null],
    ["abstract class Shape { abstract area(): number; protected readonly name?: string } typeof Shape", "'function'"],
    ["const tuple = [1, 'a'] as const; tuple.length", "2"],
    [
      "function overloaded(x: string): string; function overloaded(x: number): number; function overloaded(x: any) { return x } overloaded(3)",
      "3",
    ],
    ["type OnlyTypes = 1", null],
    [
      "import type { Stats } from 'node:fs'; import { type Dirent, statSync } from 'node:fs'; typeof statSync",
      "'function'",
    ],
    ["let opt = a?.toFixed?.(1) ?? 'none'; opt", "'1.0'"],
    ["((x?: number) => x)()", null],
  ],
  enums: [
    ["enum Colour { Red, Green = 5, Blue, Text = 'text' }\nColour.Blue", "6"],
    ["Colour[5]", "'Green'"],
    ["const enum Small { One = 1 } Small.One", "1"],
    ["enum Colour { Red = 'red' } Colour.Red", "'red'"],
    ["export enum Out { A = 1 << 3 } Out.A", "8"],
  ],
  namespaces: [
    [
      "namespace Geometry { export const pi = 3; export function area(r: number) { return pi * r ** 2 } export namespace Deep { export const x = 1 } }\nGeometry.area(2)",
      "12",
    ],
    ["Geometry.Deep.x", "1"],
    ["namespace Types { export type Only = 1 }", null],
  ],
  "parameter properties": [
    [
      "class Point { constructor(public x: number, private readonly y = 2, protected z?: number) {} sum() { return this.x + this.y } }\nnew Point(1).sum()",
      "3",
    ],
    ["new Point(4)", "Point { x: 4, y: 2, z: undefined }"],
  ],
  "standard decorators": [
    [
      `const calls: string[] = [];
       function logged<This, Args extends unknown[], R>(method: (this: This, ...args: Args) => R, context: ClassMethodDecoratorContext) {
         return function (this: This, ...args: Args): R { calls.push(String(context.name)); return method.call(this, ...args); };
       }
       function sealed(value: Function, { kind }: ClassDecoratorContext) { calls.push(kind); }
       function twice(_: undefined, { kind }: ClassFieldDecoratorContext) { return (v: number) => v * 2; }`,
      null,
    ],
    [
      "@sealed class Greeter { @twice accessorless = 21; @logged greet(name: string): string { return `hi ${name}` } }\nconst g = new Greeter(); [g.greet('Ada'), g.accessorless, calls.join()]",
      "[ 'hi Ada', 42, 'class,greet' ]",
    ],
    ["class Counter { accessor count = 1; static { this.prototype.constructor.name } } new Counter().count", "1"],
  ],
  "using and await using": [
    [
      `const disposed: string[] = [];
       class Resource { constructor(readonly name: string) {} [Symbol.dispose]() { disposed.push(this.name) } }
       class AsyncResource { constructor(readonly name: string) {} async [Symbol.asyncDispose]() { await 0; disposed.push(this.name) } }`,
      null,
    ],
    ["using first = new Resource('first'); await using second = new AsyncResource('second'); disposed.length", "0"],
    ["disposed.join()", "'second,first'"],
    ["{ using inner = new Resource('inner'); }\ndisposed.at(-1)", "'inner'"],
    ["function scoped() { using own = new Resource('own'); return disposed.length }\nscoped()", "3"],
    ["using nothing = null; disposed.at(-1)", "'own'"],
    ["for (using each of [new Resource('each')]) { } disposed.at(-1)", "'each'"],
  ],
  "top-level await": [
    ["await Promise.resolve(7)", "7"],
    ["const [x, y] = await Promise.all([1, Promise.resolve(2)]); x + y", "3"],
    ["for await (const n of (async function* () { yield 1; yield 2 })()) console.log(n)", null],
    ["let total = 0; for await (const n of [Promise.resolve(1), 2]) total += n; total", "3"],
    ["if (await Promise.resolve(true)) { total = await Promise.resolve(10) } total", "10"],
    ["const { a: awaited = await Promise.resolve(5) } = {} as { a?: number }; awaited", "5"],
    ["await new Promise<void>((resolve) => setTimeout(resolve, 1))", null],
    ["const thenable = { then(resolve: (n: number) => void) { resolve(9) } }; await thenable", "9"],
    ["const f = async () => await 1; await f()", "1"],
    ["Promise.resolve(1)", "Promise { 1 }"],
    ["while (await Promise.resolve(total-- > 8)) ; total", "7"],
    ["label: for (const i of [1, 2, 3]) { if (await Promise.resolve(i === 2)) break label; total = i } total", "1"],
    ["try { await Promise.reject(new Error('caught')) } catch (e) { total = 5 }", null],
    ["total", "5"],
  ],
  "what is shown": [
    ["1; 2;", "2"],
    ["{ a: 1 }", "{ a: 1 }"],
    ["({ a: 1 })", "{ a: 1 }"],
    ["{ a: 1, b: [2] }", "{ a: 1, b: [ 2 ] }"],
    ["let silent = 5", null],
    ["silent = 6", "6"],
    ["function declared() {}", null],
    ["class Declared {}", null],
    ["if (true) 5", null],
    ["for (const i of [1]) i", null],
    ["undefined", null],
    ["null", "null"],
    ["'text'", "'text'"],
    ["() => 1", "[Function (anonymous)]"],
    ["'use strict'", "'use strict'"],
    ["1 // with a comment", "1"],
    ["void 0", null],
  ],
  "JavaScript of today": [
    [
      "Object.groupBy([1, 2, 3], (n) => (n % 2 ? 'odd' : 'even'))",
      "[Object: null prototype] { odd: [ 1, 3 ], even: [ 2 ] }",
    ],
    ["new Set([1, 2]).union(new Set([3])).size", "3"],
    ["class P { static #count = 0; static bump() { return ++P.#count } } P.bump()", "1"],
    ["[1, 2, 3].values().map((n) => n * 2).toArray()", "[ 2, 4, 6 ]"],
    ["Promise.withResolvers() instanceof Object", "true"],
    ["/(?<year>\\d{4})/v.exec('2026')?.groups?.year", "'2026'"],
    ["1_000n ** 2n", "1000000n"],
    ["RegExp.escape('a.b')", "'\\\\x61\\\\.b'"],
    [
      "const tag = (s: TemplateStringsArray, ...v: unknown[]) => s.raw.join('|') + v.join(); tag`a${1}\\n${2}`",
      "'a||1,2'".replace("||", "|\\\\n|"),
    ],
  ],
};

for (const [topic, cells] of Object.entries(topics)) test(topic, () => give(cells));

test("a `using` declaration is disposed of when its cell fails, too", async () => {
  const cell = await kernel.run("using held = new Resource('held'); throw new Error('on purpose')");
  assert.equal(cell.error?.evalue, "on purpose");
  assert.equal((await kernel.run("disposed.at(-1)")).result, "'held'");
});
