/** Runs through a queue in Redis: lost workers, a lost server, and what can't be reached. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Redis } from "ioredis";
import { type DistributedOptions, openDistributedPool } from "../../lib/distributed/distributed-pool.ts";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { factoriseAll } from "../../lib/factors/factorise-all.ts";
import { primeFactors } from "../../lib/factors/prime-factors.ts";
import { randomNumbers } from "../../lib/factors/random-numbers.ts";
import { mapChunks } from "../../lib/pools/map-chunks.ts";
import type { Task } from "../../lib/strategies/strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { appearance } from "../lib/appearance.ts";
import { closedPort } from "../lib/closed-port.ts";
import { assertGone, leavesNothing, untilGone } from "../lib/leaves-nothing.ts";
import { missingStrategy } from "../lib/missing-strategy.ts";
import { scratchFolder } from "../lib/scratch-folder.ts";
import { makeCertificate, trusted } from "./certificate.ts";
import { RedisServer } from "./redis-server.ts";
import { runProgram } from "./run-program.ts";
import { WorkerProgram } from "./worker-program.ts";

const task = (file: string, name: string): Task => ({ module: new URL(`../lib/tasks/${file}`, import.meta.url), name });
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

async function squares(workers: number, options: DistributedOptions, count: number, timeline = new Timeline()) {
  await using pool = await openDistributedPool(workers, options);
  return await Array.fromAsync(
    mapChunks<number, number>(pool, task("arithmetic.ts", "square"), upTo(count), { timeline }),
  );
}

describe("distributed runs", { skip: missingStrategy("distributed") }, () => {
  it("do the chunk of a worker again that was killed in the middle, and tell of it", async () => {
    await using folder = await scratchFolder();
    const timeline = new Timeline();
    await using _ = leavesNothing(timeline);
    await using pool = await openDistributedPool(2);
    const hanging = appearance(folder.path, "pid");
    const chunks = upTo(6).map((n) => ({ n, folder: folder.path }));
    const results = Array.fromAsync(mapChunks(pool, task("mortal.ts", "hangOnce"), chunks, { timeline }));
    await hanging;
    const pid = Number(await readFile(join(folder.path, "pid"), "utf8"));
    process.kill(pid, "SIGKILL");
    assert.deepEqual(await results, upTo(6));
    assertGone(pid);
    const lost = timeline.spans.filter(({ status }) => status === "failed");
    assert.deepEqual(
      lost.map((span) => [span.label, span.pid]),
      [["2", pid]],
    );
    for (const { queued, started, ended } of timeline.spans) assert.ok(queued <= started && started <= ended);
  });

  it("end with the exact result though the server is killed and started again in the middle", async () => {
    await using server = await RedisServer.start();
    const numbers = randomNumbers({ count: 60_000 });
    process.env.REDIS_URL = server.url;
    try {
      let restarted: Promise<void> | undefined;
      const run = await factoriseAll(numbers, {
        strategy: "distributed",
        workers: 2,
        chunk: 1000,
        onProgress: ({ done }) => {
          if (done >= 5000) restarted ??= server.kill().then(() => server.start());
        },
      });
      assert.ok(restarted);
      await restarted;
      assert.equal(run.results.finished, numbers.length);
      assert.deepEqual(
        [...run.results],
        numbers.map((n) => primeFactors(n).map(Number)),
      );
    } finally {
      delete process.env.REDIS_URL;
    }
  });

  it("leave nothing behind when their program is killed: neither server, nor workers, nor what they keep", async () => {
    const program = await runProgram("hang-distributed.ts");
    const pids = JSON.parse(await program.line()) as number[];
    assert.ok(pids.length >= 4, `a keeper, a server and two workers: ${pids}`);
    program.kill();
    for (const pid of pids) await untilGone(pid);
  });

  it("say where there is no server, without its password", async () => {
    const redis = `redis://me:secret@127.0.0.1:${await closedPort()}`;
    await assert.rejects(openDistributedPool(1, { redis }), (error) => {
      assert.ok(error instanceof Error && "code" in error);
      assert.equal(error.code, "ERR_NAVETTE_REDIS");
      assert.match(error.message, /No Redis at redis:\/\/me:…@127\.0\.0\.1.*ECONNREFUSED.*REDIS_URL/s);
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
    for (const redis of ["http://host", "redis", "redis://"]) {
      await assert.rejects(openDistributedPool(1, { redis }), { code: "ERR_NAVETTE_REDIS_URL" });
    }
  });

  it("speak TLS by a rediss:// address, with workers here and elsewhere, and to nobody they don't trust", async (t) => {
    await using folder = await scratchFolder();
    const certificate = makeCertificate(folder.path);
    if (certificate === undefined) return t.skip("openssl is not installed");
    await using server = await RedisServer.start(certificate);
    assert.match(server.url, /^rediss:/);
    await assert.rejects(openDistributedPool(1, { redis: server.url }), {
      code: "ERR_NAVETTE_REDIS",
      message: /No Redis at rediss:.*certificate.*NODE_EXTRA_CA_CERTS/s,
    });
    using _ = trusted(certificate);
    await using worker = await WorkerProgram.start(server.url, ["--name", "lent"]);
    const timeline = new Timeline();
    const attached = await squares(1, { redis: server.url, startsWorkers: false }, 4, timeline);
    assert.deepEqual(attached, [0, 1, 4, 9]);
    assert.deepEqual([...new Set(timeline.spans.map(({ pid }) => pid))], [worker.process.pid]);
    await worker.end("SIGINT");
    assert.deepEqual(await squares(1, { redis: server.url }, 2), [0, 1]);
  });

  it("tell how far they have come while they work, chunk by chunk", async () => {
    const told: number[] = [];
    const numbers = randomNumbers({ count: 8000 });
    const onProgress = ({ done }: { done: number }) => void told.push(done);
    await factoriseAll(numbers, { strategy: "distributed", workers: 1, chunk: 1000, onProgress });
    assert.deepEqual(told, [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000]);
  });

  it("say that a password is wrong", async () => {
    await using server = await RedisServer.start();
    const redis = server.url.replace("secret", "guess");
    await assert.rejects(openDistributedPool(1, { redis }), {
      code: "ERR_NAVETTE_REDIS",
      message: /WRONGPASS[^.]*\. Write user and password into the address/,
    });
    await assert.rejects(openDistributedPool(1, { redis: server.url.replace(":secret@", "") }), {
      code: "ERR_NAVETTE_REDIS",
      message: /NOAUTH[^.]*\. Write user and password into the address/,
    });
  });
});

describe("the address of a queue", { skip: missingStrategy("distributed") }, () => {
  it("may end with a database, one that the server has", async () => {
    await using server = await RedisServer.start();
    assert.deepEqual(await squares(1, { redis: `${server.url}/1` }, 2), [0, 1]);
    await assert.rejects(openDistributedPool(1, { redis: `${server.url}/99` }), {
      code: "ERR_NAVETTE_REDIS",
      message: /\/99: .*out of range\. Name a database/,
    });
    await assert.rejects(openDistributedPool(1, { redis: `${server.url}/first` }), {
      code: "ERR_NAVETTE_REDIS_URL",
      message: /:…@.*\/first.* a database is a number/,
    });
  });

  it("with a password that isn't written as addresses have it is refused, and not shown", async () => {
    for (const password of ["se%cret", "sec@ret", "@/secret#", "sec/ret@", "sec#ret", "sec?ret"]) {
      const redis = `redis://:${password}@127.0.0.1:1`;
      await assert.rejects(openDistributedPool(1, { redis }), (error) => {
        assert.ok(error instanceof NavetteError, String(error));
        assert.match(error.message, /^The Redis address is "redis:\/\/:…@127\.0\.0\.1:1": .*%40|^No Redis at /);
        assert.doesNotMatch(error.message, /sec|ret/);
        return true;
      });
    }
    await assert.rejects(openDistributedPool(1, { redis: "redis://127.0.0.1:1?password=secret" }), {
      message: /^No Redis at redis:\/\/127\.0\.0\.1:1\?password=…: /,
    });
  });

  it("of what is no Redis server is told from one where nobody listens", async () => {
    const listener = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    await once(listener.listen(0, "127.0.0.1"), "listening");
    const address = listener.address();
    assert.ok(typeof address === "object" && address !== null);
    try {
      await assert.rejects(openDistributedPool(1, { redis: `redis://127.0.0.1:${address.port}` }), {
        code: "ERR_NAVETTE_REDIS",
        message: /Is it a Redis server that listens there\? Its address begins with rediss:\/\//,
      });
    } finally {
      listener.close();
    }
  });
});

describe("navette worker", { skip: missingStrategy("distributed") }, () => {
  it("does the chunks of others, and ends by Ctrl-C when it has finished what it is at", async () => {
    await using server = await RedisServer.start();
    await using worker = await WorkerProgram.start(server.url, ["--concurrency", "2", "--name", "lent"]);
    assert.match(worker.printed, /^lent works for redis:\/\/:…@127.0.0.1:\d+, 2 at a time, version /);
    const timeline = new Timeline();
    const options = { redis: server.url, startsWorkers: false };
    assert.deepEqual(
      await squares(2, options, 12, timeline),
      upTo(12).map((n) => n * n),
    );
    assert.deepEqual(
      timeline.lanes().map(({ pid }) => pid),
      Array(2).fill(worker.process.pid),
    );
    assert.equal(await worker.end("SIGINT"), 0);
    assert.match(worker.printed, /Finishing the chunks/);
    assert.doesNotMatch(worker.printed, /secret/);
    await assert.rejects(squares(1, options, 1), {
      code: "ERR_NAVETTE_WORKERS",
      message: /npx navette worker --redis redis:\/\/:…@/,
    });
  });

  it("tells once that the server is gone, goes on when it is back, and ends by Ctrl-C though it is gone", async () => {
    await using server = await RedisServer.start();
    await using worker = await WorkerProgram.start(server.url, ["--concurrency", "1", "--quiet"]);
    await server.kill();
    await worker.until(/^trouble: /m);
    await server.start();
    await worker.until(/answers again/);
    assert.deepEqual(await squares(1, { redis: server.url, startsWorkers: false }, 3), [0, 1, 4]);
    await server.kill();
    await worker.until(/answers again[\s\S]*^trouble: /m);
    assert.equal(await worker.end("SIGINT"), 0);
    const gone = worker.printed.split("answers again").map((part) => part.match(/^trouble: .*$/gm) ?? []);
    for (const lines of gone) assert.equal(new Set(lines).size, lines.length, worker.printed);
  });

  it("of another version is named, and not used", async () => {
    await using server = await RedisServer.start();
    const redis = new Redis(server.url);
    const other = { host: "attic", pid: 1, name: "attic", version: "0.0.1", concurrency: 64 };
    await redis.set("navette:worker:other", JSON.stringify(other));
    await assert.rejects(squares(1, { redis: server.url, startsWorkers: false }, 1), {
      code: "ERR_NAVETTE_VERSION",
      message: /attic has 0\.0\.1/,
    });
    // Workers of this machine are started for what is missing.
    assert.deepEqual(await squares(1, { redis: server.url }, 2), [0, 1]);
    redis.disconnect();
  });

  it("runs no module from outside its checkout, unless its owner has named the folder", async () => {
    await using server = await RedisServer.start();
    await using folder = await scratchFolder();
    const { writeFile } = await import("node:fs/promises");
    await writeFile(join(folder.path, "own.mjs"), "export const twice = (n) => 2 * n;");
    const own = { module: new URL(`file://${join(folder.path, "own.mjs")}`), name: "twice" };
    const run = async () => {
      await using pool = await openDistributedPool(1, { redis: server.url, startsWorkers: false });
      return await Array.fromAsync(mapChunks<number, number>(pool, own, [21]));
    };
    {
      await using _ = await WorkerProgram.start(server.url);
      await assert.rejects(run(), { code: "ERR_NAVETTE_MODULE", message: /own\.mjs.*--modules/ });
    }
    await using _ = await WorkerProgram.start(server.url, ["--modules", folder.path]);
    assert.deepEqual(await run(), [42]);
  });
});
