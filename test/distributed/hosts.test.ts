/** A run over two hosts, 2 ms away: a worker is killed and the server restarted in the middle. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { crawl } from "../../lib/crawl/crawl.ts";
import { openDistributedPool } from "../../lib/distributed/distributed-pool.ts";
import { Factorisations } from "../../lib/factors/factorisations.ts";
import type { Chunk, PackedFactors } from "../../lib/factors/factorise-chunk.ts";
import { primeFactors } from "../../lib/factors/prime-factors.ts";
import { randomNumbers } from "../../lib/factors/random-numbers.ts";
import { mapChunks } from "../../lib/pools/map-chunks.ts";
import { serveSite } from "../../lib/site/serve-site.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { missingStrategy } from "../lib/missing-strategy.ts";
import { recordsOf } from "../lib/serve-answers.ts";
import { delayingProxy } from "./delaying-proxy.ts";
import { missingNetworkHosts, NetworkHost } from "./network-host.ts";
import { RedisServer } from "./redis-server.ts";
import { WorkerProgram } from "./worker-program.ts";

const skip = missingStrategy("distributed") || missingNetworkHosts();

/** Two hosts with two workers each, so that one of them may go. Whoever disposes of it ends them. */
class TwoHosts implements AsyncDisposable {
  readonly hosts: readonly NetworkHost[];
  readonly workers: readonly WorkerProgram[];
  readonly #opened: AsyncDisposableStack;

  private constructor(hosts: readonly NetworkHost[], workers: readonly WorkerProgram[], opened: AsyncDisposableStack) {
    this.hosts = hosts;
    this.workers = workers;
    this.#opened = opened;
  }

  static async start(server: RedisServer): Promise<TwoHosts> {
    await using opened = new AsyncDisposableStack();
    const hosts = [1, 2].map((number) => opened.use(new NetworkHost(number)));
    const workers: WorkerProgram[] = [];
    for (const host of hosts) {
      const proxy = opened.use(await delayingProxy(host.address, server.port, 1));
      const url = `redis://:secret@${host.address}:${proxy.port}`;
      for (const name of ["a", "b"]) {
        const args = ["--concurrency", "1", "--name", `${host.name}${name}`];
        workers.push(opened.use(await WorkerProgram.start(url, args, host.inside)));
      }
    }
    return new TwoHosts(hosts, workers, opened.move());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#opened.disposeAsync();
  }
}

it("two hosts, 2 ms away, a worker killed and the server restarted: the exact result, nothing twice", {
  skip,
}, async () => {
  await using server = await RedisServer.start();
  await using two = await TwoHosts.start(server);
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
      if (parts.length === 10) killed = two.workers[0]?.end("SIGKILL");
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

it("a crawl by the same hosts, over a slow way, a worker killed and the server restarted: the very pages of a local one", {
  skip,
}, async () => {
  await using server = await RedisServer.start();
  await using two = await TwoHosts.start(server);
  await using site = await serveSite({ pages: 400, latencyMs: 5, pageKiB: 4, links: 30 });
  const [near] = two.hosts;
  assert.ok(near);
  await using proxy = await delayingProxy(near.address, Number(new URL(site.origin).port), 1);
  const start = `http://${near.address}:${proxy.port}/`;
  const timeline = new Timeline();
  let killed: Promise<unknown> | undefined;
  let restarted: Promise<void> | undefined;
  process.env.REDIS_URL = server.url;
  try {
    const run = await crawl(start, {
      strategy: "distributed",
      workers: 4,
      chunk: 10,
      timeline,
      onProgress({ done }) {
        if (done >= 60) killed ??= two.workers[0]?.end("SIGKILL");
        if (done >= 150) restarted ??= server.kill().then(() => server.start());
      },
    });
    await killed;
    await restarted;
    assert.ok(killed && restarted);
    const local = await crawl(start);
    assert.deepEqual(recordsOf(run.results.pages), recordsOf(local.results.pages));
    assert.deepEqual(run.results.outcomes, local.results.outcomes);
    assert.deepEqual([run.results.fetched, run.results.known], [local.results.fetched, local.results.known]);
    assert.deepEqual([run.results.links, run.results.bytes], [local.results.links, local.results.bytes]);
  } finally {
    delete process.env.REDIS_URL;
  }
  const visited = timeline.spans.filter(({ kind, status }) => kind === "page" && status !== "cancelled");
  assert.deepEqual([...new Set(visited.map(({ host }) => host))].sort(), ["host-1", "host-2"]);
});
