import assert from "node:assert/strict";
import { test } from "node:test";
import { runFuzz } from "./fuzz/run-fuzz.ts";

/** The same cases each time; `npm run fuzz -- --cases N --seed S` sends others. */
const cases = 10_000;

test(`${cases} changed requests of real clients: the kernel goes on, and tells nothing of them`, async () => {
  const { counts, memoryMiB } = await runFuzz({ cases, seed: 20_261_125 });
  assert.equal(
    Object.values(counts).reduce((sum, count) => sum + count, 0),
    cases,
  );
  const [before, after] = memoryMiB;
  assert.ok(after < before + 400, `the control process grew from ${before} to ${after} MiB`);
});
