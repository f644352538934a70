/**
 * What every experiment promises: results and spans on one clock, a timeline of the caller's that receives them as well, a
 * plot, an end when it is aborted, and nothing that is left behind.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { suite, test } from "node:test";
import * as lib from "../../lib/index.ts";
import type { RunOptions } from "../../lib/strategies/strategy.ts";
import type { Span } from "../../lib/timeline/span.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { scratchFolder } from "./scratch-folder.ts";

/** What an experiment gave: its timelines, and what is drawn of it. */
interface Given {
  readonly timelines: readonly lib.Timeline[];
  readonly plots: readonly lib.Plot[];
}

type Options = Pick<RunOptions, "timeline" | "signal">;

const onWindows = process.platform === "win32" && "Windows doesn't tell";
const numbers = lib.randomNumbers({ count: 300 });

/** One run, and its plots. */
async function one<R extends { readonly timeline: lib.Timeline }>(
  running: Promise<R>,
  ...plots: ((run: R) => lib.Plot)[]
): Promise<Given> {
  const run = await running;
  return { timelines: [run.timeline], plots: plots.map((plot) => plot(run)) };
}

/** Several runs, and plots of all of them. */
async function several<R extends { readonly timeline: lib.Timeline }>(
  running: Promise<readonly R[]>,
  ...plots: ((runs: readonly R[]) => lib.Plot)[]
): Promise<Given> {
  const runs = await running;
  return { timelines: runs.map(({ timeline }) => timeline), plots: plots.map((plot) => plot(runs)) };
}

async function download(strategy: lib.DownloadStrategy, options: Options): Promise<Given> {
  await using folder = await scratchFolder();
  await using server = await lib.serveImages({ count: 2, latencyMs: 1 });
  return await one(lib.downloadImages(server.urls, folder.path, { strategy, workers: 2, ...options }), (run) =>
    lib.timingBars([run]),
  );
}

