import assert from "node:assert/strict";
import { availableParallelism, hostname } from "node:os";
import { describe, it } from "node:test";
import { Unfinished } from "../../lib/errors/unfinished.ts";
import { availableWorkers } from "../../lib/machine/available-workers.ts";
import { machine } from "../../lib/machine/machine.ts";
import { courseFigures } from "../../lib/strategies/course-figures.ts";
import { interval } from "../../lib/strategies/interval.ts";
import { repeat } from "../../lib/strategies/repeat.ts";

describe("interval", () => {
  it("is that of NIST's handbook for a small sample", () => {
    // Mean 5, standard deviation 1, four values: 5 ± 3.182 · 1 / 2.
    const values = [5 - 0.5 * Math.sqrt(3), 5 - 0.5 * Math.sqrt(3), 5 + 0.5 * Math.sqrt(3), 5 + 0.5 * Math.sqrt(3)];
    const { mean, low = 0, high = 0, count } = interval(values);
    assert.ok(Math.abs(mean - 5) < 1e-12);
    assert.ok(Math.abs(low - (5 - 1.591)) < 1e-9 && Math.abs(high - (5 + 1.591)) < 1e-9);
    assert.equal(count, 4);
  });

  it("has no bounds for one value, and is a point for equal ones", () => {
    assert.deepEqual(interval([3]), { mean: 3, count: 1 });
    assert.deepEqual(interval([3, 3]), { mean: 3, low: 3, high: 3, count: 2 });
  });

  it("goes on beyond the table of quantiles: 2.040 for 31 degrees of freedom, 1.984 for 100", () => {
    for (const [count, quantile] of [
      [32, 2.0395],
      [101, 1.984],
    ] as const) {
      const values = Array.from({ length: count }, (_, i) => i);
      const { mean, high = 0 } = interval(values);
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
      assert.ok(Math.abs((high - mean) / (deviation / Math.sqrt(count)) - quantile) < 0.001);
    }
  });

  it("refuses to tell of nothing", () => {
    assert.throws(() => interval([]), { code: "ERR_NAVETTE_VALUES" });
  });
});

describe("repeat", () => {
  it("runs one after the other and returns every result", async () => {
    let running = 0;
    const runs = await repeat(4, async (index) => {
      assert.equal(++running, 1);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return index;
    });
    assert.deepEqual(runs, [0, 1, 2, 3]);
  });

  it("keeps what was finished when a repetition fails", async () => {
    const cause = new Error("enough");
    const runs = repeat(4, async (index) => {
      if (index === 2) throw cause;
      return index;
    });
    await assert.rejects(runs, (error) => {
      assert.ok(error instanceof Unfinished);
      assert.match(error.message, /Repetition 3 of 4/);
      assert.deepEqual([error.partial, error.cause], [[0, 1], cause]);
      return true;
    });
  });

  for (const times of [0, -1, 2.5, "three"]) {
    it(`refuses ${JSON.stringify(times)} times`, async () => {
      await assert.rejects(
        repeat(times as number, async () => {}),
        { code: "ERR_NAVETTE_TIMES", message: /times is .*from 1 to 1000/ },
      );
    });
  }
});

describe("machine", () => {
  it("names this machine, with its cores and its memory", () => {
    const { cpu, cores, memoryMiB, node, platform, ...rest } = machine();
    assert.deepEqual(rest, { hostname: hostname() });
    assert.ok(cpu.length > 0);
    assert.equal(cores, availableWorkers());
    assert.equal(cores, availableParallelism());
    assert.ok(memoryMiB > 100 && memoryMiB < 1e8);
    assert.deepEqual([node, platform], [process.version, `${process.platform} ${process.arch}`]);
  });
});

describe("courseFigures", () => {
  it("are those of chapters 9, 10 and 12, with their source", () => {
    assert.deepEqual(
      courseFigures.map(({ chapter, strategy, workers, ms }) => [chapter, strategy, workers, ms]),
      [
        [9, "sequential", 1, 2469],
        [9, "threads", 10, 502],
        [10, "sequential", 1, 1750.6],
        [10, "processes", 10, 1328.5],
        [12, "sequential", 1, 609.7],
      ],
    );
    for (const { source } of courseFigures) assert.match(source, /Python 103/);
  });
});
