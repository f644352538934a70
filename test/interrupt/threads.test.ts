/** Threads that sleep in the library's locks when the reader interrupts the cell: they end with it. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

const sleepers = {
  "consumers at an empty buffer": "produceAndConsume({ producers: 1, consumers: 3, items: 1000, produceMs: 1000 })",
  "philosophers who wait for forks": 'dine({ workers: 4, cure: "ordering", durationMs: 60_000, eatMs: 1000 })',
  "a side that has handed its turn over": 'handOver({ way: "sleep", durationMs: 60_000 })',
  "trains at the signal": "runTrains({ workers: 4, msPerKm: 1000 })",
};

describe("an interrupt of threads that sleep", { skip: process.platform !== "linux" }, () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
    const cell = await kernel.run(`
      import { readdirSync } from "node:fs";
      import { dine, handOver, produceAndConsume, runTrains } from "navette/lib";
      const threads = () => readdirSync("/proc/self/task").length;
      const turn = () => new Promise((resolve) => setTimeout(resolve, 5));
      await handOver({ durationMs: 5 });
      let idle = threads();`);
    assert.equal(cell.error, undefined);
  });
  after(() => kernel.dispose());

  for (const [name, work] of Object.entries(sleepers)) {
    it(`ends ${name}`, async () => {
      const cell = kernel.submit(`
        idle = threads();
        const running = ${work};
        while (threads() < idle + 2) await turn();
        console.log("under way");
        await running;`);
      await cell.until(() => cell.text().includes("under way"), "threads that have begun");
      kernel.send("control", "interrupt_request", {});
      await cell.done();
      assert.equal(cell.error?.ename, "KeyboardInterrupt");
      const left = await kernel.run("while (threads() > idle) await turn(); threads() <= idle");
      assert.equal(left.result, "true");
    });
  }
});
