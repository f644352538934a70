import assert from "node:assert/strict";
import { suite, type TestContext, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { afterCpu } from "../../kernel/display/after-cpu.ts";

/** Watches a thread on a clock of the test's, for a second of its CPU. */
function watched(context: TestContext) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  // What it has used before, in µs.
  let user = 5_000_000;
  let overs = 0;
  const worker = { cpuUsage: async () => ({ user, system: 0 }) };
  const callOff = afterCpu(worker, 1000, () => {
    overs++;
  });
  return {
    callOff,
    overs: () => overs,
    /** Lets time pass, and the thread compute for a part of it. */
    async pass(ms: number, cpuMs: number) {
      await setImmediate();
      user += cpuMs * 1000;
      context.mock.timers.tick(ms);
      await setImmediate();
    },
  };
}

suite("afterCpu", () => {
  test("is over once the thread has computed for so long", async (context) => {
    const { pass, overs } = watched(context);
    await pass(999, 999);
    assert.equal(overs(), 0);
    await pass(1, 1);
    assert.equal(overs(), 1);
    await pass(60_000, 60_000);
    assert.equal(overs(), 1);
  });

  test("doesn't count the time in which it waits for a core", async (context) => {
    const { pass, overs } = watched(context);
    await pass(1000, 100);
    await pass(900, 500);
    assert.equal(overs(), 0);
    await pass(400, 400);
    assert.equal(overs(), 1);
  });

  test("waits for a thread that doesn't compute six times as long", async (context) => {
    const { pass, overs } = watched(context);
    for (let second = 0; second < 5; second++) await pass(1000, 0);
    assert.equal(overs(), 0);
    await pass(1000, 0);
    assert.equal(overs(), 1);
  });

  test("is called off, also while the thread is asked", async (context) => {
    const { pass, overs, callOff } = watched(context);
    await pass(500, 500);
    context.mock.timers.tick(500);
    callOff();
    await pass(60_000, 60_000);
    assert.equal(overs(), 0);
  });
});
