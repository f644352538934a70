import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { Unfinished } from "../../lib/errors/unfinished.ts";
import { checkFactorisations } from "../../lib/factors/check-factorisation.ts";
import { Factorisations } from "../../lib/factors/factorisations.ts";
import { type FactoriseOptions, factoriseAll } from "../../lib/factors/factorise-all.ts";
import { primeFactors } from "../../lib/factors/prime-factors.ts";
import { printingCost } from "../../lib/factors/printing-cost.ts";
import { randomNumbers } from "../../lib/factors/random-numbers.ts";
import { host } from "../../lib/host/host.ts";
import { machine } from "../../lib/machine/machine.ts";
import { closeSessionPools } from "../../lib/pools/session-pools.ts";
import { strategies } from "../../lib/strategies/check-strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { assertGone, leavesNothing } from "./leaves-nothing.ts";
import { missingStrategy } from "./missing-strategy.ts";

const numbers = randomNumbers({ count: 5000, seed: 10 });
const expected = numbers.map((n) => primeFactors(n).map(Number));

for (const strategy of strategies) {
  for (const warm of [false, true]) {
    describe(`factoriseAll, ${strategy}, ${warm ? "warm" : "cold"}`, { skip: missingStrategy(strategy) }, () => {
      after(closeSessionPools);

      it("finds every factor, in order, and says what it cost", async () => {
        const timeline = new Timeline();
        await using _ = leavesNothing(timeline);
        let shown = { done: 0, total: 0 };
        const run = await factoriseAll(numbers, {
          strategy,
          warm,
          workers: 2,
          chunk: 300,
          timeline,
          onProgress: (progress) => {
            assert.ok(progress.done > shown.done);
            shown = { ...progress };
          },
        });
        await closeSessionPools();

        assert.deepEqual([...run.results], expected);
        assert.deepEqual(shown, { done: 5000, total: 5000 });
        assert.equal(run.strategy, strategy);
        assert.equal(run.workers, strategy === "sequential" ? 1 : 2);
        assert.deepEqual(run.parameters, { count: 5000, chunk: 300, chunks: 17, algorithm: "naive", workers: 2, warm });
        assert.deepEqual(run.machine, machine());
        assert.deepEqual(run.notices, []);
        assert.equal(run.timeline.spans.length, 17);
        assert.deepEqual(timeline.spans, run.timeline.spans);
        assert.equal(run.timeline.lanes().length, strategy === "sequential" || strategy === "async" ? 1 : 2);
        const first = Math.min(...run.timeline.spans.map(({ queued }) => queued));
        const last = Math.max(...run.timeline.spans.map(({ ended }) => ended));
        assert.ok(run.wallMs >= last - first);
        assert.ok(run.cpuMs > 0);
        const inWorkers = run.timeline.spans.reduce((sum, { cpuMs = 0 }) => sum + cpuMs, 0);
        assert.ok(run.cpuMs >= 0.9 * inWorkers, `${run.cpuMs} ms of CPU, of which the chunks took ${inWorkers}`);
      });

      it("keeps what was finished when it is interrupted", async () => {
        const timeline = new Timeline();
        await using _ = leavesNothing(timeline);
        const controller = new AbortController();
        const running = factoriseAll(numbers, {
          strategy,
          warm,
          workers: 2,
          chunk: 50,
          signal: controller.signal,
          timeline,
          onProgress: ({ done }) => {
            if (done >= 500) controller.abort();
          },
        });
        await assert.rejects(running, (error) => {
          assert.ok(error instanceof Unfinished && error.partial instanceof Factorisations);
          assert.equal(error.code, "ERR_NAVETTE_ABORTED");
          assert.ok(error.cause instanceof DOMException && error.cause.name === "AbortError");
          const { partial } = error;
          assert.ok(partial.finished >= 500 && partial.finished < 5000);
          assert.deepEqual([...partial].filter((factors) => factors !== undefined).length, partial.finished);
          for (const [index, factors] of [...partial].entries()) {
            if (factors !== undefined) assert.deepEqual(factors, expected[index]);
          }
          return true;
        });
        if (warm) {
          const again = await factoriseAll(numbers, { strategy, warm, workers: 2 });
          assert.deepEqual([...again.results], expected);
          await closeSessionPools();
        }
      });
    });
  }
}

