/**
 * A client that stays connected and reads nothing, while a cell displays large pictures without end.
 *
 * Its socket takes one message and no more, so what the kernel publishes piles up for it, in the kernel.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { Subscriber } from "zeromq";
import { KernelClient } from "../client/kernel-client.ts";

/** Bytes of a picture, and how many of them are displayed: 600 MB in all, as base64. */
const pictureBytes = 1_000_000;
const pictures = 450;

/** MiB that the control process may grow by; ZeroMQ and the kernel's own queue may hold about 200 of them. */
const mostGrowth = 450;

describe("a client that reads nothing", { skip: process.platform !== "linux" }, () => {
  let kernel: KernelClient;
  let stalled: Subscriber;

  before(async () => {
    kernel = await KernelClient.start();
    stalled = new Subscriber({ linger: 0, receiveHighWaterMark: 1 });
    stalled.connect(`tcp://127.0.0.1:${kernel.ports.iopub_port}`);
    const welcomed = kernel.others.filter(({ type }) => type === "iopub_welcome").length;
    stalled.subscribe();
    // Whoever is connected is told of a new one.
    await kernel.until(
      () => kernel.others.filter(({ type }) => type === "iopub_welcome").length > welcomed,
      "the second subscription",
    );
  });
  after(async () => {
    stalled.close();
    await kernel.dispose();
  });

  const residentMiB = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${kernel.process.pid}/status`, "utf8"))?.[1]) / 1024;

  it("is held a bounded amount, and costs the others nothing", async () => {
    const before = residentMiB();
    let most = 0;
    const cell = kernel.submit(`
      import { display } from "navette";
      const picture = new Uint8Array(${pictureBytes}).fill(7);
      for (let i = 0; i < ${pictures}; i++) display.png(picture);`);
    let seen = 0;
    await cell.until(
      () => {
        // This client must not hold them all either.
        const shown = cell.messages.findIndex(({ type }) => type === "display_data");
        if (shown >= 0) {
          cell.messages.splice(shown, 1);
          kernel.received.length = 0;
          seen += 1;
          most = Math.max(most, residentMiB());
        }
        return seen === pictures && cell.isDone;
      },
      `${pictures} pictures`,
      120_000,
    );
    assert.equal(cell.error, undefined);
    assert.ok(most - before < mostGrowth, `the control process grew from ${before} to ${most} MiB`);
    assert.equal((await kernel.run("1 + 1")).result, "2");
  });

  it("sees what comes once it reads again", async () => {
    const marked = kernel.submit('setInterval(() => console.log("tick"), 20)');
    await marked.done();
    const from = JSON.stringify(marked.id);
    for await (const frames of stalled) if (frames.some((frame) => frame.includes(from.slice(1, -1)))) break;
    assert.equal(kernel.stderr, "");
  });
});
