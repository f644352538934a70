import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Exchange, KernelClient } from "../client/kernel-client.ts";
import { assertOrder, published } from "../client/order.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

function count(exchange: Exchange): number {
  return Number(exchange.reply?.content.execution_count);
}

async function currentCount(): Promise<number> {
  return count(await kernel.run("0", { store_history: false }));
}

test("reply, execute_input and execute_result carry the same execution count", async () => {
  const before = await currentCount();
  const cell = await kernel.run("40 + 2");
  assert.deepEqual(assertOrder(cell), ["execute_result"]);
  const [input] = cell.ofType("execute_input");
  const [result] = cell.ofType("execute_result");
  assert.equal(count(cell), before + 1);
  assert.deepEqual(input?.content, { code: "40 + 2", execution_count: before + 1 });
  assert.deepEqual(result?.content, { data: { "text/plain": "42" }, metadata: {}, execution_count: before + 1 });
  assert.deepEqual(cell.reply?.content, {
    status: "ok",
    execution_count: before + 1,
    payload: [],
    user_expressions: {},
  });
});

test("a cell that isn't stored doesn't count, nor does it become `_`", async () => {
  const before = count(await kernel.run('"kept"'));
  const cell = await kernel.run('"passing"', { store_history: false });
  assert.equal(count(cell), before);
  assert.equal(cell.result, "'passing'");
  assert.equal((await kernel.run("_")).result, "'kept'");
});

test("a silent cell runs without a word", async () => {
  const before = await currentCount();
  const cell = await kernel.run(
    `import { clearOutput, display } from "navette";
     var quiet = 7;
     console.log("text"); console.error("text"); display.html("<b>b</b>"); clearOutput();
     await display({ a: 1 });
     quiet`,
    { silent: true },
  );
  assert.deepEqual(published(cell), ["busy", "idle"]);
  assert.equal(cell.reply?.content.status, "ok");
  assert.equal(count(cell), before);
  assert.equal((await kernel.run("quiet")).result, "7");
});

test("a silent cell that fails says so in its reply alone", async () => {
  const cell = await kernel.run('throw new RangeError("unheard")', { silent: true });
  assert.deepEqual(published(cell), ["busy", "idle"]);
  assert.equal(cell.reply?.content.status, "error");
  assert.equal(cell.reply.content.ename, "RangeError");
  const syntax = await kernel.run("let = ;", { silent: true });
  assert.deepEqual(published(syntax), ["busy", "idle"]);
  assert.equal(syntax.reply?.content.ename, "SyntaxError");
});

test("an empty cell, blanks and comments are cells without a result", async () => {
  for (const code of ["", "   \n\n", "// nothing", "/* nothing */", ";", "#!/usr/bin/env node"]) {
    const cell = await kernel.run(code);
    assert.deepEqual(assertOrder(cell), [], JSON.stringify(code));
    assert.equal(cell.reply?.content.status, "ok");
  }
});

test("an error is published and replied alike", async () => {
  const cell = await kernel.run('console.log("before"); throw new TypeError("made on purpose");');
  assert.deepEqual(assertOrder(cell), ["stream", "error"]);
  const { status, ename, evalue, traceback, execution_count, user_expressions } = cell.reply?.content ?? {};
  assert.deepEqual(cell.ofType("error")[0]?.content, { ename, evalue, traceback });
  assert.deepEqual([status, ename, evalue], ["error", "TypeError", "made on purpose"]);
  assert.equal(execution_count, cell.ofType("execute_input")[0]?.content.execution_count);
  assert.deepEqual(user_expressions, {});
  assert.ok(Array.isArray(traceback) && traceback.every((line) => typeof line === "string"));
});

