import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { type Exchange, type Json, KernelClient } from "../client/kernel-client.ts";
import { published } from "../client/order.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());

await kernel.run(`
  import { comms } from "navette";
  const seen: unknown[] = [];
  comms.register("echo", (comm, open) => {
    seen.push(open.data);
    comm.onMessage(({ data, metadata, buffers }) => comm.send(data, { metadata, buffers: buffers.map((b) => b.toReversed()) }));
    comm.onClose(({ data }) => { seen.push(data); console.log("closed"); });
  });`);

function open(target: string, data: Json = {}, buffers: Buffer[] = []): { id: string; opened: Exchange } {
  const id = randomUUID();
  return { id, opened: kernel.send("shell", "comm_open", { comm_id: id, target_name: target, data }, { buffers }) };
}

function send(id: string, data: unknown, buffers: Buffer[] = [], metadata: Json = {}): Exchange {
  return kernel.send("shell", "comm_msg", { comm_id: id, data }, { buffers, metadata });
}

function idle(exchange: Exchange): Promise<Exchange> {
  return exchange.until(() => published(exchange).includes("idle"), "idle");
}

async function openOnes(target?: string): Promise<Json> {
  const content = target === undefined ? {} : { target_name: target };
  const { reply } = await kernel.request("shell", "comm_info_request", content);
  assert.equal(reply?.content.status, "ok");
  return reply.content.comms as Json;
}

test("a front end opens a comm, sends, gets an answer, and closes", async () => {
  const { id, opened } = open("echo", { hello: "été 🎉" });
  await idle(opened);
  assert.deepEqual(published(opened), ["busy", "idle"]);
  assert.deepEqual((await openOnes())[id], { target_name: "echo" });
  assert.deepEqual((await openOnes("echo"))[id], { target_name: "echo" });
  assert.deepEqual(await openOnes("another target"), {});

  const sent = await idle(send(id, { n: [1, null, "x"] }, [], { tag: "mine" }));
  assert.deepEqual(published(sent), ["busy", "comm_msg", "idle"]);
  const [answer] = sent.ofType("comm_msg");
  assert.deepEqual(answer?.content, { comm_id: id, data: { n: [1, null, "x"] } });
  assert.deepEqual(answer.metadata, { tag: "mine" });

  const closed = await idle(kernel.send("shell", "comm_close", { comm_id: id, data: { bye: 1 } }));
  assert.equal(closed.text(), "closed\n");
  assert.equal((await openOnes())[id], undefined);
  assert.equal((await kernel.run("JSON.stringify(seen.slice(-2))")).result, `'[{"hello":"été 🎉"},{"bye":1}]'`);
});

test("buffers travel both ways, whole", async () => {
  const { id } = open("echo");
  const buffers = [randomBytes(5_000_000), Buffer.alloc(0), randomBytes(1)];
  const sent = await idle(send(id, "big", buffers));
  const [answer] = sent.ofType("comm_msg");
  assert.equal(answer?.buffers.length, 3);
  for (const [index, buffer] of buffers.entries()) {
    assert.ok(answer.buffers[index]?.equals(Buffer.from(buffer).reverse()), `buffer ${index}`);
  }
});

test("messages of one comm keep their order, also while it is being opened behind a cell", async () => {
  const cell = kernel.submit(`
    comms.register("late", (comm) => { const all: unknown[] = []; comm.onMessage(({ data }) => { all.push(data); comm.send(all); }); });
    await new Promise((resolve) => setTimeout(resolve, 5))`);
  const { id, opened } = open("late");
  const messages = Array.from({ length: 50 }, (_, index) => send(id, index));
  const behind = kernel.submit('"behind"');
  const last = send(id, "last");
  await cell.done();
  await idle(opened);
  for (const message of [...messages, last]) await idle(message);
  const answer = last.ofType("comm_msg")[0]?.content.data;
  assert.deepEqual(answer, [...messages.keys(), "last"]);
  assert.equal((await behind.done()).result, "'behind'");
});

test("a comm on a target that nobody registered is closed at once", async () => {
  const { id, opened } = open("nobody's");
  await idle(opened);
  assert.deepEqual(published(opened), ["busy", "comm_close", "idle"]);
  assert.equal(opened.ofType("comm_close")[0]?.content.comm_id, id);
  assert.equal((await openOnes())[id], undefined);
});

test("a target can be given up", async () => {
  await kernel.run('var giveUp = comms.register("short", () => {}); giveUp(); 0');
  const { opened } = open("short");
  await idle(opened);
  assert.deepEqual(published(opened), ["busy", "comm_close", "idle"]);
});

test("the kernel opens a comm, and the front end answers", async () => {
  const cell = await kernel.run(`
    const answers: string[] = [];
    const mine = comms.open("front", { model: 1 }, { metadata: { version: "2.1.0" }, buffers: [new Uint8Array([1, 2, 3])] });
    mine.onMessage(({ data, buffers }) => { answers.push(JSON.stringify(data) + buffers.length); console.log("got it"); });
    mine.onClose(() => answers.push("closed"));
    mine.id`);
  const [opened] = cell.ofType("comm_open");
  assert.ok(opened);
  const id = String(opened.content.comm_id);
  assert.equal(cell.result, `'${id}'`);
  assert.deepEqual(opened.content, { comm_id: id, target_name: "front", data: { model: 1 } });
  assert.deepEqual(opened.metadata, { version: "2.1.0" });
  assert.deepEqual([...(opened.buffers[0] ?? [])], [1, 2, 3]);
  assert.deepEqual((await openOnes("front"))[id], { target_name: "front" });

  const sent = await idle(send(id, { x: 1 }, [Buffer.from("a"), Buffer.from("b")]));
  assert.equal(sent.text(), "got it\n");
  await idle(kernel.send("shell", "comm_close", { comm_id: id, data: {} }));
  assert.equal((await kernel.run("answers.join()")).result, `'{"x":1}2,closed'`);
});

