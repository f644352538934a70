import assert from "node:assert/strict";
import { test } from "node:test";
import { runRestarts } from "./run-restarts.ts";

/** `npm run restarts -- --count 200` takes more. */
const restarts = 20;

test(`${restarts} restarts in a row leave as many files, sockets and processes as there were`, async () => {
  const { answered, before, after, leftBehind } = await runRestarts(restarts);
  assert.equal(answered, restarts);
  assert.deepEqual(after, before);
  assert.deepEqual(leftBehind, []);
});
