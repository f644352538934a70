import assert from "node:assert/strict";
import { after, test } from "node:test";
import { TypedKernel } from "./typed-kernel.ts";

const kernel = await TypedKernel.start();
after(() => kernel.dispose());

await kernel.run(`/**
 * Hoists a sail.
 *
 * @param height - in metres
 */
function hoist(height: number, fast = false): string { return fast ? "up" : String(height); }
const sails = { main: 30, jib: 12 };
const many = Array.from({ length: 100_000 }, (_, index) => index);`);

async function plain(code: string, detail = 0): Promise<string> {
  const { found, data } = await kernel.inspect(code, detail);
  assert.equal(found, true, code);
  assert.ok(data["text/markdown"]?.includes("```typescript"), code);
  return data["text/plain"] ?? "";
}

test("signature and documentation", async () => {
  const text = await plain("hoi⌶st");
  assert.match(text, /^function hoist\(height: number, fast\?: boolean\): string\n/);
  assert.match(text, /Hoists a sail\./);
  assert.match(text, /`height` - in metres/);
  assert.match(await plain("Math.max"), /Returns the larger of a set/);
});

test("the declaration's source at detail level 1", async () => {
  assert.doesNotMatch(await plain("hoist"), /fast \? "up" : String\(height\); \}\n\n/);
  assert.match(await plain("hoist", 1), /function hoist\(height: number, fast = false\): string \{ return fast/);
  assert.match(await plain("structuredClone", 1), /declare function structuredClone|function structuredClone</);
});

test("signature help within a call's parentheses", async () => {
  assert.match(
    await plain("hoist("),
    /^hoist\(height: number, fast\?: boolean\): string\n[\s\S]*Argument here: `height: number`/,
  );
  assert.match(await plain("hoist(3, "), /Argument here: `fast\?: boolean`/);
  assert.match(await plain("hoist(3, ⌶)"), /Argument here: `fast\?: boolean`/);
});

test("the live value of a variable, bounded", async () => {
  assert.match(
    await plain("sails"),
    /const sails: \{[\s\S]*main: number[\s\S]*sails: Object\nObject\n {2}main: 30\n {2}jib: 12/,
  );
  assert.ok((await plain("many")).length < 4000);
});

test("what is not there is not found", async () => {
  for (const code of ["nobodyKnowsThis", "", "1 + "]) {
    assert.equal((await kernel.inspect(code)).found, false, code);
  }
});
