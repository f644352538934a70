import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Json, KernelClient } from "../client/kernel-client.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

await kernel.run(`
  class Sailor { #secret = 1; knots = 12; sail(wind: number) { return wind; } get effect() { globalThis.effects++; return {}; } static harbour() {} }
  globalThis.effects = 0;
  let sailor = new Sailor();
  const boats = [{ name: "Vague", crew: { captain: "Ada" } }, { name: "Brise" }];
  var élan = { "naïveté": 1 };
  let 𝒳value = { deep: 1 };
  function regatta(boats: unknown[]) { effects++; return boats; }
  const withGetter = { get costly() { effects++; return { inner: 1 }; }, plain: { inner: 1 } };
  const spy = new Proxy({ real: 1 }, { get(t, k) { effects++; return Reflect.get(t, k); }, ownKeys(t) { effects++; return Reflect.ownKeys(t); }, has() { effects++; return true; }, getPrototypeOf() { effects++; return null; } });
  0`);

async function complete(code: string, cursor_pos = [...code].length): Promise<Json & { matches: string[] }> {
  const { reply } = await kernel.request("shell", "complete_request", { code, cursor_pos });
  assert.equal(reply?.type, "complete_reply");
  assert.equal(reply.content.status, "ok");
  return reply.content as Json & { matches: string[] };
}

async function inspect(code: string, cursor_pos = [...code].length, detail_level = 0): Promise<Json> {
  const { reply } = await kernel.request("shell", "inspect_request", { code, cursor_pos, detail_level });
  assert.equal(reply?.type, "inspect_reply");
  assert.equal(reply.content.status, "ok");
  return reply.content;
}

test("names of the scope: what cells declared, globals, keywords", async () => {
  assert.deepEqual((await complete("sail")).matches, ["sailor", "Sailor"]);
  assert.deepEqual((await complete("regat")).matches, ["regatta"]);
  assert.ok((await complete("conso")).matches.includes("console"));
  assert.ok((await complete("inter")).matches.includes("interface"));
  const { matches } = await complete("");
  for (const name of ["boats", "Math", "await", "require"]) assert.ok(matches.includes(name), name);
  assert.ok(matches.every((name) => !name.startsWith("__navette")));
});

test("members of a value: own, inherited and of primitives", async () => {
  assert.deepEqual((await complete("sailor.kn")).matches, ["knots"]);
  assert.deepEqual((await complete("sailor.sa")).matches, ["sail"]);
  assert.deepEqual((await complete("Sailor.har")).matches, ["harbour"]);
  assert.deepEqual((await complete("Math.ma")).matches, ["max"]);
  assert.ok((await complete("boats[0].crew.cap")).matches.includes("captain"));
  assert.deepEqual((await complete("boats[0]?.na")).matches, ["name"]);
  assert.ok((await complete("boats.flatM")).matches.includes("flatMap"));
  assert.ok((await complete('"text".toUpp')).matches.includes("toUpperCase"));
  assert.ok((await complete("boats[0].name.trimE")).matches.includes("trimEnd"));
  assert.ok((await complete('["a"].flatM')).matches.includes("flatMap"));
  assert.deepEqual((await complete("nothing.like.it")).matches, []);
  assert.deepEqual((await complete("sailor\n  .kn")).matches, ["knots"]);
});

test("positions count code points", async () => {
  const code = '/* 🎉🎉 */ const s = "👨‍👩‍👧"; sailor.kn; after';
  const cursor = [...code.slice(0, code.indexOf(".kn") + 3)].length;
  const reply = await complete(code, cursor);
  assert.deepEqual(reply.matches, ["knots"]);
  assert.equal(reply.cursor_start, cursor - 2);
  assert.equal(reply.cursor_end, cursor);
  const [type] = (reply.metadata as Json)._jupyter_types_experimental as Json[];
  assert.deepEqual([type?.text, type?.start, type?.end], ["knots", cursor - 2, cursor]);
});

test("names of any script are completed", async () => {
  assert.deepEqual((await complete("éla")).matches, ["élan"]);
  assert.deepEqual((await complete("élan.naï")).matches, ["naïveté"]);
  const astral = await complete("𝒳val");
  assert.deepEqual(astral.matches, ["𝒳value"]);
  assert.equal(astral.cursor_start, 0);
  assert.deepEqual((await complete("𝒳value.de")).matches, ["deep"]);
});

