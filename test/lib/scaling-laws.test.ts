/** The laws of scaling, and whether fits find the parameters that measures were made from. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { fitAmdahl, fitGustafson, fitUsl } from "../../lib/scaling/fit-laws.ts";
import { fitScaling } from "../../lib/scaling/fit-scaling.ts";
import { amdahl, gustafson, peakWorkers, universalScalability } from "../../lib/scaling/laws.ts";
import { workerCounts } from "../../lib/scaling/worker-counts.ts";
import { sampleRuns } from "./sample-runs.ts";

const counts = [1, 2, 4, 8, 16];
const share = fc.double({ min: 0.01, max: 0.9, noNaN: true });

function near(value: number, expected: number, tolerance = 1e-3): void {
  assert.ok(Math.abs(value - expected) <= tolerance, `${value} is not ${expected}`);
}

suite("laws of scaling", () => {
  test("give what their authors give", () => {
    near(amdahl(10, 0.5), 1.818);
    near(amdahl(1e9, 0.05), 20);
    // Gustafson's own example: 1,024 processors, serial shares from 0.4 to 0.8 %, speed-ups above 1,000.
    near(gustafson(1024, 0.004), 1019.9, 0.1);
    near(universalScalability(10, 0.05, 0), amdahl(10, 0.05));
    near(peakWorkers(0.05, 0.01), 9.747);
    assert.equal(peakWorkers(0.3, 0), Infinity);
  });

  test("fits find the shares that measures were made from", () => {
    fc.assert(
      fc.property(share, (serial) => {
        near(fitAmdahl(counts.map((workers) => ({ workers, speedUp: amdahl(workers, serial) }))).serial.value, serial);
        near(
          fitGustafson(counts.map((workers) => ({ workers, speedUp: gustafson(workers, serial) }))).serial.value,
          serial,
        );
      }),
      { numRuns: 25 },
    );
    const pairs = fc.tuple(share, fc.double({ min: 0.001, max: 0.1, noNaN: true }));
    fc.assert(
      fc.property(pairs, ([contention, coherency]) => {
        const measures = counts.map((workers) => ({
          workers,
          speedUp: universalScalability(workers, contention, coherency),
        }));
        const law = fitUsl(measures);
        near(law.serial.value, contention, 0.02);
        near(law.coherency?.value ?? Number.NaN, coherency, 0.02);
        near(law.error, 0, 0.01);
      }),
      { numRuns: 25 },
    );
  });

  test("repeated measures give an interval that holds the share, single ones none", () => {
    const measures = counts.flatMap((workers) =>
      [0.96, 1, 1.04].map((noise) => ({ workers, speedUp: noise * amdahl(workers, 0.2) })),
    );
    const { serial } = fitAmdahl(measures);
    assert.ok(serial.low !== undefined && serial.high !== undefined);
    assert.ok(serial.low < 0.2 && 0.2 < serial.high && serial.high - serial.low < 0.05);
    assert.deepEqual(fitAmdahl(measures).serial, serial);
    assert.equal(fitAmdahl([{ workers: 4, speedUp: 2 }]).serial.low, undefined);
  });

  test("superlinear measures have no serial share, those slower than one thread have all of it", () => {
    near(fitAmdahl([{ workers: 4, speedUp: 5 }]).serial.value, 0);
    near(fitAmdahl([{ workers: 4, speedUp: 0.4 }]).serial.value, 1);
  });

  test("wrong measures are named", () => {
    for (const measures of [[], [{ workers: 1, speedUp: 1 }]]) {
      assert.throws(() => fitAmdahl(measures), { code: "ERR_NAVETTE_SCALING", message: /at least 1 above 1/ });
    }
    assert.throws(() => fitUsl([{ workers: 4, speedUp: 2 }]), { message: /\[ 4 \].*at least 2 above 1/ });
    assert.throws(() => fitAmdahl([{ workers: 4, speedUp: Number.NaN }]), { message: /speedUp: NaN/ });
    assert.throws(() => fitAmdahl([{ workers: 0, speedUp: 2 }]), { message: /workers: 0/ });
  });

  test("runs are fitted by strategy, on the worker counts that each law is about", () => {
    const runs = [
      sampleRuns("sequential", 1, [1000]),
      ...[1, 2, 4, 8].map((workers) => sampleRuns("threads", workers, [1000 / amdahl(Math.min(4, workers), 0.1)])),
      sampleRuns("processes", 2, [600]),
    ];
    const [threads, processes] = fitScaling(runs);
    const [byAmdahl, byUsl] = threads?.laws ?? [];
    assert.deepEqual(
      [byAmdahl?.fittedTo, byUsl?.fittedTo],
      [
        [1, 2, 4],
        [1, 2, 4, 8],
      ],
    );
    near(byAmdahl?.serial.value ?? 1, 0.1);
    assert.deepEqual(
      processes?.laws.map(({ law }) => law),
      ["amdahl"],
    );
    assert.throws(() => fitScaling(sampleRuns("threads", 2, [1])), { code: "ERR_NAVETTE_BASELINE" });
    assert.throws(() => fitScaling(sampleRuns("sequential", 1, [1])), { code: "ERR_NAVETTE_RUNS" });
  });

  test("worker counts go up to what is asked for, each once, eleven at most", () => {
    for (const most of [1, 2, 3, 7, 64, 200, 256]) {
      const counts = workerCounts(most);
      assert.equal(counts[0], 1);
      assert.equal(counts.at(-1), most);
      assert.deepEqual(
        counts,
        [...new Set(counts)].toSorted((a, b) => a - b),
      );
      assert.ok(counts.length <= 11);
    }
    assert.throws(() => workerCounts(0), { code: "ERR_NAVETTE_WORKERS" });
  });
});