describe("warm workers", () => {
  for (const strategy of ["threads", "processes"] as const) {
    it(`are the same from one run to the next, and gone when the session closes them (${strategy})`, async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      const options = { strategy, workers: 2, chunk: 500, warm: true, timeline };
      const lanes = async () => (await factoriseAll(numbers, options)).timeline.lanes().map(laneName).sort();
      const first = await lanes();
      assert.equal(first.length, 2);
      assert.deepEqual(await lanes(), first);
      await closeSessionPools();
      for (const { pid } of timeline.lanes()) if (pid !== process.pid) assertGone(pid);
      assert.notDeepEqual(await lanes(), first);
      await closeSessionPools();
    });
  }

  it("serve two runs at once", async () => {
    const options: FactoriseOptions = { strategy: "threads", workers: 2, warm: true };
    const runs = await Promise.all([factoriseAll(numbers, options), factoriseAll(numbers, options)]);
    for (const { results } of runs) assert.deepEqual([...results], expected);
    await closeSessionPools();
  });
});

describe("factoriseAll", () => {
  it("does the course's work, ten processes of 1,000 numbers, with ten processes", async () => {
    const timeline = new Timeline();
    await using _ = leavesNothing(timeline);
    const course = randomNumbers();
    const run = await factoriseAll(course, { strategy: "processes", workers: 10, chunk: 1000, timeline });
    assert.equal(run.timeline.spans.length, 10);
    assert.equal(new Set(run.timeline.spans.map(({ pid }) => pid)).size, 10);
    checkFactorisations(run.results);
  });

  it("starts no more workers than there are chunks, and says so in the reader's language", async () => {
    const options = { strategy: "threads", workers: 8, chunk: 2000 } as const;
    const place = host();
    const { locale } = place;
    try {
      place.locale = "en";
      const run = await factoriseAll(numbers, options);
      assert.equal(run.workers, 3);
      assert.equal(run.timeline.lanes().length, 3);
      assert.match(String(run.notices), /8 workers were asked for; there was work for 3/);
      place.locale = "fr";
      assert.match(String((await factoriseAll(numbers, options)).notices), /8 exécutants demandés, du travail pour 3/);
    } finally {
      place.locale = locale;
    }
  });

  it("gives the same results with every algorithm, also above 2^32", async () => {
    const mixed = [...numbers.slice(0, 500), 2 ** 32 + 15, 999_999 ** 2, 2 ** 52, 6361 * 69431 * 20394, 0, 1];
    const factors = mixed.map((n) => primeFactors(n).map(Number));
    for (const algorithm of ["naive", "odd", "wheel", "primes"] as const) {
      const run = await factoriseAll(mixed, { strategy: "threads", workers: 2, algorithm });
      assert.deepEqual([...run.results], factors);
      assert.equal(run.parameters.algorithm, algorithm);
    }
  });

  it("takes typed arrays, one number, and none", async () => {
    const run = await factoriseAll(Uint32Array.of(12), { strategy: "threads", workers: 4 });
    assert.deepEqual([...run.results], [[2, 2, 3]]);
    assert.equal(run.workers, 1);
    const none = await factoriseAll([], { strategy: "processes", workers: 2 });
    assert.equal(none.results.length, 0);
  });

  for (const [options, code, message] of [
    [{ workers: 0 }, "ERR_NAVETTE_WORKERS", /workers is 0: .*1 to 256/],
    [{ workers: -1 }, "ERR_NAVETTE_WORKERS", /workers is -1/],
    [{ workers: 1.5 }, "ERR_NAVETTE_WORKERS", /workers is 1\.5/],
    [{ workers: "eight" }, "ERR_NAVETTE_WORKERS", /workers is 'eight'/],
    [{ workers: 10_000 }, "ERR_NAVETTE_WORKERS", /workers is 10000/],
    [{ workers: Number.NaN }, "ERR_NAVETTE_WORKERS", /workers is NaN/],
    [{ chunk: 0 }, "ERR_NAVETTE_CHUNK", /chunk is 0: .*1 to 10000000/],
    [{ chunk: 2.5 }, "ERR_NAVETTE_CHUNK", /chunk is 2\.5/],
    [{ strategy: "grid" }, "ERR_NAVETTE_STRATEGY", /strategy is 'grid': use one of "sequential"/],
    [{ algorithm: "fast" }, "ERR_NAVETTE_ALGORITHM", /algorithm is 'fast': use one of "naive", "odd"/],
  ] as const) {
    it(`refuses ${JSON.stringify(options)}`, async () => {
      await assert.rejects(factoriseAll(numbers, options as FactoriseOptions), { code, message });
    });
  }

  for (const [wrong, message] of [
    [[12, -1], /numbers\[1\] is -1/],
    [[1.5], /numbers\[0\] is 1\.5/],
    [[2 ** 53], /numbers\[0\] is 9007199254740992: .*primeFactors/],
    [["12"], /numbers\[0\] is '12'/],
    [[12n], /numbers\[0\] is 12n/],
  ] as const) {
    it(`refuses the numbers ${String(wrong)}`, async () => {
      await assert.rejects(factoriseAll(wrong as never), { code: "ERR_NAVETTE_NUMBERS", message });
    });
  }
});

