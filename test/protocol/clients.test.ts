import assert from "node:assert/strict";
import { after, test } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";
import { assertOrder } from "../client/order.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

test("several clients at once get their own replies, and see all that is published", async () => {
  const clients = [kernel, ...(await Promise.all([kernel.another(), kernel.another(), kernel.another()]))];
  try {
    const rounds = Array.from({ length: 25 }, (_, round) =>
      clients.map((client, index) => client.submit(`console.log("${index}.${round}"); ${index * 1000 + round}`)),
    );
    for (const [round, cells] of rounds.entries()) {
      for (const [index, cell] of cells.entries()) {
        await cell.done();
        assert.deepEqual(assertOrder(cell), ["stream", "execute_result"]);
        assert.equal(cell.text(), `${index}.${round}\n`);
        assert.equal(cell.result, String(index * 1000 + round));
      }
    }
    for (const client of clients) {
      const replies = client.ofTypeAnywhere("execute_reply");
      assert.ok(replies.every(({ parent }) => parent.session === client.session));
      const foreign = clients.filter((other) => other !== client).map((other) => other.session);
      for (const session of foreign) {
        const results = () =>
          client.others.filter(({ type, parent }) => type === "execute_result" && parent.session === session);
        await client.until(() => results().length === 25, "the results of the other client");
      }
    }
  } finally {
    for (const client of clients.slice(1)) client.disconnect();
  }
});

test("the declarations of one client are the other's as well", async () => {
  const other = await kernel.another();
  try {
    await kernel.run("const shared = { by: 'both' }");
    assert.equal((await other.run("shared.by")).result, "'both'");
  } finally {
    other.disconnect();
  }
});

test("a client that goes away while its cell runs leaves the kernel to the others", async () => {
  const leaving = await kernel.another();
  const cell = leaving.submit(
    'console.log("begun"); var gone = Promise.withResolvers(); await gone.promise; console.log("ended")',
  );
  await cell.until(() => cell.text() !== "", "the cell's first line");
  const queued = kernel.submit("'after it'");
  leaving.disconnect();
  // What is queued has arrived when something that was sent after it is answered.
  for (const channel of ["shell", "control"] as const) {
    const info = await kernel.request(channel, "kernel_info_request");
    assert.equal(info.reply?.content.status, "ok");
  }
  await kernel.request("control", "interrupt_request");
  await queued.done();
  assert.deepEqual(queued.reply?.content, { status: "aborted" });
  assert.equal((await kernel.run("1 + 1")).result, "2");
});

test("a client that went away while it was asked for input holds nobody up", async () => {
  await kernel.run('import { input } from "navette"');
  const leaving = await kernel.another();
  const cell = leaving.submit('await input("are you there?")', { allow_stdin: true });
  await cell.until(() => cell.ofType("input_request").length > 0, "the question");
  leaving.disconnect();
  await kernel.request("control", "interrupt_request");
  assert.equal((await kernel.run("1 + 1")).result, "2");
});

test("1,000 cells that are queued run in their order", async () => {
  await kernel.run("var trace: number[] = []");
  const cells = Array.from({ length: 1000 }, (_, index) => kernel.submit(`trace.push(${index})`));
  await cells.at(-1)?.done();
  assert.equal((await kernel.run("trace.length === 1000 && trace.every((n, i) => n === i)")).result, "true");
  const counts = cells.map(({ reply }) => Number(reply?.content.execution_count));
  assert.ok(counts.every((count, index) => index === 0 || count === Number(counts[index - 1]) + 1));
});
