/** Questions that no reader asks, and some that only few do. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { TypedKernel } from "./typed-kernel.ts";

const kernel = await TypedKernel.start();
after(() => kernel.dispose());

await kernel.run("const boat = { knots: 12 };");

/** Asks with anything for a cursor, or none. */
async function ask(type: "complete" | "inspect", content: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { reply } = await kernel.client.request("shell", `${type}_request`, content);
  assert.equal(reply?.content.status, "ok", JSON.stringify(content).slice(0, 100));
  return reply.content;
}

test("cursors and code of any kind have an answer", async () => {
  for (const content of [
    {},
    { code: 5 },
    { code: "boat.", cursor_pos: -3 },
    { code: "boat.", cursor_pos: "x" },
    { code: "boat.", cursor_pos: 2.5 },
    { code: "boat.", cursor_pos: null },
    { code: "boat\u0000." },
    { code: "\ud83d boat." },
    { code: "`".repeat(999) },
  ]) {
    await ask("complete", content);
    await ask("inspect", content);
  }
  for (const code of ["\ufeffboat.", "1\r\nboat.", "1\rboat.", "1\u2028boat.", "#!/bin/node\nboat."]) {
    assert.deepEqual((await ask("complete", { code, cursor_pos: code.length })).matches, ["knots"], code);
  }
});

test("a text with an error in each of its lines takes no longer than another", async () => {
  const code = `${"const again = 1;\n".repeat(20_000)}boat.`;
  assert.deepEqual((await ask("complete", { code, cursor_pos: code.length })).matches, ["knots"]);
});

test("what is nested beyond all reason costs at most its own answer", async () => {
  const hurried = await TypedKernel.start({ env: { NAVETTE_TYPES_PATIENCE: "" } });
  try {
    for (const code of ["(".repeat(100_000), `${"[{a:".repeat(50_000)}boat.`, `boat${".a".repeat(50_000)}`]) {
      for (const type of ["complete_request", "inspect_request"]) {
        const { reply } = await hurried.client.request("shell", type, { code, cursor_pos: code.length });
        assert.equal(reply?.content.status, "ok");
      }
    }
    assert.equal((await hurried.run("1 + 1")).result, "2");
  } finally {
    await hurried.dispose();
  }
});

test("within a class, what is alive outside of it is not offered", async () => {
  assert.deepEqual((await kernel.complete("class Ship { #hold = 1; sail() { this.⌶ } }")).matches, ["#hold", "sail"]);
});

test("what only syntax has: import.meta and new.target", async () => {
  for (const [code, matches] of [
    ["import.", ["meta"]],
    ["const here = import.me⌶ta.url", ["meta"]],
    ["function Ship() { if (new.⌶) return; }", ["target"]],
    ["class Ship { constructor() { new.tar⌶ } }", ["target"]],
    ["boat.import.", []],
    ["renew.", []],
  ] as const) {
    assert.deepEqual((await kernel.complete(code)).matches, matches, code);
  }
});

test("a comment has nothing to tell; a string tells of the call that takes it", async () => {
  for (const code of ["// boat⌶", "1 /* boat⌶ */", "'boat⌶'", "boat.anchor"]) {
    assert.equal((await kernel.inspect(code)).found, false, code);
  }
  assert.match((await kernel.inspect("fetch('boat⌶')")).data["text/plain"] ?? "", /^fetch\(input/);
  assert.equal((await kernel.inspect("`${boat⌶}`")).found, true);
});

test("magics and their words are completed and explained", async () => {
  for (const [code, matches] of [
    ["%", ["types", "install", "time", "timeit", "timeline"]],
    ["%%timel", ["timeline"]],
    ["%time boat.", ["knots"]],
    ["// a note\n\n%ty", ["types"]],
    ["%types ", ["off", "warn", "strict"]],
    ["%types s⌶\nboat.", ["strict"]],
    ["%install zod --", ["--allow-scripts"]],
    ["%none ", []],
    ["%types off\nboat.", ["knots"]],
  ] as const) {
    const reply = await kernel.complete(code);
    assert.deepEqual(reply.matches, matches, code);
  }
  const { cursor_start, cursor_end } = await kernel.complete("%types st");
  assert.deepEqual([cursor_start, cursor_end], [7, 9]);
  assert.match(
    (await kernel.inspect("%inst⌶all zod")).data["text/markdown"] ?? "",
    /`%install PACKAGE….*npm packages/s,
  );
  assert.equal((await kernel.inspect("%none")).found, false);
});