describe("randomNumbers", () => {
  it("draws the same numbers from the same seed, others from another, all within the range", () => {
    const options = { count: 1000, min: 20, max: 30, seed: 7 };
    assert.deepEqual(randomNumbers(options), randomNumbers(options));
    assert.notDeepEqual(randomNumbers(options), randomNumbers({ ...options, seed: 8 }));
    assert.deepEqual([...new Set(randomNumbers(options))].sort(), [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
    assert.deepEqual(randomNumbers({ count: 3, min: 5, max: 5 }), [5, 5, 5]);
  });

  it("draws the course's numbers unless told: 10,000 of [20,000; 100,000,000]", () => {
    const course = randomNumbers();
    assert.equal(course.length, 10_000);
    assert.ok(course.every((n) => n >= 20_000 && n <= 100_000_000));
    // Generated once by this generator: notebooks count on the same numbers on every machine.
    assert.deepEqual(course.slice(0, 3), [47923625, 31015307, 35342060]);
  });

  for (const [options, code, message] of [
    [{ count: 0 }, "ERR_NAVETTE_COUNT", /count is 0: .*from 1 to/],
    [{ count: 1e9 }, "ERR_NAVETTE_COUNT", /count is 1000000000/],
    [{ count: "ten" }, "ERR_NAVETTE_COUNT", /count is 'ten'/],
    [{ min: -5 }, "ERR_NAVETTE_RANGE", /min is -5/],
    [{ max: 2 ** 53 }, "ERR_NAVETTE_RANGE", /max is 9007199254740992/],
    [{ min: 10, max: 5 }, "ERR_NAVETTE_RANGE", /min is 10 and max is 5/],
    [{ seed: 1.5 }, "ERR_NAVETTE_SEED", /seed is 1\.5/],
  ] as const) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      assert.throws(() => randomNumbers(options as object), { code, message });
    });
  }
});

describe("printingCost", () => {
  it("prints what it finds, line by line or in blocks, or not at all", async () => {
    const written: string[] = [];
    const runs = await printingCost(numbers, { sink: (text) => written.push(text) });
    assert.deepEqual(
      runs.map(({ results }) => [results.printing, results.lines]),
      [
        ["none", 0],
        ["each line", 5000],
        ["blocks", 5000],
      ],
    );
    assert.equal(written.length, 5000 + 5);
    const lines = expected.map((factors, index) => `${numbers[index]}: ${factors.join(" ")}\n`).join("");
    assert.equal(written.slice(0, 5000).join(""), lines);
    assert.equal(written.slice(5000).join(""), lines);
    assert.equal(runs[1]?.results.bytes, Buffer.byteLength(lines));
    assert.ok(runs.every(({ wallMs, cpuMs }) => wallMs > 0 && cpuMs > 0));
  });

  it("prints to a file of its own unless told, which it removes", async () => {
    await using _ = leavesNothing(new Timeline());
    const runs = await printingCost(numbers.slice(0, 10));
    assert.ok((runs[1]?.results.bytes ?? 0) > 0);
  });

  it("stops when it is interrupted", async () => {
    await assert.rejects(printingCost(numbers, { signal: AbortSignal.abort() }), { name: "AbortError" });
  });
});

function laneName({ pid, tid }: { pid: number; tid: number }): string {
  return `${pid}/${tid}`;
}