/** Every experiment that runs on the clock of `now`, with the least that it can be given. */
const experiments: Readonly<Record<string, (options: Options) => Promise<Given>>> = {
  countTogether: (options) =>
    one(lib.countTogether({ workers: 2, additions: 100, ...options }), (run) => lib.lostUpdates([run])),
  runTrains: (options) =>
    one(lib.runTrains({ workers: 2, msPerKm: 1, ...options }), lib.spaceTime, (run) => lib.collisionBars([run])),
  dine: (options) =>
    one(
      lib.dine({ workers: 2, cure: "ordering", durationMs: 20, ...options }),
      (run) => lib.waitForGraph(run),
      (run) => lib.cureBars([run]),
    ),
  produceAndConsume: (options) =>
    one(lib.produceAndConsume({ items: 10, produceMs: 0, consumeMs: 0, ...options }), lib.bufferLevel),
  readAndWrite: (options) =>
    one(lib.readAndWrite({ readers: 1, durationMs: 20, ...options }), (run) => lib.guardBars([run])),
  handOver: (options) => one(lib.handOver({ durationMs: 10, ...options }), (run) => lib.handOverBars([run])),
  throughput: (options) =>
    one(lib.throughput({ workers: 2, durationMs: 10, ...options }), (run) => lib.throughputLines([run])),
  threadMemory: (options) => one(lib.threadMemory({ workers: 2, ...options }), lib.threadMemoryLines),
  crashOne: (options) => one(lib.crashOne({ workers: 2, count: 1000, ...options })),
  ipcCost: (options) => one(lib.ipcCost({ sizes: [1, 1000], roundTrips: 2, ...options }), lib.ipcPlot),
  ...(!onWindows && { memoryCost: (options) => one(lib.memoryCost({ workers: 2, ...options }), lib.memoryPlot) }),
  countPrimes: (options) =>
    one(lib.countPrimes({ workers: 2, count: 100, ...options }), (run) => lib.workloadPlot(run)),
  measureScaling: (options) =>
    several(
      lib.measureScaling({ strategies: ["threads"], workers: [1, 2], count: 500, repetitions: 1, ...options }),
      (runs) => lib.scaling(runs),
      (runs) => lib.speedUp(runs),
    ),
  recordLoop: (options) =>
    one(
      lib.recordLoop(({ note }) => {
        setImmediate(() => note("immediate"));
      }, options),
      lib.loopOrder,
    ),
  async recordRequests(options) {
    await using server = await lib.serveText({ latencyMs: 1 });
    const { recordings } = await lib.recordRequests(server.url, options);
    return {
      timelines: Object.values(recordings).map(({ timeline }) => timeline),
      plots: [lib.loopTimeline(recordings)],
    };
  },
  runDataCentre: (options) =>
    one(lib.runDataCentre({ zones: 2, sensors: 2, seconds: 30, workers: 2, strategy: "threads", ...options }), (run) =>
      lib.heatMap(run),
    ),
  watchDataCentre: (options) =>
    one(
      lib.watchDataCentre({ zones: 2, sensors: 2, seconds: 30, minuteMs: 0, isShown: false, ...options }),
      (run) => lib.heatMap(run),
      (run) => lib.zoneHistory([run]),
    ),
  backPressure: (options) =>
    one(lib.backPressure({ remedy: "wait", durationMs: 10, handleMs: 1, ...options }), (run) =>
      lib.pressurePlot([run]),
    ),
  compareGpu: (options) => one(lib.compareGpu({ workers: 2, largest: 300, useGpu: false, ...options }), lib.gpuPlot),
  compareInterpreters: (options) =>
    one(lib.compareInterpreters({ workers: 2, count: 50, nodeFactor: 1, megabytes: 1, ...options }), (comparison) =>
      lib.enginesPlot(comparison),
    ),
  recordTurns: (options) =>
    one(lib.recordTurns({ workers: 2, durationMs: 20, ...options }), (recorded) => lib.turnsPlot(recorded)),
  "downloadImages, async": (options) => download("async", options),
  "downloadImages, threads": (options) => download("threads", options),
  factoriseAll: (options) =>
    one(lib.factoriseAll(numbers, { strategy: "processes", workers: 2, ...options }), (run) => lib.timingBars([run])),
  printingCost: (options) =>
    several(lib.printingCost(numbers, { sink() {}, ...options }), (runs) => lib.timingBars(runs)),
  async writeFactors(options) {
    await using folder = await scratchFolder();
    return await one(lib.writeFactors(numbers, join(folder.path, "factors.txt"), { workers: 2, ...options }));
  },
  async twoByTwo(options) {
    const measured = await lib.twoByTwo({ workers: 2, tasks: 2, waitMs: 2, computeMs: 1, ...options });
    const runs = [measured.io, measured.cpu].flatMap(({ sequential, concurrent, parallel }) => [
      sequential,
      concurrent,
      parallel,
    ]);
    return { timelines: runs.map(({ timeline }) => timeline), plots: [lib.twoByTwoTable(measured)] };
  },
  async fetchPage(options) {
    await using site = await lib.serveSite({ pages: 3, latencyMs: 1 });
    return await one(lib.fetchPage(site.start, options), (run) => lib.spentBars([run]));
  },
  async crawl(options) {
    await using site = await lib.serveSite({ pages: 5, latencyMs: 1, links: 10, pageKiB: 2 });
    return await one(
      lib.crawl(site.start, options),
      (run) => lib.spentBars([run]),
      (run) => lib.millionPages([run]),
    );
  },
  runBakery: (options) =>
    one(lib.runBakery({ servers: 2, customers: 5, serviceMs: 1, arrivalMs: 1, ...options }), (run) =>
      lib.waitingTimes([run]),
    ),
  probe: (options) =>
    one(
      lib.probe("a turn", () => new Promise((resolve) => setImmediate(resolve)), options),
      (probe) => lib.probeBars([probe]),
      (probe) => lib.roofline([probe]),
    ),
  countSwitches: (options) => one(lib.countSwitches(5, options)),
  switchesByWorkers: (options) =>
    several(lib.switchesByWorkers({ workers: [1, 2], ms: 5, ...options }), lib.switchesPlot),
};

suite("every experiment", () => {
  for (const [name, run] of Object.entries(experiments)) {
    test(`yields results and spans on one clock, and has its plot (${name})`, async () => {
      const timeline = new lib.Timeline();
      await using _ = leavesNothing(timeline);
      const began = lib.now();
      const { timelines, plots } = await run({ timeline });
      const ended = lib.now();
      await lib.closeSessionPools();
      const spans = timelines.flatMap((own) => own.spans);
      assert.ok(spans.length > 0, "no span");
      assert.deepEqual(new Set(timeline.spans), new Set(spans), "the caller's timeline has other spans");
      for (const span of spans) assertWithin(span, began, ended);
      for (const plot of [...plots, ...timelines.map((own) => lib.gantt(own))]) {
        assert.ok(plot.description.length > 0 && plot.table.length > 1, `${plot}`);
        assert.match(JSON.stringify(plot.spec), /"description"/);
      }
      assert.equal(lib.chromeTrace(spans).traceEvents.filter(({ ph }) => ph === "X").length, spans.length);
    });

    test(`ends when it is aborted, and leaves nothing (${name})`, async () => {
      const timeline = new lib.Timeline();
      await using _ = leavesNothing(timeline);
      const reason = new Error("enough");
      await assert.rejects(run({ timeline, signal: AbortSignal.abort(reason) }), (error) => {
        return error === reason || (error instanceof lib.NavetteError && error.code === "ERR_NAVETTE_ABORTED");
      });
      await lib.closeSessionPools();
    });
  }
});

function assertWithin({ label, queued, started, ended, ...rest }: Span, began: number, over: number): void {
  const times = [began, queued, started, ended, over];
  const isInOrder = times.every((time, at) => at === 0 || time >= (times[at - 1] ?? 0));
  assert.ok(isInOrder, `${label}: ${times.map((time) => time - began)} ${JSON.stringify(rest)}`);
}