test("names that hide globals are looked into as the notebook's own", async () => {
  await kernel.run("const URL = { mine: { deeper: 1 } }; let process = { own: 2 }");
  assert.deepEqual((await complete("URL.mi")).matches, ["mine"]);
  assert.deepEqual((await complete("boats[0].name === 'URL' && URL.mine.dee")).matches, ["deeper"]);
  assert.deepEqual((await complete("process.o")).matches, ["own"]);
  assert.deepEqual((await complete("globalThis.process.pi")).matches, ["pid"]);
  assert.deepEqual(
    (await complete("UR")).matches.filter((name) => name === "URL"),
    ["URL"],
  );
  assert.match(String(((await inspect("process.own")).data as Json)["text/plain"]), /2/);
});

test("completion in the middle of a line keeps to what is before the cursor", async () => {
  const reply = await complete("sailor.kn + boats.length", 9);
  assert.deepEqual(reply.matches, ["knots"]);
  assert.equal(reply.cursor_start, 7);
});

test("completion and inspection run no getter, no function and no proxy's trap", async () => {
  const before = (await kernel.run("effects")).result;
  for (const code of [
    "withGetter.",
    "withGetter.costly.",
    "regatta(boats).",
    "spy.",
    "spy.real.",
    "sailor.effect.",
    "sailor.",
    "(effects++, sailor).",
  ]) {
    await complete(code);
    await inspect(code.slice(0, -1));
  }
  assert.ok((await complete("withGetter.cost")).matches.includes("costly"));
  assert.equal((await kernel.run("effects")).result, before);
});

test("inspection shows a live value", async () => {
  const found = await inspect("boats[0].crew.captain");
  assert.equal(found.found, true);
  const data = found.data as Record<string, string>;
  assert.match(String(data["text/plain"]), /"Ada"/);
  assert.match(String(data["text/markdown"]), /```typescript/);
  assert.match(String(((await inspect("Math.max")).data as Json)["text/plain"]), /max/);
  assert.match(String(((await inspect("sailor", 3)).data as Json)["text/plain"]), /Sailor[\s\S]*knots: 12/);
  for (const call of ["regatta(", "regatta(boats, ", 'regatta([1, 2], { a: ")" }, ', "regatta (\n"]) {
    assert.match(String(((await inspect(call)).data as Json)["text/plain"]), /regatta/, call);
  }
  const code = '"🎉"; boats.length + 1';
  assert.match(
    String(((await inspect(code, [...'"🎉"; boats.len'].length)).data as Json)["text/plain"]),
    /boats\.length.*\n2/,
  );
});

test("what does not exist is not found", async () => {
  for (const code of ["nobodyKnowsThis", "", "   ", "+", "1 +"]) {
    assert.deepEqual(await inspect(code), { status: "ok", found: false, data: {}, metadata: {} }, code);
  }
});

test("positions out of range, and contents not as agreed, are answered", async () => {
  for (const content of [
    { code: "sailor.kn", cursor_pos: 9999 },
    { code: "sailor.kn", cursor_pos: -5 },
    { code: "sailor.kn", cursor_pos: "x" },
    { code: "sailor.kn" },
    { code: ")".repeat(5000), cursor_pos: 5000 },
    { code: "a.".repeat(5000), cursor_pos: 10000 },
    { code: "([{`'\"".repeat(100), cursor_pos: 600 },
    { code: 5, cursor_pos: 1 },
    {},
  ]) {
    for (const type of ["complete", "inspect"]) {
      const { reply } = await kernel.request("shell", `${type}_request`, content as Json);
      assert.equal(reply?.type, `${type}_reply`);
    }
  }
});

test("while a cell is in a loop, both answer from what is alive", async () => {
  const loop = kernel.submit('let turns = 0; console.log("looping"); for (;;) turns++;');
  await loop.until(() => loop.text() !== "", "the loop's first line");
  assert.deepEqual((await complete("sailor.kn")).matches, ["knots"]);
  assert.ok((await complete("tur")).matches.includes("turns"));
  assert.match(String(((await inspect("boats")).data as Json)["text/plain"]), /Array/);
  assert.match(String(((await inspect("turns")).data as Json)["text/plain"]), /turns: number/);
  assert.equal(loop.isDone, false);
  await kernel.request("control", "interrupt_request");
  await loop.done();
});
