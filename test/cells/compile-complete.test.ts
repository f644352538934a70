/** What a console does with what was typed: run it, wait for more, or show the error. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { checkComplete, compileCell, DeclaredNames } from "../../kernel/cells/compile/index.ts";

const samples = {
  complete: [
    "",
    "\n",
    "1 + 1",
    "const a: number = 1",
    "function f(x: number): number {\n  return x\n}",
    "// a comment",
    "/* a comment */",
    "interface P { a: string }",
    "{a: 1}",
    "{ a: 1, b }",
    "{ let x = 1 }",
    "function () {}",
    "class A {}",
    "enum E { A }",
    "<p>text</p>",
    "if (x) {\n}",
    "x => x",
    "`a\nb`",
    "/a/",
    "await f()",
    "for await (const x of y) {}",
    "import a from 'b'",
    "export default 5",
    "export { fromAnotherCell }",
    "'}'",
    "@dec class A {}",
    "1 // (",
    "let q = 1; { let q = 2 }",
  ],
  incomplete: [
    "function f(x: number) {",
    "const o = { a: 1,",
    "foo(1,",
    "const s = `abc",
    "const s = `abc ${",
    "const s = `abc ${1}",
    "const y: number =",
    "/* open",
    "class A {",
    "@dec",
    "x = a.",
    "x = a?.",
    "if (x)",
    "if (x) {} else",
    "async () =>",
    "type A<T> =",
    "type A = B |",
    "<T>(x: T",
    "const f = <T,>(x: T) =>",
    "const f = async <T extends A>(x: T): x is",
    "(a: number, b",
    "'abc\\",
    "'abc\\\n",
    "declare global",
    "const x",
    "try {}",
    "try {} catch",
    "{",
    "{ a: 1,",
    "{ a: 1, b",
    "do {}",
    "switch (a) {\n  case 1:",
    "for (const x of",
    "import {",
    "import { a } from",
    "export",
    "new Map<string, (a: number",
    "1 +",
    "!",
    "(",
    "[1, 2",
    "let x: {",
    "class A extends",
    "enum A {",
    "namespace N {",
    "<p>{x",
    "label:",
    "f(1, // comment",
    "const a = // comment",
  ],
  invalid: [
    "const = 1;",
    "}",
    "let q = 1; let q = 2;",
    "import q from 'q'; let q",
    "const re = /ab",
    "'abc",
    '"abc',
    "a b",
    "1 +* 2",
    "foo)",
    "let 1a",
    "return 5",
    "if (x))",
    "function f() { ) ",
    "{ a: 1 ]",
    "<p></q>",
    "const a = {;",
    "x = `a` `b` c d",
  ],
} as const;

for (const [status, sources] of Object.entries(samples)) {
  describe(status, () => {
    for (const source of sources) {
      it(JSON.stringify(source), () => assert.equal(checkComplete(source).status, status));
    }
  });
}

describe("the indent of the next line", () => {
  for (const [source, indent] of [
    ["function f() {", "  "],
    ["function f() {\n  if (x) {", "    "],
    ["function f() {\n  if (x) {\n    y()", "    "],
    ["function f() {\n  if (x) {\n    y()\n  }", "  "],
    ["if (x)", "  "],
    ["  const x =", "    "],
    ["foo(1, {\n    a: 1,", "  "],
    ["foo(1,\n  [", "    "],
    ["const s = `\n  text", ""],
    ["const s = `${f({\n  a:", "  "],
    ["const s = '}'; {", "  "],
    ["// }\n\t{", "\t  "],
    ["/* open", ""],
  ] as const) {
    it(JSON.stringify(source), () => assert.deepEqual(checkComplete(source), { status: "incomplete", indent }));
  }
});

it("never calls the beginning of a program invalid", () => {
  for (const file of ["cell-walk.ts", "cell-names.ts", "module-imports.ts", "compile-cell.ts"]) {
    const source = readFileSync(new URL(`../../kernel/cells/compile/${file}`, import.meta.url), "utf8");
    for (const end of tokenEnds(source)) {
      assert.notEqual(checkComplete(source.slice(0, end)).status, "invalid", source.slice(Math.max(0, end - 200), end));
    }
  }
});

/** Offsets between tokens, not within a string, which can't go on on another line. */
function* tokenEnds(source: string): Generator<number> {
  const tokens = /\/\/.*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"])*"|[\w$#]+|[=!]==?|=>|&&|\|\||\?[.?]|\.{3}|[^\s\w]/g;
  for (const { index, 0: token } of source.matchAll(tokens)) yield index + token.length;
}

it("what is complete compiles, and what is not is refused", async () => {
  for (const [status, sources] of Object.entries(samples)) {
    for (const source of sources) {
      const compile = async () => compileCell(source, { url: "cell", declared: new DeclaredNames() });
      if (status === "complete") await compile();
      else await assert.rejects(compile, { code: "ERR_NAVETTE_CELL_SYNTAX" }, source);
    }
  }
});
