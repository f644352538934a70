import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";
import { published } from "../client/order.ts";

const require = createRequire(import.meta.url);
const kernel = await KernelClient.start();
after(() => kernel.dispose());

for (const channel of ["shell", "control"] as const) {
  test(`kernel_info_request is answered on ${channel}`, async () => {
    const exchange = await kernel.request(channel, "kernel_info_request");
    const { reply } = exchange;
    assert.equal(reply?.channel, channel);
    assert.equal(reply.type, "kernel_info_reply");
    assert.deepEqual(published(exchange), ["busy", "idle"]);
    const { content } = reply;
    const typescript = String(require("typescript/package.json").version);
    const version = String(require("../../package.json").version);
    assert.equal(content.status, "ok");
    assert.equal(content.protocol_version, "5.5");
    assert.equal(content.implementation, "navette");
    assert.equal(content.implementation_version, version);
    assert.deepEqual(content.language_info, {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      codemirror_mode: "typescript",
      pygments_lexer: "typescript",
      nbconvert_exporter: "script",
    });
    assert.deepEqual(content.supported_features, []);
    assert.equal(content.debugger, false);
    for (const part of [version, typescript, process.version]) assert.ok(String(content.banner).includes(part), part);
    assert.ok(Array.isArray(content.help_links));
    for (const { text, url } of content.help_links) {
      assert.equal(typeof text, "string");
      assert.equal(new URL(url).protocol, "https:");
    }
  });
}

test("a message carries the protocol's header, and its request's as parent", async () => {
  const exchange = await kernel.request("shell", "kernel_info_request");
  const sessions = new Set();
  const ids = new Set();
  for (const { header, parent, metadata } of exchange.messages) {
    assert.deepEqual(Object.keys(header).sort(), ["date", "msg_id", "msg_type", "session", "username", "version"]);
    assert.equal(header.version, "5.5");
    assert.equal(new Date(String(header.date)).toISOString(), header.date);
    assert.equal(parent.msg_id, exchange.id);
    assert.equal(parent.session, kernel.session);
    assert.deepEqual(metadata, {});
    sessions.add(header.session);
    ids.add(header.msg_id);
  }
  assert.equal(sessions.size, 1);
  assert.equal(ids.size, exchange.messages.length);
});

test("connect_request tells the ports", async () => {
  const { reply } = await kernel.request("shell", "connect_request");
  assert.equal(reply?.type, "connect_reply");
  const { status, ...ports } = reply.content;
  assert.equal(status, "ok");
  assert.deepEqual(ports, kernel.ports);
});

test("a request of an unknown type is refused, and the kernel is idle again", async () => {
  for (const type of ["no_such_request", "toString", "__proto__", "constructor", ""]) {
    const exchange = kernel.send("shell", type, {});
    await exchange.until(() => published(exchange).includes("idle"), `idle after ${type}`);
    assert.deepEqual(published(exchange), ["busy", "idle"]);
    assert.equal(exchange.reply, undefined);
  }
  assert.equal((await kernel.run("1 + 1")).result, "2");
});

test("a subscriber is welcomed", async () => {
  const client = await kernel.another();
  try {
    await client.until(() => client.others.some(({ type }) => type === "iopub_welcome"), "iopub_welcome");
    const welcome = client.others.find(({ type }) => type === "iopub_welcome");
    assert.deepEqual(welcome?.content, { subscription: "" });
    assert.deepEqual(welcome.parent, {});
  } finally {
    client.disconnect();
  }
});

test("the heartbeat beats while a cell is in a loop", async () => {
  const loop = kernel.submit('console.log("looping"); for (;;) {}');
  await loop.until(() => loop.text() !== "", "the loop's first line");
  for (let beat = 0; beat < 20; beat += 1) await kernel.heartbeat();
  const info = await kernel.request("control", "kernel_info_request");
  assert.equal(info.reply?.content.status, "ok");
  assert.equal((await kernel.request("shell", "kernel_info_request")).reply?.content.status, "ok");
  assert.equal(loop.isDone, false);
  await kernel.request("control", "interrupt_request");
  await loop.done();
  assert.equal(loop.error?.ename, "KeyboardInterrupt");
});
