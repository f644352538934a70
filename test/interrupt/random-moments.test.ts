/**
 * Interrupts at random moments of short cells: at their start, in their middle, and at the very end, where a
 * termination could hit the kernel's own code that tells the end. No reply may be lost and no other cell harmed.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

const rounds = 1000;

it(`${rounds} interrupts at random moments lose no reply and harm no other cell`, async () => {
  const kernel = await KernelClient.start();
  try {
    const pid = (await kernel.run("let count = 0; process.pid")).result;
    let interrupted = 0;
    for (let round = 0; round < rounds; round += 1) {
      const cell = kernel.submit(
        "{ const end = performance.now() + 1; while (performance.now() < end) {} }\n'through'",
      );
      const delay = (round % 25) / 5;
      const end = performance.now() + delay;
      while (performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
      const interrupt = kernel.send("control", "interrupt_request", {});
      await cell.done();
      await interrupt.done();
      const { status } = cell.reply?.content ?? {};
      if (status === "ok") assert.equal(cell.result, "'through'");
      else if (status === "error") {
        assert.equal(cell.error?.ename, "KeyboardInterrupt");
        interrupted += 1;
      } else assert.equal(status, "aborted");
      const next = await kernel.run("count += 1");
      assert.equal(next.reply?.content.status, "ok", JSON.stringify(next.reply?.content));
      assert.equal(next.result, String(round + 1));
    }
    assert.equal((await kernel.run("process.pid")).result, pid);
    assert.ok(interrupted > 0, "some interrupts hit their cell");
  } finally {
    await kernel.dispose();
  }
});

/**
 * A termination that was meant for the busy part may come when the cell has begun to wait, and hit what takes the
 * interrupt: it must not get lost with it.
 */
it("interrupts about the moment at which a busy cell begins to wait end it, every time", async () => {
  const kernel = await KernelClient.start();
  try {
    const pid = (await kernel.run("process.pid")).result;
    for (let round = 0; round < 200; round += 1) {
      const cell = kernel.submit(
        `{ const end = performance.now() + ${(round % 10) / 4}; while (performance.now() < end) {} }
        await new Promise(() => setInterval(() => {}, 1))`,
      );
      await cell.until(() => cell.ofType("execute_input").length > 0, "its beginning");
      const delay = (round % 37) / 8;
      const end = performance.now() + delay;
      while (performance.now() < end) await new Promise((resolve) => setImmediate(resolve));
      kernel.send("control", "interrupt_request", {});
      await cell.done();
      assert.equal(cell.error?.ename, "KeyboardInterrupt");
      assert.equal((await kernel.run("1 + 1")).result, "2");
    }
    assert.equal((await kernel.run("process.pid")).result, pid);
  } finally {
    await kernel.dispose();
  }
});
