/** Names across cells: redeclared in any mixture, constant, hiding globals, left without a value by a failed cell. */
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import fc from "fast-check";
import { stopTransforms } from "../../kernel/cells/compile/index.ts";
import { CompileSession } from "./compile-session.ts";

after(stopTransforms);

/** Ways to declare `name` so that reading it gives `value` in the end; the value is a number. */
const declarations: Record<string, (name: string, value: number) => string> = {
  const: (name, value) => `const ${name}: number = ${value};`,
  let: (name, value) => `let ${name} = ${value}`,
  "let without a value": (name, value) => `let ${name}: number; ${name} = ${value}`,
  var: (name, value) => `var ${name} = ${value}`,
  "var in a block": (name, value) => `if (true) { for (var ${name} = ${value}; false;); }`,
  "var in a for-of": (name, value) => `for (var ${name} of [0, ${value}]);`,
  "var in a for-in": (name, value) => `for (var ${name} in { ${value}: 1 });\n${name} = Number(${name})`,
  "var pattern": (name, value) => `0\nvar { a: ${name} = 0 } = { a: ${value} }`,
  "var pattern in a loop": (name, value) => `for (var [${name}] of [[${value}]]);`,
  function: (name, value) => `function ${name}(): number { return ${value} }`,
  "async function": (name, value) => `async function ${name}() { return ${value} }`,
  class: (name, value) => `class ${name} { static value = ${value} }`,
  "abstract class": (name, value) => `export abstract class ${name} { static value = ${value} }`,
  object: (name, value) => `0\nconst { ${name}, other${value} } = { ${name}: ${value}, other${value}: 1 };`,
  array: (name, value) => `let fresh${value}: any, [${name}, ...rest${value}] = [${value}]`,
  using: (name, value) => `using ${name} = { value: ${value}, [Symbol.dispose]() {} }`,
  "await using": (name, value) => `await using ${name} = { value: ${value}, async [Symbol.asyncDispose]() {} }`,
  import: (name, value) => `import ${name} from "data:text/javascript,export default ${value}"`,
  "named import": (name, value) =>
    `import { v as ${name}, type T${value} } from "data:text/javascript,export const v = ${value}"`,
  "namespace import": (name, value) => `import * as ${name} from "data:text/javascript,export const value = ${value}"`,
  "import and namespace": (name, value) =>
    `import ${name}, * as all${value} from "data:text/javascript,export default ${value}"`,
  enum: (name, value) => `enum ${name} { value = ${value} }`,
  namespace: (name, value) => `namespace ${name} { export const value = ${value} }`,
  "decorated class": (name, value) => `@((c: any) => c) class ${name} { static value = ${value} }`,
  "export const": (name, value) => `export const ${name} = ${value}`,
  "export default function": (name, value) => `export default function ${name}() { return ${value} }`,
};

/** An expression that gives the value, whichever declaration was the last. */
function currentValue(name: string): string {
  return `typeof ${name} === "function" && !("value" in ${name}) ? await ${name}() : ${name}.value ?? ${name}`;
}

const kinds = Object.entries(declarations);

