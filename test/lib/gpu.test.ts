/** The GPU in its process: whatever adapter there is computes exactly what one core does; where there is none, a reason. */
import assert from "node:assert/strict";
import { after, suite, test } from "node:test";
import { explainGpu } from "../../lib/explanations/explain-gpu.ts";
import { factoriseAll } from "../../lib/factors/factorise-all.ts";
import { adapterName, isSoftware } from "../../lib/gpu/adapter-name.ts";
import { compareGpu, type DeviceTimes, type GpuComparison } from "../../lib/gpu/compare-gpu.ts";
import { crossing } from "../../lib/gpu/crossing.ts";
import { gpuPlot } from "../../lib/gpu/gpu-plot.ts";
import { cpuKernels, gpuTasks } from "../../lib/gpu/kernels.ts";
import { type Gpu, openGpu } from "../../lib/gpu/open-gpu.ts";
import { closeSessionPools } from "../../lib/pools/session-pools.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { matchesPicture } from "./picture.ts";
import { sampleMachine } from "./sample-runs.ts";

after(closeSessionPools);

suite("the kernels of the processor", () => {
  test("count factors as trial division does", async () => {
    const numbers = Array.from({ length: 300 }, (_, at) => at + 2);
    const output = new Uint32Array(numbers.length);
    cpuKernels.factors(Uint32Array.from(numbers), output, 0, numbers.length);
    const { results } = await factoriseAll(numbers, { strategy: "sequential" });
    for (const [at, factors] of [...results].entries()) assert.equal(output[at], factors?.length, String(numbers[at]));
  });

  test("leave an even grey as it is", () => {
    const output = new Uint32Array(2000);
    cpuKernels.filter(new Uint32Array(2048).fill(77), output, 0, 2000);
    assert.ok(output.every((grey) => grey === 77));
  });
});

suite("compareGpu", () => {
  for (const task of gpuTasks) {
    test(`computes ${task} alike everywhere, and leaves no process behind`, async () => {
      const comparison = await compareGpu({ task, largest: 2048, workers: 2, repetitions: 1 });
      assert.deepEqual(
        comparison.series.slice(0, 2).map(({ device, points }) => [device, points.map(({ size }) => size)]),
        [
          ["one core", [256, 1024, 2048]],
          ["threads", [256, 1024, 2048]],
        ],
      );
      const gpu = comparison.series.find(({ device }) => device === "gpu");
      assert.equal(gpu === undefined, comparison.reason !== undefined);
      if (gpu) assert.ok(gpu.name && gpu.points.length === 3);
      assert.ok(`${gpuPlot(comparison, { locale: "en" })}`.includes(gpu?.name ?? "No GPU"));
      assert.ok(`${explainGpu(comparison)}`.length > 50);
    });
  }

  test("works with one number", async () => {
    const { series } = await compareGpu({ largest: 1, workers: 1, repetitions: 1 });
    assert.deepEqual(
      series[0]?.points.map(({ size }) => size),
      [1],
    );
  });

  test("says why there is no series of a GPU", async () => {
    const { series, reason } = await compareGpu({ largest: 256, workers: 1, useGpu: false });
    assert.equal(series.length, 2);
    assert.equal(reason, "no GPU was asked for");
  });

  test("refuses what can't be", async () => {
    await assert.rejects(compareGpu({ largest: 0 }), { code: "ERR_NAVETTE_SIZE", message: /largest is 0/ });
    await assert.rejects(compareGpu({ signal: AbortSignal.abort(new Error("enough")) }), { message: "enough" });
  });
});