test("user expressions are evaluated after the cell, each by itself", async () => {
  const cell = await kernel.run("const half: number = 21;", {
    user_expressions: {
      double: "half * 2",
      typed: "(half as number).toFixed(1)",
      awaited: "await Promise.resolve(half)",
      rich: '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>21</b>" }) })',
      failing: 'JSON.parse("{")',
      unknown: "notDeclared",
      wrong: "1 +",
      nothing: "undefined",
    },
  });
  assert.equal(cell.reply?.content.status, "ok");
  const results = cell.reply.content.user_expressions as Record<string, Record<string, unknown>>;
  const plain = (text: string) => ({ status: "ok", data: { "text/plain": text }, metadata: {} });
  assert.deepEqual(results.double, plain("42"));
  assert.deepEqual(results.typed, plain("'21.0'"));
  assert.deepEqual(results.awaited, plain("21"));
  assert.deepEqual(results.rich, { status: "ok", data: { "text/html": "<b>21</b>" }, metadata: {} });
  assert.deepEqual(results.nothing, plain("undefined"));
  for (const [name, ename] of [
    ["failing", "SyntaxError"],
    ["unknown", "ReferenceError"],
    ["wrong", "SyntaxError"],
  ] as const) {
    assert.equal(results[name]?.status, "error", name);
    assert.equal(results[name]?.ename, ename);
    assert.ok(Array.isArray(results[name]?.traceback));
  }
  assert.deepEqual(published(cell), ["busy", "execute_input", "idle"]);
});

test("a user expression that is no text is an error of its own", async () => {
  const wrong: Record<string, unknown> = { hostile: { toString: 1, valueOf: 2 }, list: ["1"], none: null };
  const cell = await kernel.run("1", { user_expressions: { right: "6 * 7", ...wrong } });
  assert.equal(cell.reply?.content.status, "ok");
  const results = cell.reply.content.user_expressions as Record<string, Record<string, unknown>>;
  assert.deepEqual(results.right?.data, { "text/plain": "42" });
  for (const name of Object.keys(wrong)) assert.equal(results[name]?.ename, "TypeError", name);
  assert.equal(kernel.stderr, "");
});

test("a failed cell aborts those that are queued behind it", async () => {
  const before = await currentCount();
  const failing = kernel.submit('await new Promise((resolve) => setTimeout(resolve, 1)); throw new Error("stop here")');
  const queued = Array.from({ length: 5 }, (_, index) => kernel.submit(`var aborted${index} = true`));
  await failing.done();
  for (const cell of queued) {
    await cell.done();
    assert.deepEqual(cell.reply?.content, { status: "aborted" });
    assert.deepEqual(published(cell), ["busy", "idle"]);
  }
  const next = await kernel.run("typeof aborted0");
  assert.equal(next.result, "'undefined'");
  assert.equal(count(next), before + 2);
});

test("a cell that fails at once aborts those that were sent before its failure was known", async () => {
  let reply: unknown;
  // The kernel expects them for a moment only, in which they may not arrive where the machine is busy: then once more.
  for (let time = 0; time < 50 && Object(reply).status !== "aborted"; time += 1) {
    const sentEarly = new Date(Date.now() - 1).toISOString();
    await kernel.run("syntax error here");
    const late = kernel.submit("1", {}, {}, { date: sentEarly });
    reply = (await late.done()).reply?.content;
  }
  assert.deepEqual(reply, { status: "aborted" });
  assert.equal((await kernel.run("2")).result, "2");
});

test("without stop_on_error the queue goes on", async () => {
  const failing = kernel.submit('await 0; throw new Error("go on")', { stop_on_error: false });
  const queued = kernel.submit('"still run"');
  await failing.done();
  await queued.done();
  assert.equal(failing.reply?.content.status, "error");
  assert.equal(queued.result, "'still run'");
});

test("a request whose content is not as agreed gets a reply all the same", async () => {
  for (const content of [
    { code: 5 },
    { code: { toString: 1 } },
    { code: null },
    { code: ["1"] },
    { user_expressions: "x" },
    { user_expressions: { a: { toString: 1 } } },
    { user_expressions: ["1", null] },
    { silent: "yes", store_history: 0, stop_on_error: null, allow_stdin: "no" },
  ]) {
    const cell = await kernel.run("1", content as never);
    assert.ok(["ok", "error"].includes(String(cell.reply?.content.status)), JSON.stringify(content));
    assertOrder(cell);
  }
  const bare = await kernel.request("shell", "execute_request", {});
  assert.equal(bare.reply?.content.status, "ok");
  assert.equal((await kernel.run("1 + 1")).result, "2");
});

test("a cell of 1 MB runs", async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `total += ${index}; // ${"padding ".repeat(4)}`);
  const code = `var total = 0;\n${lines.join("\n")}\ntotal`;
  assert.ok(code.length > 1_000_000);
  assert.equal((await kernel.run(code)).result, String((20_000 * 19_999) / 2));
});
