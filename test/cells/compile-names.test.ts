/** Names of V8's scope and texts as the user wrote them. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { compileCell, DeclaredNames, withWrittenNames, writtenNames } from "../../kernel/cells/compile/index.ts";
import { CompileSession } from "./compile-session.ts";

it("messages, stack traces and functions show names as they were written", async () => {
  await using session = new CompileSession();
  await session.run("let f = 1");
  const compiled = await compileCell("function f() { throw new Error('x') }\nconst fetch = () => f(); fetch()", {
    url: "cell",
    declared: session.declared,
  });
  const { stack } = await session.evaluate(compiled.code);
  const written = withWrittenNames(stack).split("\n");
  assert.match(written[1] ?? "", /^ +at f \(cell:1:\d+\)$/);
  assert.match(written[2] ?? "", /^ +at fetch \(cell:2:\d+\)$/);
  assert.equal(await session.show("nothing.x"), "ReferenceError: nothing is not defined");
});

it("texts of the user keep their joiners", () => {
  for (const text of ["👨\u200d👩\u200d👧 family", "می\u200cخواهم", "क्\u200dष"])
    assert.equal(withWrittenNames(text), text);
  assert.equal(withWrittenNames("URL\u200d is not a constructor"), "URL is not a constructor");
});

it("names of the scope are those of the user", () => {
  assert.deepEqual(writtenNames(["a", "URL\u200d", "f\u200c", "_init\u200c3", "__name\u200c"]), ["a", "URL"]);
});

it("code that runs right after a cell sees its names", async () => {
  await using session = new CompileSession();
  const before = session.declared;
  const compiled = await compileCell("const URL = 1", { url: "cell", declared: before });
  await session.evaluate(compiled.code);
  const expression = await compileCell("URL + 1", { url: "expression", declared: before.after(compiled) });
  assert.equal((await session.evaluate(expression.code)).text, "2");
  assert.equal(before.get("URL"), undefined);
  assert.equal(new DeclaredNames().get("URL"), undefined);
});
