/** A run over two hosts, 2 ms away: a worker is killed and the server restarted in the middle. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { openDistributedPool } from "../../lib/distributed/distributed-pool.ts";
import { Factorisations } from "../../lib/factors/factorisations.ts";
import type { Chunk, PackedFactors } from "../../lib/factors/factorise-chunk.ts";
import { primeFactors } from "../../lib/factors/prime-factors.ts";
import { randomNumbers } from "../../lib/factors/random-numbers.ts";
import { mapChunks } from "../../lib/pools/map-chunks.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { missingStrategy } from "../lib/missing-strategy.ts";
import { delayingProxy } from "./delaying-proxy.ts";
import { missingNetworkHosts, NetworkHost } from "./network-host.ts";
import { RedisServer } from "./redis-server.ts";
import { WorkerProgram } from "./worker-program.ts";

const skip = missingStrategy("distributed") || missingNetworkHosts();

it("two hosts, 2 ms away, a worker killed and the server restarted: the exact result, nothing twice", {
  skip,
}, async () => {
  await using server = await RedisServer.start();
  await using opened = new AsyncDisposableStack();
  const workers: WorkerProgram[] = [];
  for (const number of [1, 2]) {
    const host = opened.use(new NetworkHost(number));
    const proxy = opened.use(await delayingProxy(host.address, server.port, 1));
    const url = `redis://:secret@${host.address}:${proxy.port}`;
    // Two workers on each host: one of them may go.
    for (const name of ["a", "b"]) {
      const args = ["--concurrency", "1", "--name", `${host.name}${name}`];
      workers.push(opened.use(await WorkerProgram.start(url, args, host.inside)));
    }
  }

  const numbers = Uint32Array.from(randomNumbers({ count: 60_000 }));
  const size = 1000;
  const chunks: Chunk[] = Array.from({ length: numbers.length / size }, (_, i) => ({
    numbers: numbers.slice(i * size, (i + 1) * size),
    algorithm: "naive",
  }));
  const task = { module: new URL("../../lib/factors/factorise-chunk.ts", import.meta.url), name: "factoriseChunk" };
  const timeline = new Timeline();
  const parts: PackedFactors[] = [];
  let killed: Promise<unknown> | undefined;
  let restarted: Promise<void> | undefined;
  {
    await using pool = await openDistributedPool(4, { redis: server.url, startsWorkers: false });
    for await (const part of mapChunks<Chunk, PackedFactors>(pool, task, chunks, { timeline })) {
      parts.push(part);
      if (parts.length === 10) killed = workers[0]?.end("SIGKILL");
      if (parts.length === 25) restarted = server.kill().then(() => server.start());
    }
  }
  await killed;
  await restarted;
  assert.ok(killed && restarted);

  assert.deepEqual(
    [...new Factorisations(numbers, size, parts)],
    Array.from(numbers, (n) => primeFactors(n).map(Number)),
  );
  const done = timeline.spans.filter(({ status }) => status === "ok");
  assert.equal(done.length, chunks.length);
  assert.deepEqual([...new Set(done.map(({ host }) => host))].sort(), ["host-1", "host-2"]);
  for (const { queued, started, ended } of timeline.spans) assert.ok(queued <= started && started <= ended);
});
