import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { countersOf } from "../../lib/queues/counters.ts";
import { runBakery } from "../../lib/queues/run-bakery.ts";
import { simulateBakery } from "../../lib/queues/simulate-bakery.ts";
import { erlangC, waitInTheory } from "../../lib/queues/wait-in-theory.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";

describe("the simulated bakery", () => {
  it("serves two queues of twenty with one server in the time of forty, with two in half of it", () => {
    const options = { queues: 2, customers: 40, serviceMs: 10, random: false } as const;
    const one = simulateBakery({ ...options, servers: 1 });
    const two = simulateBakery({ ...options, servers: 2 });
    assert.deepEqual([one.results.openMs, two.results.openMs], [400, 200]);
    assert.deepEqual([one.results.busy, two.results.busy], [[1], [1, 1]]);
    // One server takes turns: the first of either queue, the second of either queue, …
    assert.deepEqual(
      one.timeline.spans.slice(0, 4).map(({ label }) => label),
      ["1", "2", "3", "4"],
    );
    assert.equal(one.results.meanWaitMs, 195);
  });

  it("is the same for the same seed, and the same customers come whoever serves them", () => {
    const options = { customers: 200, serviceMs: 20, arrivalMs: 15 };
    const waits = (servers: number, seed: number) => simulateBakery({ ...options, servers, seed }).results.waits;
    assert.deepEqual(waits(2, 7), waits(2, 7));
    assert.notDeepEqual(waits(2, 7), waits(2, 8));
    const served = (servers: number) => {
      const { spans } = simulateBakery({ ...options, servers }).timeline;
      return spans
        .map(({ label, queued, started, ended }) => `${label} ${queued} ${(ended - started).toFixed(6)}`)
        .sort();
    };
    assert.deepEqual(served(3), served(1));
  });

  it("keeps its rules whatever the bakery", () => {
    const options = fc.record({
      servers: fc.integer({ min: 1, max: 6 }),
      queues: fc.integer({ min: 1, max: 6 }),
      customers: fc.integer({ min: 1, max: 60 }),
      arrivalMs: fc.constantFrom(0, 5, 30),
      join: fc.constantFrom("turn" as const, "random" as const, "shortest" as const),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(options, (bakery) => {
        const { results, timeline } = simulateBakery(bakery);
        assert.equal(new Set(timeline.spans.map(({ label }) => label)).size, bakery.customers);
        for (const { queued, started } of timeline.spans) assert.ok(started >= queued);
        for (const spans of Map.groupBy(timeline.spans, ({ tid }) => tid).values()) {
          spans.reduce((before, span) => {
            assert.ok(span.started >= before.ended, "a server serves one customer at a time");
            return span;
          });
        }
        assert.ok(results.waits.every((wait) => wait >= 0));
      }),
    );
  });

  for (const [servers, queues, join] of [
    [1, 1, "random"],
    [3, 1, "random"],
    [2, 2, "random"],
    [1, 4, "random"],
    [5, 2, "random"],
  ] as const) {
    it(`waits as theory says with ${servers} servers and ${queues} queues`, () => {
      const options = { servers, queues, join, serviceMs: 20, arrivalMs: 20 / (servers * 0.7), customers: 40_000 };
      const means = Array.from({ length: 5 }, (_, seed) => simulateBakery({ ...options, seed }).results.meanWaitMs);
      const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
      const theory = waitInTheory(options);
      assert.ok(theory !== undefined && Math.abs(mean / theory - 1) < 0.08, `${mean} ms, in theory ${theory}`);
    });
  }

  it("refuses what is no bakery", () => {
    assert.throws(() => simulateBakery({ servers: 0 }), { code: "ERR_NAVETTE_BAKERY", message: /servers is 0/ });
    assert.throws(() => simulateBakery({ join: "best" as "turn" }), { code: "ERR_NAVETTE_BAKERY", message: /'best'/ });
  });

  it("refuses to be run by what is no strategy", async () => {
    const unknown = { strategy: "magic" as "threads" };
    await assert.rejects(runBakery(unknown), { code: "ERR_NAVETTE_STRATEGY", message: /'magic'/ });
  });
});

describe("theory", () => {
  it("knows the values of Erlang's tables", () => {
    assert.equal(erlangC(1, 0.5), 0.5);
    assert.ok(Math.abs(erlangC(2, 1) - 1 / 3) < 1e-12);
    assert.ok(Math.abs(erlangC(10, 8) - 0.40918) < 1e-4);
    assert.equal(erlangC(2, 2), 1);
  });

  it("says nothing where it doesn't hold, and infinity where nobody can keep up", () => {
    assert.equal(waitInTheory({ servers: 2 }), undefined);
    assert.equal(waitInTheory({ arrivalMs: 10, random: false }), undefined);
    assert.equal(waitInTheory({ servers: 1, serviceMs: 20, arrivalMs: 10 }), Number.POSITIVE_INFINITY);
  });

  it("shares servers among queues", () => {
    assert.deepEqual(countersOf(2, 5), [
      { servers: [0], queues: [0, 2, 4] },
      { servers: [1], queues: [1, 3] },
    ]);
    assert.deepEqual(countersOf(3, 2), [
      { servers: [0, 2], queues: [0] },
      { servers: [1], queues: [1] },
    ]);
  });
});

describe("the real bakery", () => {
  for (const [strategy, servers, queues] of [
    ["sequential", 1, 2],
    ["threads", 2, 1],
    ["threads", 2, 2],
    ["processes", 2, 3],
  ] as const) {
    it(`serves everybody once (${strategy}, ${servers} servers, ${queues} queues)`, async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      const run = await runBakery({ strategy, servers, queues, customers: 12, serviceMs: 2, work: "wait", timeline });
      assert.deepEqual(
        run.timeline.spans.map(({ label }) => Number(label)).sort((a, b) => a - b),
        Array.from({ length: 12 }, (_one, at) => at + 1),
      );
      assert.equal(run.timeline.lanes().length, servers);
      assert.equal(run.results.waits.length, 12);
    });
  }

  it("keeps a core busy for as long as a customer takes", async () => {
    const { results, cpuMs } = await runBakery({
      servers: 1,
      strategy: "sequential",
      customers: 5,
      serviceMs: 10,
      random: false,
    });
    assert.ok(results.openMs >= 50, `${results.openMs} ms`);
    assert.ok(cpuMs >= 49, `${cpuMs} ms of processor`);
  });

  it("is interrupted in the middle, and leaves nothing", async () => {
    await using _ = leavesNothing(new Timeline());
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error("closed"));
    const day = runBakery({
      servers: 2,
      customers: 1000,
      serviceMs: 5,
      arrivalMs: 5,
      work: "wait",
      signal: stop.signal,
      onProgress,
    });
    await assert.rejects(day, (error) => error instanceof Error && (error.message === "closed" || "code" in error));
  });
});
