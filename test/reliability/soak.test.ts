import assert from "node:assert/strict";
import { test } from "node:test";
import { runSoak } from "./soak/run-soak.ts";

/** `npm run soak -- --minutes N` takes longer, with steps of its own. */
const seconds = 60;

test(`${seconds} s of mixed work, interrupts, errors and ends leave the kernel as it was`, {
  skip: process.platform === "linux" ? false : "what a process holds is read from /proc",
}, async () => {
  const { before, after, fresh, heapGrowthMiB } = await runSoak({ seconds, seed: 20_261_125 });
  const seen = JSON.stringify({ before, after, fresh });
  // A file may be open just then, for a moment; what is left open by a step would be hundreds.
  assert.ok(after.files < before.files + 5, seen);
  // One that comes and goes may have been there before.
  assert.ok(after.processes <= before.processes, seen);
  assert.ok(after.controlMiB < before.controlMiB + 100, seen);
  assert.ok(after.userMiB < before.userMiB + 30, seen);
  assert.ok(heapGrowthMiB < 20, `the heap grew by ${heapGrowthMiB} MiB`);
  // Guards: the machine may have become busy in between, and then it is so for a fresh kernel as well.
  assert.ok(after.cellMs < Math.max(before.cellMs, fresh.cellMs) * 10 + 50, seen);
  assert.ok(after.interruptMs < Math.max(before.interruptMs, fresh.interruptMs) * 10 + 100, seen);
});
