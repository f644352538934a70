import assert from "node:assert/strict";
import { after, test } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

async function isComplete(code: string): Promise<Record<string, unknown>> {
  const { reply } = await kernel.request("shell", "is_complete_request", { code });
  assert.equal(reply?.type, "is_complete_reply");
  return reply.content;
}

const complete = [
  "",
  "1 + 1",
  "const a: number = 1;",
  "function f(x: number): number {\n  return x;\n}",
  "// a comment",
  "/* a comment */",
  "interface Point { x: number }",
  "for await (const x of xs) console.log(x)",
  "await fetch('http://localhost')",
  "const text = `a ${`b ${1}`} c`",
  "const re = /[(]/",
  "'}'",
  "if (a) {\n} else {\n}",
  "@decorated class A { @logged m() {} }",
  "enum Colour { Red, Green }",
  "using file = open()",
  "import { a } from 'node:fs'",
  "({ a: 1 })",
  "x satisfies Y",
  "const m = new Map<string, Array<number>>()",
  "const f = <T,>(x: T) => x",
  "type A<T> = { x: T }",
  "x = /[/]{/g",
  "class A { @logged() m() {} }",
  "1 // (",
  "/* { */",
  "`a ${'}'}`",
];
const incomplete = [
  "function f(x: number) {",
  "const o = { a: 1,",
  "foo(1,",
  "const s = `abc",
  "const s = `abc ${",
  "const y: number =",
  "/* never closed",
  "if (a) {\n  b();",
  "[1, 2,",
  "class A {\n  m() {",
  "a +",
  "async () => {",
  "const f = (x: number) =>",
  "type A = {",
  "import {",
  "f<",
  "const m: Map<string,",
  "const f = <T,>(x: T) =>",
  "type A<T> =",
  "@decorated(",
  "@decorated class A {",
  "class A { @logged",
  "x = /[(]/ +",
  "f( // )",
  "/* { */ f(",
  "`a ${f(`b ${",
];
const invalid = [
  "const = 1;",
  "}",
  "let q = 1; let q = 2;",
  "1 1",
  "const a = ;",
  ")",
  "'never closed\n1",
  "x = /never closed",
];

for (const [status, samples] of Object.entries({ complete, incomplete, invalid })) {
  test(`${status} code is told`, async () => {
    for (const code of samples) assert.equal((await isComplete(code)).status, status, JSON.stringify(code));
  });
}

test("incomplete code comes with the indent of the next line", async () => {
  const indents = [
    ["function f() {", "  "],
    ["function f() {\n  if (a) {", "    "],
    ["foo(", "  "],
    ["const a =", "  "],
  ];
  for (const [code, indent] of indents) {
    assert.deepEqual(await isComplete(String(code)), { status: "incomplete", indent }, code);
  }
  const text = await isComplete("const s = `abc");
  assert.deepEqual(text, { status: "incomplete", indent: "" });
});

test("whether code is complete is told while a cell runs", async () => {
  const loop = kernel.submit('console.log("looping"); for (;;) {}');
  await loop.until(() => loop.text() !== "", "the loop's first line");
  assert.equal((await isComplete("f(")).status, "incomplete");
  assert.equal(loop.isDone, false);
  await kernel.request("control", "interrupt_request");
  await loop.done();
});
