/**
 * Node pipes each thread's output into `process.stdout` without counting listeners; tinypool allows one more for each
 * process that it starts. After many threads, one process was therefore told to be a possible memory leak.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openExecutor } from "../../lib/strategies/open-executor.ts";

const task = { module: new URL("./tasks/arithmetic.ts", import.meta.url), name: "square" };

test("threads and processes together raise no warning", async () => {
  const warnings: Error[] = [];
  const collect = (warning: Error) => warnings.push(warning);
  process.on("warning", collect);
  const most = process.stdout.getMaxListeners();
  {
    await using threads = await openExecutor("threads", { workers: 14 });
    for await (const _ of threads.map(task, Array(14).fill(2)));
    await using processes = await openExecutor("processes", { workers: 1 });
    for await (const _ of processes.map(task, [3]));
    assert.ok(process.stdout.getMaxListeners() > process.stdout.listenerCount("unpipe"));
  }
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", collect);
  assert.deepEqual(warnings, []);
  // What is left was allowed by tinypool, which takes nothing back.
  assert.equal(process.stdout.getMaxListeners(), most + 1);
});