describe("redeclaring a name", async () => {
  const session = new CompileSession();
  after(() => session[Symbol.asyncDispose]());
  let count = 0;

  for (const [first, declareFirst] of kinds) {
    it(`${first}, then any other`, async () => {
      for (const [second, declareSecond] of kinds) {
        const name = `name${++count}`;
        const run = async (cell: string) => assert.equal(await session.show(`${cell}\n;void 0`), "undefined", cell);
        await run(declareFirst(name, 1));
        await run(`function reads${name}() { return ${name} }`);
        assert.equal(await session.show(currentValue(name)), "1", first);
        await run(declareSecond(name, 2));
        assert.equal(await session.show(currentValue(name)), "2", second);
        assert.equal(await session.show(`reads${name}() === ${name}`), "true", `a closure after ${second}`);
      }
    });
  }

  it("behaves like the last one for random mixtures, in functions of earlier cells too", async () => {
    const isDefault = ([kind]: (typeof kinds)[number]) => kind.startsWith("export default");
    const cell = fc.record({
      names: fc.uniqueArray(fc.constantFrom("p", "q", "r", "URL", "fetch"), { minLength: 1, maxLength: 3 }),
      // A module has one default export at most.
      kinds: fc
        .array(fc.constantFrom(...kinds), { minLength: 3, maxLength: 3 })
        .filter((chosen) => chosen.filter(isDefault).length < 2),
      value: fc.integer({ min: 1, max: 1e6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 2, maxLength: 6 }), async (cells) => {
        await using fresh = new CompileSession();
        const expected = new Map<string, number>();
        for (const { names, kinds, value } of cells) {
          const parts = names.map((name, index) => {
            const declare = kinds[index]?.[1];
            expected.set(name, value + index);
            return declare?.(name, value + index);
          });
          assert.equal(await fresh.show(`${parts.join("\n;")}\n;void 0`), "undefined", parts.join("\n"));
          await fresh.show(`function all() { return [${[...expected.keys()].join(", ")}] }`);
          for (const [name, last] of expected) assert.equal(await fresh.show(currentValue(name)), String(last), name);
          assert.equal(
            await fresh.show(`all().every((v, i) => v === [${[...expected.keys()].join(", ")}][i])`),
            "true",
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it("within one cell is an error, as TypeScript has it", async () => {
    const cells: readonly (readonly [cell: string, column: number])[] = [
      ["let a = 1; let a = 2", 16],
      ["let a = 1; var a = 2", 16],
      ["let a = 1; { var a = 2 }", 18],
      ["const a = 1; function a() {}", 23],
      ["class a {} function a() {}", 21],
      ['import a from "node:fs"; let a', 30],
      ['import { a } from "node:fs"; import a from "node:path"', 37],
      ["enum a {} class a {}", 17],
    ];
    for (const [cell, column] of cells) {
      const { shown, thrownAt } = await session.run(cell);
      assert.equal(shown, "SyntaxError: Identifier 'a' has already been declared", cell);
      assert.equal(thrownAt?.column, column, cell);
    }
    assert.equal(await session.show("var b = 1; var b = 2; type b = 1; b"), "2");
  });
});

/** Cells of one session with what they show, in order. */
const sessions: Record<string, readonly (readonly [cell: string, shown: string])[]> = {
  "functions are hoisted, keep their name and see the latest definition": [
    ["const f = 1", ""],
    ["const early = f(3); function f(n: number): number { return n ? n + f(n - 1) : 0 }; early", "6"],
    ["f.name", "'f'"],
    ["const g = f; let f = (n: number) => 100", ""],
    ["g(3)", "103"],
    ["function f() { return 'again' }; f()", "'again'"],
    ["async function* f() {}; f.name + f.constructor.name", "'fAsyncGeneratorFunction'"],
  ],
  "a redeclared variable is first read as the old one": [
    ["const rows = [1, 2, 3]", ""],
    ["const rows = rows.map((n: number) => n * 2); rows", "[ 2, 4, 6 ]"],
    ["let rows; rows", "undefined"],
    ["var v = 1", ""],
    ["var v; v", "1"],
    ["unknown; let unknown = 1", "ReferenceError: unknown is not defined"],
  ],
  "destructuring mixes new names and old": [
    ["let a = 1; var b = 2", ""],
    ["const { a, b, c, ...d }: any = { a: 10, b: 20, c: 30, e: 40 }; [a, b, c, d]", "[ 10, 20, 30, { e: 40 } ]"],
    ["[a, b]", "[ 10, 20 ]"],
    ["let [a, { b = 5, z }, y = a] = [7, { z: 8 }] as any; [a, b, z, y]", "[ 7, 5, 8, 7 ]"],
    ["let s = 1\nlet [a] = [3]; [s, a]", "[ 1, 3 ]"],
    ["if (true) var [b] = [4], k = 1\nb + k", "5"],
    ["for (var a = 1, m = 2; a < 3; a++); [a, m]", "[ 3, 2 ]"],
    ["label: var { a } = { a: 9 }; a", "9"],
  ],
  "anonymous functions and classes are named after their variable": [
    ["let f = 1, URL = 2", ""],
    ["const f = () => {}, URL = function () {}; [f.name, URL.name]", "[ 'f', 'URL' ]"],
    ["class URL {}; class f {}; [f.name, URL.name]", "[ 'f', 'URL' ]"],
    ["function URL() {}; URL.name", "'URL'"],
  ],
  "constants can't be assigned to": [
    ["const c = 1; let l = 2", ""],
    ["c = 2", "TypeError: Assignment to constant variable."],
    ["c", "1"],
    ["c += 1", "TypeError: Assignment to constant variable."],
    ["c++", "TypeError: Assignment to constant variable."],
    ["--c", "TypeError: Assignment to constant variable."],
    ["[c] = [3]", "TypeError: Assignment to constant variable."],
    ["({ c } = { c: 3 })", "TypeError: Assignment to constant variable."],
    ["({ c = 4 } = {})", "TypeError: Assignment to constant variable."],
    ["({ x: c, ...l } = { x: 3 })", "TypeError: Assignment to constant variable."],
    ["for (c of [1]);", "TypeError: Assignment to constant variable."],
    ["for (c in { a: 1 });", "TypeError: Assignment to constant variable."],
    ["(c as any) = 3", "TypeError: Assignment to constant variable."],
    ["(() => { c = 3 })()", "TypeError: Assignment to constant variable."],
    ["function assigns() { c = 3 }; 1", "1"],
    ["assigns()", "TypeError: Assignment to constant variable."],
    ["c ||= 3", "1"],
    ["c ??= 3", "1"],
    ["c &&= 3", "TypeError: Assignment to constant variable."],
    ["let order = ''; try { c = (order += 'right', 1) } catch { order += ' caught' } order", "'right caught'"],
    ["const big = 1n; big += 1n", "TypeError: Assignment to constant variable."],
    ["const power = 2; power **= 1 + 1", "TypeError: Assignment to constant variable."],
    ["const inCell = 1; try { inCell = 2 } catch (error) { (error as Error).message }", ""],
    ["const own = 1; own = 2", "TypeError: Assignment to constant variable."],
    ["own", "1"],
    ["import path, { join } from 'node:path'", ""],
    ["path = 1 as any", "TypeError: Assignment to constant variable."],
    ["join++", "TypeError: Assignment to constant variable."],
    ["using held = null; held = 1", "TypeError: Assignment to constant variable."],
    ["{ let c = 5; c = 6; c++; l = c }", ""],
    ["l", "7"],
    ["((c: number) => { c = 8; return c })(1)", "8"],
    ["try { throw 1 } catch (c) { c = 9; l = c } l", "9"],
    ["for (let c = 0; c < 2; c++) l = c\nl", "1"],
    ["function local() { c = 5; return c; var c: number }; local()", "5"],
    [
      "function parameter(x = (() => { c = 1 })()) { var c = 2 }; parameter()",
      "TypeError: Assignment to constant variable.",
    ],
    ["switch (1) { case 1: let c: number; c = 3; l = c } l", "3"],
    ["(function c() { return typeof c })()", "'function'"],
    ["class c2 { static c = 1; static { c2.c = 5 } }; c2.c = 6", "6"],
    ["let c = 5; c = 6; c", "6"],
    ["const c = 7", ""],
    ["var c = 8; c++; c", "9"],
    ["function c() {}; c = 1 as any; c", "1"],
  ],
  "names hide globals from the notebook's cells only": [
    ["const { performance } = require('node:perf_hooks'); typeof performance.now()", "'number'"],
    ["const crypto = require('crypto'); typeof crypto.randomBytes", "'function'"],
    ["const fetch = async (u: string) => `mine ${u}`; await fetch('x')", "'mine x'"],
    ["let name = 'n', event = 'e'; name + event", "'ne'"],
    ["const process = 5; [process, { process }, typeof process]", "[ 5, { process: 5 }, 'number' ]"],
    ["const URL = 'http://x'; URL", "'http://x'"],
    ["new globalThis.URL(URL).host", "'x'"],
    ["require('node:url').URL === globalThis.URL", "true"],
    [
      "await import('data:text/javascript,export default typeof process + typeof URL').then((m) => m.default)",
      "'objectfunction'",
    ],
    ["function usesIt(process: any) { return [process, URL] }; usesIt(1)", "[ 1, 'http://x' ]"],
    [
      "class Response { static who = 'mine' }; [Response.who, Response.name, globalThis.Response.name]",
      "[ 'mine', 'Response', 'Response' ]",
    ],
    ["class Request extends Response {}; new Request() instanceof Response", "true"],
    [
      "function setTimeout() { return 'mine' }; [setTimeout(), setTimeout.name, typeof globalThis.setTimeout(() => {}, 0)]",
      "[ 'mine', 'setTimeout', 'object' ]",
    ],
    [
      "var Buffer = 1; { var Event = 2 } Buffer++; Event += 1; [Buffer, Event, typeof globalThis.Buffer]",
      "[ 2, 3, 'function' ]",
    ],
    ["({ Buffer, x: Event = 1 } = { Buffer: 7 } as any); [Buffer, Event]", "[ 7, 1 ]"],
    ["[Buffer] = [8]; for (Event of [9]); [Buffer, Event]", "[ 8, 9 ]"],
    ["((Buffer: number) => Buffer)(1) + ((): number => { let Event = 2; return Event })()", "3"],
    ["({ Buffer: 1, Event() { return Buffer } }).Event()", "8"],
    ["let undefined = 1; undefined", "1"],
    ["new URL()", "TypeError: URL is not a constructor"],
    ["let require = (x: string) => x; require('y')", "'y'"],
    ["var __dirname = 'here', module = 1, exports = 2; [__dirname, module, exports]", "[ 'here', 1, 2 ]"],
    [
      "enum Worker { A }; namespace Blob { export const x = Worker.A }; [Blob.x, typeof globalThis.Blob]",
      "[ 0, 'function' ]",
    ],
  ],
  "a cell that fails keeps what it had declared": [
    ["let a = 1; throw new Error('x'); let b = 2", "Error: x"],
    ["a", "1"],
    ["b", "ReferenceError: b is not defined"],
    ["let b = 3; b", "3"],
    ["throw new Error('x'); let c = 1, d = 2, e = 3, URL = 4", "Error: x"],
    ["var c = 5; c", "5"],
    ["function d() { return 6 }; d()", "6"],
    ["const { e, f } = { e: 7, f: 8 }; [e, f]", "[ 7, 8 ]"],
    ["var URL = 9; URL", "9"],
    ["const kept = 1", ""],
    ["const kept = (() => { throw new Error('y') })()", "Error: y"],
    ["kept", "1"],
    ["let kept = 2; kept", "2"],
    ["let n = 1; }", "SyntaxError: Unexpected token '}'"],
    ["typeof n", "'undefined'"],
  ],
};

for (const [name, cells] of Object.entries(sessions)) {
  it(name, async () => {
    await using session = new CompileSession();
    for (const [cell, shown] of cells) assert.equal(await session.show(cell), shown, cell);
  });
}
