import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { explainProbes } from "../../lib/explanations/explain-probes.ts";
import { host } from "../../lib/host/host.ts";
import { predictShares } from "../../lib/probe/predict-shares.ts";
import { boundOf, type Probe, probe } from "../../lib/probe/probe.ts";
import { probeBars, roofline } from "../../lib/probe/probe-plots.ts";
import { roomForLabels } from "../../lib/probe/room-for-labels.ts";
import { countPrimes } from "../../lib/scaling/count-primes.ts";
import { countPrimesChunk } from "../../lib/scaling/count-primes-chunk.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine } from "./sample-runs.ts";

suite("probe", () => {
  test("takes waiting for waiting, computing for computing, and a call that waits for blocking", async () => {
    const pause = await probe("pause", () => new Promise((resolve) => setTimeout(resolve, 400)));
    assert.equal(pause.bound, "io");
    const sum = await probe("sum", () => countPrimesChunk({ from: 100_000_000, to: 100_300_000 }));
    // Only Linux tells how long a thread waited for a core.
    if (process.platform === "linux") assert.equal(sum.bound, "cpu");
    assert.ok(sum.cpuMs > pause.cpuMs);
    const still = new Int32Array(new SharedArrayBuffer(4));
    assert.equal((await probe("still", () => Atomics.wait(still, 0, 0, 400))).bound, "blocking");
  });

  test("counts the computing of threads and of child processes, and leaves out those that it is told to", async () => {
    for (const strategy of ["threads", "processes"] as const) {
      const { cpuMs } = await probe(strategy, () => countPrimes({ strategy, workers: 2, count: 200_000 }));
      if (strategy === "threads" || process.platform === "linux") assert.ok(cpuMs > 50, `${strategy}: ${cpuMs} ms`);
    }
  });

  test("throws what the program throws, and doesn't begin when it is aborted", async () => {
    await assert.rejects(
      probe("fails", () => {
        throw new RangeError("no");
      }),
      RangeError,
    );
    await assert.rejects(
      probe("never", () => assert.fail("it ran"), { signal: AbortSignal.abort() }),
      {
        name: "AbortError",
      },
    );
  });

  test("has a rule", () => {
    assert.equal(boundOf(0.9, 0.9, 1), "cpu");
    assert.equal(boundOf(0.9, 0.05, 0.1), "cpu");
    assert.equal(boundOf(0.05, 0.05, 0.1), "io");
    assert.equal(boundOf(0.5, 0.5, 0.5), "mixed");
    assert.equal(boundOf(0.05, 0.05, 1), "blocking");
  });
});

const samples = [
  sample({ name: "images", wallMs: 1000, cpuMs: 60, bytes: 2e6, computingShare: 0.06, bound: "io" }),
  sample({ name: "factors", wallMs: 800, cpuMs: 790, queuedMs: 5, bytes: 1000, computingShare: 1, bound: "cpu" }),
  sample({ name: "printing", wallMs: 500, cpuMs: 250, queuedMs: 100, bytes: 4e6, computingShare: 0.6, bound: "mixed" }),
];

suite("plots of probes", () => {
  for (const locale of ["en", "fr"] as const) {
    test(`draw where the time goes, and the roofs (${locale})`, async (t) => {
      predictShares({ images: 20, factors: 90 });
      await matchesPicture(t, probeBars(samples, { locale }), `probe-bars-${locale}`);
      await matchesPicture(t, roofline(samples, { locale }), `roofline-${locale}`);
      const before = host().locale;
      host().locale = locale;
      try {
        t.assert.snapshot(`${explainProbes(samples)}\n${predictShares({ images: -1 })}`, { serializers: [String] });
      } finally {
        host().locale = before;
      }
    });
  }

  test("write no program's name over another's, or over a point", () => {
    const room = { x: [1, 10_000], y: [0.01, 10], height: 300, lines: [] } as const;
    const points = [
      { x: 100, y: 1, label: "downloadImages, sequential" },
      { x: 140, y: 1.05, label: "factoriseAll, threads" },
      { x: 180, y: 0.95, label: "printingCost" },
      { x: 105, y: 1.3, label: "factoriseAll, sequential" },
    ];
    const placed = roomForLabels(points, room);
    const up = (y: number) => 100 * Math.log10(y / 0.01);
    for (const one of placed) {
      const bottom = up(one.labelY);
      assert.ok(Math.abs(bottom - up(one.y)) <= 90, one.label);
      for (const other of placed.filter((point) => point !== one)) {
        assert.ok(Math.abs(bottom - up(other.labelY)) >= 12.9, `${one.label}: ${other.label}`);
        if (other.x > one.x) assert.ok(up(other.y) < bottom || up(other.y) > bottom + 13, `${one.label}: a point`);
      }
    }
    const [alone] = roomForLabels(points.slice(0, 1), room);
    assert.equal(alone?.labelY, 1);
    // A roof that goes up through the point, 7 pixels higher where its name begins: the name goes under it.
    const [{ x = 0, y = 0 } = {}] = points;
    const roof = [
      { x: x / 10, y: y / 10 },
      { x: x * 10, y: y * 10 },
    ];
    const [under] = roomForLabels(points.slice(0, 1), { ...room, lines: [roof] });
    assert.ok(under && up(under.labelY) + 13 <= up(y) + 7, `${under?.labelY}`);
  });

  test("want a probe at least", () => {
    assert.throws(() => probeBars([]), { code: "ERR_NAVETTE_RUNS" });
    assert.throws(() => roofline([]), { code: "ERR_NAVETTE_RUNS" });
  });
});

function sample(known: Partial<Probe> & Pick<Probe, "name" | "bound" | "computingShare">): Probe {
  const withTwiceTheCpu = 1 / (1 - known.computingShare / 2);
  const rest = { wallMs: 1, cpuMs: 0, queuedMs: 0, loopUtilisation: known.computingShare, bytes: undefined };
  return { ...rest, withTwiceTheCpu, timeline: new Timeline(), machine: sampleMachine, ...known };
}