test("the kernel closes a comm, once", async () => {
  const cell = await kernel.run(
    'const brief = comms.open("front"); brief.close({ why: "done" }); brief.close(); brief.id',
  );
  assert.deepEqual(published(cell).slice(2, -1), ["comm_open", "comm_close", "execute_result"]);
  assert.deepEqual(cell.ofType("comm_close")[0]?.content.data, { why: "done" });
  assert.equal(cell.result, `'${cell.ofType("comm_close")[0]?.content.comm_id}'`);
});

test("a handler that throws is told under its message, and the comm lives on", async () => {
  await kernel.run(`
    comms.register("fragile", (comm) => {
      comm.onMessage(({ data }) => { if (data === "fail") throw new RangeError("in the handler"); comm.send("fine"); });
    });
    comms.register("refusing", () => { throw new Error("not today"); });
    comms.register("slow", (comm) => { comm.onMessage(async () => { await 0; throw new Error("later"); }); });`);
  const { id } = open("fragile");
  const failed = await idle(send(id, "fail"));
  assert.deepEqual(published(failed), ["busy", "error", "idle"]);
  assert.equal(failed.error?.ename, "RangeError");
  assert.match(failed.error.traceback, /In\[\d+\]:\d+:\d+/);
  assert.deepEqual(published(await idle(send(id, "work"))), ["busy", "comm_msg", "idle"]);

  const refused = open("refusing").opened;
  await idle(refused);
  assert.deepEqual(published(refused).sort(), ["busy", "comm_close", "error", "idle"]);

  const slow = open("slow");
  const late = await idle(send(slow.id, 0));
  assert.equal(late.error?.evalue, "later");
});

test("messages for a comm that isn't open do no harm", async () => {
  assert.deepEqual(published(await idle(send(randomUUID(), {}))), ["busy", "idle"]);
  for (const content of [{}, { comm_id: 5 }, { comm_id: null, data: [] }, { comm_id: { toString: 1 } }]) {
    for (const type of ["comm_open", "comm_msg", "comm_close"]) {
      await idle(kernel.send("shell", type, content as Json));
    }
  }
  assert.equal((await kernel.run("1 + 1")).result, "2");
});

test("a message is handled while a cell awaits", async () => {
  await kernel.run(
    'var go = Promise.withResolvers(); comms.register("go", (comm) => comm.onMessage(({ data }) => go.resolve(data)));',
  );
  const { id, opened } = open("go");
  await idle(opened);
  const cell = kernel.submit('console.log("waiting"); await go.promise');
  await cell.until(() => cell.text() !== "", "the cell's first line");
  await idle(send(id, "now"));
  assert.equal((await cell.done()).result, "'now'");
});

test("what a handler awaits and prints later carries its own message's header", async () => {
  await kernel.run(`
    comms.register("timer", (comm) => comm.onMessage(async ({ data }) => {
      await new Promise((resolve) => setTimeout(resolve, 2));
      console.log("about " + data);
    }));`);
  const { id } = open("timer");
  const messages = ["a", "b", "c"].map((data) => send(id, data));
  for (const message of messages) await idle(message);
  assert.deepEqual(
    messages.map((message) => message.text()),
    ["about a\n", "about b\n", "about c\n"],
  );
});

test("a handler in a loop is ended by an interrupt, and the comm lives on", async () => {
  await kernel.run(`
    comms.register("looping", (comm) => comm.onMessage(({ data }) => {
      console.log("handling");
      while (data === "loop") {}
      comm.send("out");
    }));`);
  const { id } = open("looping");
  const stuck = send(id, "loop");
  await stuck.until(() => stuck.text() !== "", "the handler's first line");
  await kernel.request("control", "interrupt_request");
  await idle(stuck);
  assert.equal(stuck.error?.ename, "KeyboardInterrupt");
  assert.deepEqual((await idle(send(id, "go on"))).ofType("comm_msg")[0]?.content.data, "out");
  assert.equal((await kernel.run("1 + 1")).result, "2");
});

test("a handler that awaits for ever is ended by an interrupt, its finally blocks run", async () => {
  await kernel.run(`
    var tidied = false;
    comms.register("waiting", (comm) => comm.onMessage(async () => {
      console.log("handling");
      try { await new Promise(() => {}) } finally { tidied = true; }
    }));`);
  const { id } = open("waiting");
  const stuck = send(id, 0);
  await stuck.until(() => stuck.text() !== "", "the handler's first line");
  await kernel.request("control", "interrupt_request");
  await idle(stuck);
  assert.equal(stuck.error?.ename, "KeyboardInterrupt");
  assert.equal((await kernel.run("tidied")).result, "true");
});

test("comms end with the user process, and their messages are over", async () => {
  const { id } = open("echo");
  await idle(send(id, 1));
  await kernel.run(
    'comms.register("never", (comm) => comm.onMessage(() => new Promise(() => console.log("waiting"))));',
  );
  const waiting = send(open("never").id, 1);
  await waiting.until(() => waiting.text() !== "", "the handler's first line");
  const cell = await kernel.run('var looping = 1; process.kill(process.pid, "SIGKILL"); for (;;) {}');
  assert.equal(cell.reply?.content.status, "error");
  await idle(waiting);
  await kernel.until(
    () => kernel.ofTypeAnywhere("comm_close").some(({ content }) => content.comm_id === id),
    "comm_close",
  );
  assert.deepEqual(await openOnes(), {});
});
