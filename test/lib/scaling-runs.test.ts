import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { explainScaling } from "../../lib/explanations/explain-scaling.ts";
import { host } from "../../lib/host/host.ts";
import { countPrimes } from "../../lib/scaling/count-primes.ts";
import { amdahl, universalScalability } from "../../lib/scaling/laws.ts";
import { measureScaling } from "../../lib/scaling/measure-scaling.ts";
import { scaling } from "../../lib/scaling/scaling.ts";
import { strategies } from "../../lib/strategies/check-strategy.ts";
import type { Run } from "../../lib/strategies/strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { sampleRuns as runsOf } from "./sample-runs.ts";

suite("countPrimes", () => {
  for (const strategy of strategies) {
    test(`counts the primes below 100,000, whatever the share kept serial (${strategy})`, async () => {
      for (const serialPercent of [0, 30, 100]) {
        const run = await countPrimes({ from: 0, count: 100_000, strategy, workers: 2, serialPercent });
        assert.equal(run.results, 9592);
        const serial = run.timeline.spans.filter(({ kind }) => kind === "serial");
        assert.equal(serial.length, serialPercent > 0 ? 1 : 0);
      }
    });
  }

  test("refuses what it can't count", async () => {
    await assert.rejects(countPrimes({ count: 0 }), { code: "ERR_NAVETTE_COUNT" });
    await assert.rejects(countPrimes({ from: 2 ** 31 }), { code: "ERR_NAVETTE_RANGE" });
    await assert.rejects(countPrimes({ serialPercent: 101 }), { code: "ERR_NAVETTE_SERIAL", message: /101/ });
    await assert.rejects(countPrimes({ workers: 0 }), { code: "ERR_NAVETTE_WORKERS" });
  });
});

suite("measureScaling", () => {
  test("yields every run, for plots and notes, and ends its workers", async () => {
    const timeline = new Timeline();
    await using _ = leavesNothing(timeline);
    const done: number[] = [];
    const runs = await measureScaling({
      strategies: ["threads", "processes"],
      workers: [1, 2, 3],
      count: 400,
      serialPercent: 10,
      repetitions: 2,
      timeline,
      onProgress: (progress) => done.push(progress.done),
    });
    assert.deepEqual(
      runs.map(({ strategy, workers }) => `${strategy} ${workers}`),
      ["sequential 1", "threads 1", "threads 2", "threads 3", "processes 1", "processes 2", "processes 3"].flatMap(
        (name) => [name, name],
      ),
    );
    assert.deepEqual(
      done,
      Array.from({ length: 14 }, (_, at) => at + 1),
    );
    assert.equal(new Set(runs.map(({ results }) => results)).size, 1);
    assert.match(scaling(runs, { locale: "en" }).toString(), /3 threads/);
    assert.match(String(explainScaling(runs)), /Amdahl/);
  });

  test("gives each worker as much when the work grows", async () => {
    const grown = { strategies: ["threads"], workers: [1, 2], count: 1000, serialPercent: 20, repetitions: 1 } as const;
    const runs = await measureScaling({ ...grown, grows: true });
    const labels = runs.at(-1)?.timeline.spans.map(({ label }) => label.split("–").map(Number)) ?? [];
    const numbers = labels.reduce((sum, [from = 0, to = 0]) => sum + to - from + 1, 0);
    assert.equal(numbers, 200 + 2 * 800);
    assert.match(scaling(runs, { locale: "en" }).toString(), /Gustafson/);
    assert.match(String(explainScaling(runs)), /Gustafson/);
  });

  test("stops at once when its signal is aborted", async () => {
    await using _ = leavesNothing(new Timeline());
    const controller = new AbortController();
    const running = measureScaling({ workers: [2], signal: controller.signal, onProgress: () => controller.abort() });
    await assert.rejects(running, (error: Error) => /abort|interrupt/i.test(`${error.name} ${error.message}`));
  });
});

/** Runs of a program that only computes, on cores that it has for itself. */
function sampleRuns(...given: Parameters<typeof runsOf>) {
  return runsOf(...given).map((run) => ({ ...run, cpuMs: run.wallMs * run.workers }));
}

suite("explainScaling", () => {
  const sequential = sampleRuns("sequential", 1, [1000, 1010]);
  const parallel = (speedUp: (workers: number) => number, parameters = {}) => [
    sampleRuns("sequential", 1, [1000, 1010], parameters),
    [1, 2, 4, 8].map((workers) =>
      sampleRuns("threads", workers, [1000 / speedUp(workers), 1010 / speedUp(workers)], parameters),
    ),
  ];
  for (const [name, runs, words] of [
    ["cores", parallel((workers) => Math.min(workers, 4)), /What limits: the 4 cores/],
    [
      "the share kept serial",
      parallel((workers) => amdahl(Math.min(4, workers), 0.25), { serialPercent: 25 }),
      /What limits: the 25% that one thread does alone/,
    ],
    [
      "workers in each other's way",
      parallel((workers) => universalScalability(workers, 0.1, 0.1)),
      /What limits: workers in each other’s way.* 3 workers/,
    ],
    ["sharing out", parallel(() => 0.8), /What limits: all that isn’t computing/],
    ["the number of workers", [sequential, sampleRuns("threads", 2, [505])], /What limits: the number of workers/],
  ] as const) {
    test(`says what limits: ${name}`, () => {
      const before = host().locale;
      host().locale = "en";
      try {
        assert.match(String(explainScaling(runs)), words);
      } finally {
        host().locale = before;
      }
    });
  }

  test("owns that the measures scatter too much where the law finds less than what was kept serial", () => {
    const before = host().locale;
    host().locale = "en";
    try {
      const text = String(explainScaling(parallel((workers) => workers, { serialPercent: 25 })));
      assert.match(text, /You had kept 25% of the work serial, and the law finds less/);
    } finally {
      host().locale = before;
    }
  });

  test("says when the machine was busy with something else", () => {
    const before = host().locale;
    host().locale = "en";
    try {
      const half = (run: Run<null>) => ({ ...run, cpuMs: run.wallMs * 0.5 });
      const runs = [sampleRuns("sequential", 1, [1000]).map(half), sampleRuns("threads", 2, [990]).map(half)];
      assert.match(String(explainScaling(runs)), /busy with something else: one thread alone had only 50% of a core/);
    } finally {
      host().locale = before;
    }
  });

  test("speaks French", () => {
    const before = host().locale;
    host().locale = "fr";
    try {
      const text = String(explainScaling(parallel((workers) => amdahl(workers, 0.2))));
      assert.match(text, /La part séquentielle selon la loi d’Amdahl est de 20\u202f%/);
    } finally {
      host().locale = before;
    }
  });
});