suite("an adapter", () => {
  const driver = "NVIDIA: 580.159.04 580.159.4.0";
  const card = { vendor: "nvidia", architecture: "", device: "nvidia-h200", description: driver };
  const number = { vendor: "intel", architecture: "gen-12lp", device: "0x9a49", description: "Mesa 25.0.7" };
  const program = {
    vendor: "google",
    architecture: "swiftshader",
    device: "",
    description: "SwiftShader driver 5.0.0",
  };
  const silent = { vendor: "", architecture: "", device: "", description: "" };

  test("is called by its model, or by what else it tells of itself", () => {
    assert.equal(adapterName(card), "nvidia-h200");
    assert.equal(adapterName(number), "Mesa 25.0.7, intel, gen-12lp");
    assert.equal(adapterName(program), "SwiftShader driver 5.0.0, google");
    assert.equal(
      adapterName({ ...program, device: "swiftshader-device-subzero-" }),
      "swiftshader-device-subzero, google",
    );
    assert.equal(adapterName(silent), "GPU");
  });

  test("says whether it is a program", () => {
    assert.deepEqual([card, number, program, silent].map(isSoftware), [false, false, true, false]);
    assert.ok(isSoftware({ ...silent, isFallbackAdapter: true }));
  });
});

test("openGpu says that the GPU's process was lost", async () => {
  await using _nothing = leavesNothing(new Timeline());
  await using gpu = await opened();
  if (gpu === undefined) return;
  process.kill(gpu.pid, "SIGKILL");
  await assert.rejects(gpu.run("factors", new Uint32Array(1024)), { code: "ERR_NAVETTE_GPU", message: /has ended/ });
  await assert.rejects(gpu.run("factors", Uint32Array.of(1)), { code: "ERR_NAVETTE_GPU" });
});

/** The GPU, where there is one. */
async function opened(): Promise<Gpu | undefined> {
  const gpu = await openGpu();
  return "reason" in gpu ? undefined : gpu;
}

test("openGpu ends its process, whatever was found", async () => {
  await using _nothing = leavesNothing(new Timeline());
  const gpu = await openGpu();
  if ("reason" in gpu) return assert.match(gpu.reason, /adapter|package|process/);
  const { output } = await gpu.run("factors", Uint32Array.of(12, 97, 1, 4_294_967_291));
  assert.deepEqual([...output], [3, 1, 0, 1]);
  await gpu[Symbol.asyncDispose]();
  await assert.rejects(gpu.run("factors", Uint32Array.of(1)), { code: "ERR_NAVETTE_GPU" });
});

const times = (device: DeviceTimes["device"], ms: readonly number[], more: object = {}): DeviceTimes => ({
  device,
  workers: device === "threads" ? 4 : 1,
  points: ms.map((one, at) => ({ size: 256 * 4 ** at, ms: one })),
  ...more,
});

const sample: GpuComparison = {
  task: "factors",
  series: [
    times("one core", [0.1, 0.4, 1.6, 6.4, 25.6, 102]),
    times("threads", [0.5, 0.6, 0.9, 2.1, 7, 27]),
    times("gpu", [0.8, 0.8, 0.9, 1, 1.4, 3], { name: "Example GPU 9000", isSoftware: false }),
  ],
  timeline: new Timeline(),
  machine: sampleMachine,
};

suite("what is told of a comparison", () => {
  test("is the size from which on the GPU stays ahead", () => {
    const [one, threads, gpu] = sample.series;
    assert.ok(one && threads && gpu);
    const [small, large] = [crossing(gpu, one), crossing(gpu, threads)];
    assert.ok(small !== undefined && small > 1024 && small < 4096);
    assert.equal(large, 4096);
    assert.equal(crossing(one, gpu), undefined);
    assert.equal(crossing(times("gpu", [0.01, 0.01]), times("one core", [1, 1])), 256);
  });

  test("adapts to what there was", () => {
    assert.match(
      `${explainGpu(sample, { predicted: 1000 })}`,
      /overtakes one core from about[\s\S]*You predicted 1,000/,
    );
    const [one, threads, gpu] = sample.series;
    assert.ok(one && threads && gpu);
    const imitation = { ...gpu, isSoftware: true };
    assert.match(`${explainGpu({ ...sample, series: [one, threads, imitation] })}`, /This is no GPU/);
    const none = { ...sample, series: [one, threads], reason: "no adapter" };
    assert.match(`${explainGpu(none)}`, /No GPU was measured: no adapter/);
  });

  for (const locale of ["en", "fr"] as const) {
    test(`is drawn (${locale})`, async (t) => {
      await matchesPicture(t, gpuPlot(sample, { locale, predicted: 10_000 }), `gpu-${locale}`);
    });
  }
});
