/**
 * What a client of a queue in Redis can't count on: the workers of other clients, which end with them; workers that leave in
 * the middle of its run; a server that is gone for good. It ends with its results, or with an error that says what to do.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { type DistributedOptions, openDistributedPool } from "../../lib/distributed/distributed-pool.ts";
import { redisFound } from "../../lib/distributed/redis-found.ts";
import { mapChunks } from "../../lib/pools/map-chunks.ts";
import type { Pool } from "../../lib/pools/pool.ts";
import type { Task } from "../../lib/strategies/strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { appearance } from "../lib/appearance.ts";
import { leavesNothing } from "../lib/leaves-nothing.ts";
import { missingStrategy } from "../lib/missing-strategy.ts";
import { scratchFolder } from "../lib/scratch-folder.ts";
import { RedisServer } from "./redis-server.ts";
import { WorkerProgram } from "./worker-program.ts";

const task: Task = { module: new URL("../lib/tasks/arithmetic.ts", import.meta.url), name: "square" };

const squares = (pool: Pool, signal?: AbortSignal) =>
  Array.fromAsync(mapChunks<number, number>(pool, task, [1, 2, 3], signal && { signal }));

describe("a client of a queue", { skip: missingStrategy("distributed") }, () => {
  it("doesn't count on the workers of another one, which end with it", async () => {
    await using server = await RedisServer.start();
    const first = await openDistributedPool(1, { redis: server.url });
    await using second = await openDistributedPool(1, { redis: server.url });
    const both = await Promise.all([squares(first), squares(second)]);
    assert.deepEqual(both, [
      [1, 4, 9],
      [1, 4, 9],
    ]);
    await first[Symbol.asyncDispose]();
    assert.deepEqual(await squares(second), [1, 4, 9]);
  });

  it("is told of workers of another version, and not of those that end with another client", async () => {
    await using server = await RedisServer.start();
    await using _ = await openDistributedPool(1, { redis: server.url });
    const redis = new Redis(server.url);
    const other = { host: "attic", pid: 1, name: "attic", version: "0.0.1", concurrency: 64 };
    await redis.set("navette:worker:other", JSON.stringify(other));
    redis.disconnect();
    process.env.REDIS_URL = server.url;
    try {
      const { isUsable, attached, note } = await redisFound();
      assert.deepEqual([isUsable, attached], [true, 0]);
      assert.match(note.markdown, /another version are left out\*\*: attic \(0\.0\.1\); this one is \d/);
    } finally {
      delete process.env.REDIS_URL;
    }
  });

  it("says that the last worker has left, rather than wait for ever", async () => {
    await using server = await RedisServer.start();
    await using worker = await WorkerProgram.start(server.url, ["--concurrency", "1"]);
    const options: DistributedOptions = { redis: server.url, startsWorkers: false, patienceMs: 10_000 };
    await using pool = await openDistributedPool(1, options);
    assert.deepEqual(await squares(pool), [1, 4, 9]);
    assert.equal(await worker.end("SIGINT"), 0);
    await assert.rejects(squares(pool), {
      code: "ERR_NAVETTE_WORKERS",
      message: /^No worker is attached to redis:\/\/:…@.* any more: start one with "npx navette worker --redis/,
    });
    await using _ = await WorkerProgram.start(server.url, ["--concurrency", "1"]);
    assert.deepEqual(await squares(pool), [1, 4, 9]);
  });

  it("can be interrupted while the server is gone, says so after a while, and leaves nothing to wait for", async () => {
    await using _ = leavesNothing(new Timeline());
    await using server = await RedisServer.start();
    await using pool = await openDistributedPool(1, { redis: server.url, patienceMs: 2000 });
    await server.kill();
    const interrupt = new AbortController();
    const interrupted = squares(pool, interrupt.signal);
    interrupt.abort(new Error("enough"));
    await assert.rejects(interrupted, { code: "ERR_NAVETTE_ABORTED" });
    await assert.rejects(squares(pool), {
      code: "ERR_NAVETTE_REDIS",
      message: /^The Redis server at redis:\/\/:…@.* is gone: start it again/,
    });
  });

  it("is told why a server can't hold its queue", async () => {
    await using server = await RedisServer.start();
    const redis = new Redis(server.url);
    await redis.replicaof("127.0.0.1", "1");
    redis.disconnect();
    const refused = /The Redis server at redis:\/\/:…@.* can't hold the queue: READONLY .*choose another/;
    await assert.rejects(openDistributedPool(1, { redis: server.url }), {
      code: "ERR_NAVETTE_REDIS",
      message: refused,
    });
    await assert.rejects(WorkerProgram.start(server.url), refused);
    const nowhere = WorkerProgram.start(server.url, ["--modules", "nowhere"]);
    await assert.rejects(nowhere, /--modules is "nowhere": give a folder/);
  });

  it("gets a chunk done by another worker at once when Ctrl-C is pressed again at its own", async () => {
    await using folder = await scratchFolder();
    await using server = await RedisServer.start();
    await using worker = await WorkerProgram.start(server.url, ["--concurrency", "1"]);
    await using pool = await openDistributedPool(1, { redis: server.url, startsWorkers: false });
    const hanging = appearance(folder.path, "pid");
    const mortal: Task = { ...task, module: new URL("../lib/tasks/mortal.ts", import.meta.url), name: "hangOnce" };
    const results = Array.fromAsync(mapChunks(pool, mortal, [{ n: 2, folder: folder.path }]));
    await hanging;
    worker.process.kill("SIGINT");
    await worker.until(/Finishing the chunks at work; Ctrl-C again/);
    await using _ = await WorkerProgram.start(server.url, ["--concurrency", "1"]);
    const exit = once(worker.process, "exit");
    // A reader presses the keys until it has ended: those that follow at once count as the first.
    while (worker.process.exitCode === null && worker.process.signalCode === null) {
      worker.process.kill("SIGINT");
      await Promise.race([exit, sleep(200)]);
    }
    assert.equal(worker.process.exitCode, 0);
    assert.deepEqual(await results, [2]);
  });
});
