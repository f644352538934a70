/** Errors are put down to the line and column of the source, whatever was rewritten before them. */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { CellSyntaxError, compileCell, DeclaredNames } from "../../kernel/cells/compile/index.ts";
import { CompileSession } from "./compile-session.ts";

/** Statements that are rewritten in one way or another; `n` keeps their names apart. */
const statements: readonly ((n: number) => string)[] = [
  (n) => `const a${n}: Map<string, number> = new Map<string, number>();`,
  (n) => `let { b${n}, clash }: any = { b${n}: 1 as number };`,
  () => "await (Promise.resolve(1) as Promise<number>);",
  () => "for await (const x of [1 as any, await 2]) { await x! }",
  (n) => `import c${n}, { sep as d${n}, type E${n} } from "node:path";`,
  (n) => `import {\n  join as f${n},\n} from "node:path";`,
  (n) => `interface G${n}<T> {\n  a: T;\n}`,
  (n) => `type H${n} = string\n`,
  (n) => `function i${n}<T>(this: any, x?: T): x is T { return true }`,
  (n) => `class J${n}<T> extends Object implements K { private readonly x?: T; declare y: number }`,
  (n) => `export const k${n} = <T,>(x: T): T => x;`,
  (n) => `using l${n} = null as any;`,
  () => "URL;",
  () => "clash += 1;",
  () => "try { constant = 2 } catch {}",
  (n) => `var m${n} = { URL, constant } as const;`,
  () => "void import.meta.url;",
  () => "/* 😀 é */",
  () => "`a\n${await 1}`;",
  () => "if (clash<!--clash) ;",
  (n) => `function clash2() { return ${n} }`,
  () => "\r\n",
  () => "// comment\n",
];

it("whatever precedes the error, on its line or before", async () => {
  await using session = new CompileSession();
  assert.equal(await session.show("let clash = 1, clash2 = 2; const constant = 1; const URL = 1"), "");
  const ends = [" ", "\n", "\n  ", "\r\n", ";"];
  const source = fc
    .uniqueArray(fc.tuple(fc.constantFrom(...statements), fc.constantFrom(...ends)), {
      selector: ([statement]) => statement,
      maxLength: 12,
    })
    .map((parts) => parts.map(([statement, end], n) => statement(n) + end).join(""));
  await fc.assert(
    fc.asyncProperty(source, async (before) => {
      const cell = `${before} throw new Error("found");`;
      const { shown, thrownAt } = await session.run(cell);
      assert.equal(shown, "Error: found", cell);
      const head = cell.slice(0, cell.indexOf("new Error"));
      const lines = head.split(/\r\n|\n/);
      assert.deepEqual([thrownAt?.line, thrownAt?.column], [lines.length, (lines.at(-1)?.length ?? 0) + 1], cell);
    }),
    { numRuns: 300 },
  );
});

it("errors of rewritten code are put down to what was rewritten", async () => {
  await using session = new CompileSession();
  await session.run("const constant = 1");
  for (const [cell, place] of [
    ["1;\n  import { nope } from 'node:path'; nope", [2, 3]],
    ["\n/* é */ constant = 2", [2, 18]],
    ["let x = 1; x(await 2)", [1, 12]],
    ["await (1 as any)()", [1, 17]],
    ["{ a: 1,\n b: missing }", [2, 5]],
    ["function () {\n throw new Error('x') }()", [2, 8]],
    ["const f = (): void => { throw new Error('x') }\nf()", [1, 31]],
  ] as const) {
    const { thrownAt } = await session.run(cell);
    assert.deepEqual([thrownAt?.line, thrownAt?.column], place, cell);
  }
});

it("a later cell's error leads to the earlier cell's function", async () => {
  await using session = new CompileSession();
  await session.run("let before: number = 1;\nfunction fails(x: string): never { throw new Error(x) }");
  const { thrownAt } = await session.run("await 1; fails('y' as string)");
  assert.deepEqual(thrownAt, { cell: 0, line: 2, column: 42 });
});

/** Cells that TypeScript refuses: the message, the place, and the excerpt's last line. */
const refused: readonly (readonly [cell: string, message: string, line: number, column: number])[] = [
  ["const = 1;", "Unexpected token '='", 1, 7],
  ["}", "Unexpected token '}'", 1, 1],
  ["foo(1,", "Unexpected end of input: `)` expected", 1, 7],
  ["a b", "Unexpected identifier 'b'", 1, 3],
  ["let x = 1\nlet y = 2 z", "Unexpected identifier 'z'", 2, 11],
  ["let a = 1\r\nlet a = 2", "Identifier 'a' has already been declared", 2, 5],
  ["let a\rlet b = )", "Unexpected token ')'", 2, 9],
  ["'\u2028'; )", "Unexpected token ')'", 1, 6],
  ["'😀'; )", "Unexpected token ')'", 1, 7],
  ["\ufefflet = 1", "The keyword 'let' is reserved", 1, 2],
  ["{ a: 1, b: }", "Unexpected token '}'", 1, 12],
  ["{ a: 1, b: 2", "Unexpected end of input", 1, 13],
  ["{ let x = 1; foo( }", "Unexpected token '}'", 1, 19],
  ["function (x) { return x + }", "Unexpected token '}'", 1, 27],
  ["const x = <div>{1 +}</div>", "Unexpected token '}'", 1, 20],
  ["'abc", "Unterminated string", 1, 1],
  ["1;\n/* open", "Unterminated multiline comment", 2, 1],
  ["1; /(/", "Invalid regular expression: /(/: Unterminated group", 1, 4],
  ["return 5", "A 'return' statement can only be used within a function body", 1, 1],
  ["const x", "Missing initializer in const declaration. Add an initializer (e.g. ` = undefined`) here", 1, 7],
  ["1 = 2", "Cannot assign to this expression", 1, 1],
  ["x.#y", "Private identifier '#y' is not allowed outside class bodies", 1, 3],
];

for (const [cell, message, line, column] of refused) {
  it(`refuses ${JSON.stringify(cell)}`, () => {
    assert.throws(
      () => compileCell(cell, { url: "cell", declared: new DeclaredNames() }),
      (error) => {
        assert.ok(error instanceof CellSyntaxError);
        assert.deepEqual([error.message, error.line, error.column], [message, line, column]);
        assert.equal(error.code, "ERR_NAVETTE_CELL_SYNTAX");
        const [text = "", caret = ""] = error.frame.split("\n");
        assert.equal(caret.indexOf("^"), column - 1);
        assert.equal(text, cell.split(/\r\n?|\n/)[line - 1]);
        return true;
      },
    );
  });
}

it("an excerpt of a long line shows the place", () => {
  const cell = `${"\t".repeat(3)}f(${"x, ".repeat(200)})) ${"y".repeat(200)}`;
  assert.throws(
    () => compileCell(cell, { url: "cell", declared: new DeclaredNames() }),
    (error) => {
      assert.ok(error instanceof CellSyntaxError);
      const [text = "", caret = ""] = error.frame.split("\n");
      assert.ok(text.length <= 100);
      assert.equal(text.slice(caret.indexOf("^")).slice(0, 2), ") ");
      return true;
    },
  );
});
