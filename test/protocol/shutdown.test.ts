import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

for (const channel of ["control", "shell"] as const) {
  for (const restart of [false, true]) {
    test(`shutdown on ${channel}, restart ${restart}: answered there and on iopub, then the kernel ends`, async (t) => {
      const kernel = await KernelClient.start();
      t.after(() => kernel.dispose());
      await kernel.run("1");
      const exited = once(kernel.process, "exit");
      const exchange = kernel.send(channel, "shutdown_request", { restart });
      await exchange.done();
      await exchange.until(() => exchange.ofType("shutdown_reply").length === 2, "both shutdown replies");
      const replies = exchange.ofType("shutdown_reply");
      assert.deepEqual(replies.map((reply) => reply.channel).sort(), [channel, "iopub"].sort());
      for (const { content } of replies) assert.deepEqual(content, { status: "ok", restart });
      assert.deepEqual(await exited, [0, null]);
      assert.equal(kernel.stderr, "");
    });
  }
}

test("shutdown ends a kernel whose cell is in a loop, and the process that runs it", async (t) => {
  const kernel = await KernelClient.start();
  t.after(() => kernel.dispose());
  const { result } = await kernel.run("process.pid");
  const loop = kernel.submit('console.log("looping"); for (;;) {}');
  await loop.until(() => loop.text() !== "", "the loop's first line");
  const exited = once(kernel.process, "exit");
  const exchange = kernel.send("control", "shutdown_request", { restart: false });
  await exchange.done();
  assert.deepEqual(await exited, [0, null]);
  assert.throws(() => process.kill(Number(result), 0), { code: "ESRCH" });
});

for (const signal of ["SIGTERM", "SIGHUP"] as const) {
  test(`${signal} ends the kernel in good order`, async (t) => {
    const kernel = await KernelClient.start();
    t.after(() => kernel.dispose());
    const { result } = await kernel.run("process.pid");
    const exited = once(kernel.process, "exit");
    kernel.process.kill(signal);
    assert.deepEqual(await exited, [0, null]);
    assert.throws(() => process.kill(Number(result), 0), { code: "ESRCH" });
  });
}

test("20 kernels, one after the other: none loses its farewell", async () => {
  for (let round = 0; round < 20; round += 1) {
    const kernel = await KernelClient.start();
    const exited = once(kernel.process, "exit");
    const exchange = kernel.send("control", "shutdown_request", { restart: round % 2 === 0 });
    await exchange.done();
    assert.deepEqual(await exited, [0, null]);
    await kernel.dispose();
  }
});
