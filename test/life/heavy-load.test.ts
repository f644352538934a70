/** Large cells, many cells, large buffers, clients that vanish or stall, a kernel that was asleep. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { Subscriber } from "zeromq";
import { KernelClient } from "../client/kernel-client.ts";

const mebibyte = 2 ** 20;

describe("under load", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.dispose());

  it("1,000 queued cells run in their order", async () => {
    await kernel.run("globalThis.order = []");
    const cells = Array.from({ length: 1000 }, (_, index) => kernel.submit(`order.push(${index}); ${index}`));
    await Promise.all(cells.map((cell) => cell.done()));
    assert.ok(cells.every((cell, index) => cell.result === String(index)));
    assert.equal((await kernel.run("order.every((value, index) => value === index) && order.length")).result, "1000");
  });

  it("a cell of 1 MB runs, and its last line is right in a traceback", async () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, index) => `const v${index}: number = ${index}; // ${"x".repeat(20)}`,
    );
    const code = `{\n${lines.join("\n")}\n}\nthrow new Error("at the end")`;
    assert.ok(code.length > 1_000_000);
    const cell = await kernel.run(code);
    assert.equal(cell.error?.evalue, "at the end");
    assert.match(cell.error?.traceback ?? "", /:20003:7/);
  });

  it("comm buffers of 100 MB go both ways", async () => {
    await kernel.run(`
      import { comms } from "navette";
      comms.register("mirror", (comm, open) => {
        comm.onMessage(({ buffers }) => comm.send({ length: buffers[0].byteLength }, { buffers }));
      });`);
    const big = Buffer.alloc(100 * mebibyte, "navette");
    await kernel
      .send("shell", "comm_open", { comm_id: "m1", target_name: "mirror", data: {} })
      .until((exchange) => exchange.ofType("status").length === 2, "the comm");
    const sent = kernel.send("shell", "comm_msg", { comm_id: "m1", data: {} }, { buffers: [big] });
    await sent.until((exchange) => exchange.ofType("comm_msg").length === 1, "the echo");
    const [echo] = sent.ofType("comm_msg");
    assert.ok(echo?.buffers[0]?.equals(big));
  });

  it("a client that vanishes in the middle of a message harms nobody", async () => {
    const port = JSON.parse(readFileSync(kernel.connectionFile, "utf8")).shell_port;
    for (let round = 0; round < 20; round += 1) {
      const socket = connect(port, "127.0.0.1");
      await new Promise((resolve) => socket.once("connect", resolve));
      // ZeroMQ's greeting, cut off somewhere.
      const greeting = Buffer.concat([
        Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 3, 0]),
        Buffer.from("NULL"),
        Buffer.alloc(48),
      ]);
      socket.write(greeting.subarray(0, 3 + round * 3));
      socket.resetAndDestroy();
      await new Promise((resolve) => socket.once("close", resolve));
    }
    const other = await kernel.another();
    other.submit("1");
    other.disconnect();
    assert.equal((await kernel.run("1 + 1")).result, "2");
  });

  it("a subscriber that never reads holds nobody up, and costs bounded memory", async () => {
    const { iopub_port: port } = JSON.parse(readFileSync(kernel.connectionFile, "utf8"));
    const stalled = new Subscriber({ receiveHighWaterMark: 1, linger: 0 });
    stalled.connect(`tcp://127.0.0.1:${port}`);
    stalled.subscribe();
    try {
      const before = residentMiB(kernel.process.pid ?? 0);
      for (let round = 0; round < 20; round += 1) {
        const cell = await kernel.run('for (let i = 0; i < 12; i++) console.log("z".repeat(1_000_000))');
        assert.equal(cell.text().length, 12 * 1_000_001);
        kernel.exchanges.clear();
      }
      const grown = residentMiB(kernel.process.pid ?? 0) - before;
      assert.ok(grown < 600, `${grown} MiB more for a stalled subscriber`);
    } finally {
      stalled.close();
    }
  });

  it("a kernel that slept goes on where it was", async () => {
    const user = Number((await kernel.run("process.pid")).result);
    const control = kernel.process.pid ?? 0;
    const cell = kernel.submit(
      'console.log("awake"); await new Promise((resolve) => { globalThis.wake = resolve; }); "went on"',
    );
    await cell.until(() => cell.text() !== "", "the first line");
    process.kill(user, "SIGSTOP");
    process.kill(control, "SIGSTOP");
    const heartbeat = kernel.heartbeat();
    process.kill(control, "SIGCONT");
    process.kill(user, "SIGCONT");
    await heartbeat;
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    assert.equal((await kernel.run("process.pid")).result, String(user));
  });
});

function residentMiB(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1024;
}
