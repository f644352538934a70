import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { type Exchange, KernelClient, type Received } from "../client/kernel-client.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());
await kernel.run('import { display, input, password } from "navette"');

/** Waits for the nth question of a cell. */
async function question(cell: Exchange, nth = 1): Promise<Received> {
  await cell.until(() => cell.ofType("input_request").length >= nth, `question ${nth}`);
  const asked = cell.ofType("input_request")[nth - 1];
  assert.ok(asked);
  assert.equal(asked.channel, "stdin");
  return asked;
}

function answer(client: KernelClient, value: unknown, asked?: Received): void {
  client.send("stdin", "input_reply", { status: "ok", value }, asked ? { parent: asked.header } : {});
}

test("input() asks the client and gives its answer", async () => {
  const cell = kernel.submit('const name = await input("Your name? "); `Hello, ${name}`', { allow_stdin: true });
  const asked = await question(cell);
  assert.deepEqual(asked.content, { prompt: "Your name? ", password: false });
  assert.equal(cell.isDone, false);
  answer(kernel, "Ada 🎉", asked);
  await cell.done();
  assert.equal(cell.result, "'Hello, Ada 🎉'");
});

test("password() asks for a text that is not shown", async () => {
  const cell = kernel.submit("const word = await password(); word.length", { allow_stdin: true });
  const asked = await question(cell);
  assert.deepEqual(asked.content, { prompt: "Password: ", password: true });
  answer(kernel, "secret", asked);
  assert.equal((await cell.done()).result, "6");
  await kernel.request("shell", "history_request", { hist_access_type: "tail", n: 100, raw: true, output: true });
  const published = [...kernel.exchanges.values()].flatMap(({ messages }) => messages).concat(kernel.others);
  assert.doesNotMatch(JSON.stringify(published) + kernel.stderr, /secret/);
});

test("a reply without a parent, as Jupyter's Python clients send it, answers the oldest question", async () => {
  const cell = kernel.submit('[await input("1"), await input("2")].join()', { allow_stdin: true });
  await question(cell, 1);
  answer(kernel, "first");
  await question(cell, 2);
  answer(kernel, "second");
  assert.equal((await cell.done()).result, "'first,second'");
});

test("questions asked at the same time are answered by name, in any order", async () => {
  const cell = kernel.submit('(await Promise.all([input("a"), input("b"), input("c")])).join()', { allow_stdin: true });
  const [a, b, c] = [await question(cell, 1), await question(cell, 2), await question(cell, 3)];
  answer(kernel, "B", b);
  answer(kernel, "C", c);
  answer(kernel, "A", a);
  assert.equal((await cell.done()).result, "'A,B,C'");
});

test("where the client can't answer, the cell fails and says why", async () => {
  for (const content of [{ allow_stdin: false }, {}]) {
    const cell = await kernel.run('await input("Anybody? ")', content);
    assert.equal(cell.error?.ename, "NavetteError");
    assert.match(cell.error.evalue, /Anybody\?.*allow_stdin/);
    assert.match(cell.error.traceback, /ERR_NAVETTE_STDIN/);
    assert.deepEqual(cell.ofType("input_request"), []);
  }
});

test("a question that is waiting ends with an interrupt, and its late answer goes to nobody", async () => {
  const cell = kernel.submit('await input("never answered")', { allow_stdin: true });
  const asked = await question(cell);
  await kernel.request("control", "interrupt_request");
  await cell.done();
  assert.equal(cell.error?.ename, "KeyboardInterrupt");
  answer(kernel, "too late", asked);
  const next = kernel.submit('await input("again")', { allow_stdin: true });
  const again = await question(next);
  answer(kernel, "too late as well", asked);
  answer(kernel, "in time", again);
  assert.equal((await next.done()).result, "'in time'");
});

test("after an interrupt a reply without a parent answers the next question, not the interrupted one", async () => {
  const cell = kernel.submit('await input("never answered")', { allow_stdin: true });
  await question(cell);
  await kernel.request("control", "interrupt_request");
  await cell.done();
  const next = kernel.submit('await input("again")', { allow_stdin: true });
  await question(next);
  answer(kernel, "for the second");
  assert.equal((await next.done()).result, "'for the second'");
});

test("a question behind a plot that is still drawn when its cell is interrupted is never asked", async () => {
  const server = createServer((_request, response) => response.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const points = "Array.from({ length: 5_000 }, (_, a) => ({ a, b: a % 7 }))";
  const chart = `{ data: { values: ${points} }, mark: "point", encoding: { x: { field: "a" }, y: { field: "b" } } }`;
  const cell = kernel.submit(
    `display.vegaLite(${chart}); void fetch("http://127.0.0.1:${port}"); await input("behind the plot")`,
    { allow_stdin: true },
  );
  // By then it has asked, though nobody has been told yet.
  await once(server, "request");
  server.close();
  await kernel.request("control", "interrupt_request");
  await cell.done();
  const next = kernel.submit('await input("mine")', { allow_stdin: true });
  await question(next);
  answer(kernel, "yours");
  assert.equal((await next.done()).result, "'yours'");
});

test("a cell that fails forgets its question", async () => {
  const cell = await kernel.run('void input("left behind"); await 0; throw new Error("gone")', { allow_stdin: true });
  assert.equal(cell.error?.evalue, "gone");
  const next = kernel.submit('await input("mine")', { allow_stdin: true });
  await question(next);
  answer(kernel, "yours");
  assert.equal((await next.done()).result, "'yours'");
});

test("a question after the end of its cell is refused", async () => {
  const cell = await kernel.run(
    'var late = Promise.withResolvers<string>(); setTimeout(() => input("late").then(late.resolve, (e) => late.resolve(e.code)), 1); 0',
    { allow_stdin: true },
  );
  assert.equal(cell.result, "0");
  assert.equal((await kernel.run("await late.promise")).result, "'ERR_NAVETTE_STDIN'");
});

test("each client is asked by its own cells", async () => {
  const other = await kernel.another();
  try {
    const theirs = other.submit('await input("other?")', { allow_stdin: true });
    const asked = await question(theirs);
    const ours = kernel.submit('await input("ours?")', { allow_stdin: true });
    // A reply of the client that was not asked answers nothing. It names its question: it may be read after the right one.
    answer(kernel, "not yours to answer", asked);
    answer(other, "other's");
    assert.equal((await theirs.done()).result, '"other\'s"');
    await question(ours);
    answer(kernel, "ours");
    assert.equal((await ours.done()).result, "'ours'");
    assert.deepEqual(
      other.ofTypeAnywhere("input_request").map(({ content }) => content.prompt),
      ["other?"],
    );
  } finally {
    other.disconnect();
  }
});

test("what is shown before a question is published before it", async () => {
  const chart = "{ data: { values: [{ a: 1 }] }, mark: 'bar', encoding: { x: { field: 'a' } } }";
  const cell = kernel.submit(`console.log("text"); display.vegaLite(${chart}); await input("and now?")`, {
    allow_stdin: true,
  });
  const asked = await question(cell);
  answer(kernel, "", asked);
  await cell.done();
  const [text, plot] = ["stream", "display_data"].map((type) => cell.ofType(type)[0]?.header.date);
  assert.ok(String(text) <= String(asked.header.date));
  assert.ok(String(plot) <= String(asked.header.date));
});

test("an answer that is no text counts as an empty one", async () => {
  for (const value of [undefined, null, 5, { toString: 1 }]) {
    const cell = kernel.submit('(await input("?")).length', { allow_stdin: true });
    answer(kernel, value, await question(cell));
    assert.equal((await cell.done()).result, "0");
  }
});
