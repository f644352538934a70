/**
 * A chunk that was lost because its pool ended was given to that pool again, and piscina, once its `destroy` was over,
 * started a thread for it that nobody ended: the run hung. Here the pool has surely ended before it is asked.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { openPool } from "../../lib/pools/open-pool.ts";
import { LostWorker } from "../../lib/pools/pool.ts";

describe("a pool that has ended", () => {
  for (const strategy of ["threads", "processes"] as const) {
    it(`loses what it is asked for, rather than start ${strategy}`, async () => {
      const pool = await openPool(strategy, 1);
      const module = new URL("../../lib/pools/load-task.ts", import.meta.url).href;
      const request = { module, name: "loadTask", chunk: { module, stayMs: 0 } };
      const { signal } = new AbortController();
      await pool.run(request, signal);
      await pool[Symbol.asyncDispose]();
      await assert.rejects(pool.run(request, signal), LostWorker);
    });
  }
});
