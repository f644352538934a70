/**
 * What is easily got wrong where types are not looked at: an `await` that is forgotten, a function that was called instead of
 * handed over, an address where nobody answers. Each is an error that names the value and the next step.
 */
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import * as lib from "../../lib/index.ts";
import { closedPort } from "./closed-port.ts";
import { leavesNothing } from "./leaves-nothing.ts";

/** The library as a cell sees it that TypeScript doesn't check. */
const unchecked: Readonly<Record<string, unknown>> = lib;

/** Calls a function of the library with whatever is given. */
async function call(name: string, ...values: unknown[]): Promise<unknown> {
  const exported = unchecked[name];
  assert.ok(typeof exported === "function");
  return Reflect.apply(exported, undefined, values);
}

const plots = ["timingBars", "speedUp", "scaling", "spentBars", "waitingTimes", "gantt", "fitScaling"];
const explanations = ["explainAlgorithms", "explainCrawls", "explainDownloads", "explainFactors", "explainScaling"];

const ofOneResult = [
  "bufferLevel",
  "explainDataCentre",
  "explainEngines",
  "explainGpu",
  "explainIpc",
  "explainLoop",
  "explainMemory",
  "explainThreadMemory",
  "explainTrace",
  "explainTrains",
  "explainTurns",
  "explainTwoByTwo",
  "alertLog",
  "enginesPlot",
  "gpuPlot",
  "heatMap",
  "hotAlerts",
  "ipcPlot",
  "interleavingSteps",
  "interleavingTree",
  "loopOrder",
  "loopTimeline",
  "memoryPlot",
  "moorePlot",
  "spaceTime",
  "switchRows",
  "threadMemoryLines",
  "turnsPlot",
  "twoByTwoTable",
  "waitForGraph",
  "waitForPlot",
  "workloadPlot",
];
const ofResults = [
  "bandCurve",
  "collisionBars",
  "cureBars",
  "explainBakery",
  "explainDinners",
  "explainHandOvers",
  "explainPage",
  "explainPressure",
  "explainPrinting",
  "explainProbes",
  "explainSwitches",
  "explainThreadThroughput",
  "explainThroughput",
  "explainWriting",
  "guardBars",
  "handOverBars",
  "millionPages",
  "pressurePlot",
  "probeBars",
  "roofline",
  "switchesPlot",
  "throughputLines",
  "zoneHistory",
];

/** What takes the run of any experiment. */
const ofAnyRun = ["workloadPlot"];

/** Experiments that take options, all of them that start something. */
const experiments = [
  "backPressure",
  "compareGpu",
  "compareInterpreters",
  "countPrimes",
  "countSwitches",
  "countTogether",
  "crashOne",
  "crawl",
  "dine",
  "downloadImages",
  "factoriseAll",
  "fetchPage",
  "findInterpreters",
  "handOver",
  "ipcCost",
  "measureScaling",
  "memoryCost",
  "openExecutor",
  "openGpu",
  "printingCost",
  "probe",
  "produceAndConsume",
  "readAndWrite",
  "recordLoop",
  "recordRequests",
  "recordTurns",
  "runBakery",
  "runDataCentre",
  "runTrains",
  "serveImages",
  "serveSite",
  "serveText",
  "switchesByWorkers",
  "threadMemory",
  "throughput",
  "trace",
  "tryBands",
  "twoByTwo",
  "watchDataCentre",
  "writeFactors",
];
const withoutSignal = ["openExecutor", "serveImages", "serveSite", "serveText"];

/** What they take before their options, and options that they can't do without. */
const firstOf: Readonly<Record<string, readonly unknown[]>> = {
  countSwitches: [1],
  crawl: ["http://127.0.0.1:9/"],
  downloadImages: [["http://127.0.0.1:9/a.png"], join(tmpdir(), "navette-never-made")],
  factoriseAll: [[12]],
  fetchPage: ["http://127.0.0.1:9/"],
  openExecutor: ["threads"],
  printingCost: [[12]],
  probe: ["mine", () => {}],
  recordLoop: [() => {}],
  recordRequests: ["http://127.0.0.1:9/"],
  trace: ["let a = 1;"],
  writeFactors: [[12], join(tmpdir(), "navette-never-written")],
};
const neededBy: Readonly<Record<string, object>> = {
  backPressure: { remedy: "queue" },
  switchesByWorkers: { workers: [1] },
};

describe("wrong arguments", () => {
  for (const name of ofOneResult) {
    it(`${name} of a promise, or of no result, says what to do`, async () => {
      const forgotten = { code: "ERR_NAVETTE_RUNS", message: /^\w+ is a promise: write `await`/ };
      await assert.rejects(call(name, Promise.resolve({})), forgotten);
      const wrong = { code: "ERR_NAVETTE_RUNS", message: /^\w+ is undefined: give what an experiment returned/ };
      await assert.rejects(call(name, undefined), wrong);
    });
  }

  for (const name of ofResults) {
    it(`${name} of promises, or of one result, says what to do`, async () => {
      const forgotten = { code: "ERR_NAVETTE_RUNS", message: /^\w+ is a promise: write `await`/ };
      await assert.rejects(call(name, Promise.resolve([])), forgotten);
      await assert.rejects(call(name, [Promise.resolve({})]), forgotten);
      await assert.rejects(call(name, {}), { code: "ERR_NAVETTE_RUNS", message: /^\w+ is no list: write \[ and \]/ });
    });
  }

  for (const name of ["explainCounting", "lostUpdates", "explainCrash"]) {
    it(`${name} of promises says what to do`, async () => {
      const forgotten = { code: "ERR_NAVETTE_RUNS", message: /^runs is a promise: write `await`/ };
      await assert.rejects(call(name, Promise.resolve({})), forgotten);
    });
  }

  for (const name of [...plots, ...explanations]) {
    it(`${name} of a promise, or of no run, says what to do`, async () => {
      const forgotten = { code: "ERR_NAVETTE_RUNS", message: /^\w+ is a promise: write `await`/ };
      await assert.rejects(call(name, Promise.resolve([])), forgotten);
      if (name !== "gantt") await assert.rejects(call(name, [Promise.resolve({})]), forgotten);
      const wrong = { code: "ERR_NAVETTE_RUNS", message: /^\w+ is 12: give what an experiment returned/ };
      await assert.rejects(call(name, 12), wrong);
    });
  }

  it("a program that was called instead of handed over is named", async () => {
    const refused = { code: "ERR_NAVETTE_FUNCTION", message: /is undefined: give a function/ };
    await assert.rejects(call("recordLoop", undefined), refused);
    await assert.rejects(call("probe", "mine", undefined), refused);
  });

  it("recordRequests refuses what is no address, and tells where nobody answers", async () => {
    for (const url of ["nowhere", "ftp://127.0.0.1/", 12, undefined]) {
      await assert.rejects(call("recordRequests", url), { code: "ERR_NAVETTE_URL" });
    }
    const url = `http://127.0.0.1:${await closedPort()}/`;
    await assert.rejects(call("recordRequests", url), {
      code: "ERR_NAVETTE_REQUEST",
      message: /does not answer \(.*ECONNREFUSED.*\): check the address/,
    });
    const signal = AbortSignal.abort(new Error("enough"));
    await assert.rejects(call("recordRequests", url, { signal }), { message: "enough" });
  });

  it("isPrime asks for a bigint, contactSheet for whole columns", async () => {
    await assert.rejects(call("isPrime", 97), { code: "ERR_NAVETTE_NUMBER", message: /^n is 97: .* such as 97n$/ });
    for (const columns of [0, 1.5, Number.NaN, "two"]) {
      await assert.rejects(call("contactSheet", [], columns), { code: "ERR_NAVETTE_COLUMNS" });
    }
  });

  it("the result of another experiment is told from the right one", async () => {
    const run = await lib.factoriseAll([12, 97], { strategy: "sequential" });
    const refused = { code: "ERR_NAVETTE_RUNS", message: /^\w+ has no [\w.]+: give what [\w ]+ returned$/ };
    for (const name of ofOneResult) {
      if (!ofAnyRun.includes(name)) await assert.rejects(call(name, run, run), refused, name);
    }
    for (const name of [...ofResults, "explainCrawls", "lostUpdates", "explainCounting", "spentBars", "waitingTimes"]) {
      await assert.rejects(call(name, [run]), refused, name);
    }
    await assert.rejects(call("explainCrash", run), refused);
  });

  it("what has to be drawn isn't empty", async () => {
    await assert.rejects(call("loopTimeline", {}), { code: "ERR_NAVETTE_RUNS", message: /^source is \[\]/ });
    for (const name of [
      "bandCurve",
      "collisionBars",
      "cureBars",
      "guardBars",
      "millionPages",
      "probeBars",
      "switchesPlot",
    ]) {
      await assert.rejects(
        call(name, []),
        { code: "ERR_NAVETTE_RUNS", message: /^\w+ is \[\]: give at least one/ },
        name,
      );
    }
  });

  it("another language than the two is refused", async () => {
    const refused = {
      code: "ERR_NAVETTE_LOCALE",
      message: /^locale is 'de': use one of "en", "fr"$/,
    };
    const run = await lib.factoriseAll([12, 97], { strategy: "sequential" });
    const locale = "de";
    await assert.rejects(call("martelliClasses", locale), refused);
    await assert.rejects(call("railwayMap", lib.railway, undefined, { locale }), refused);
    await assert.rejects(call("moorePlot", { measured: 1000 }, { locale }), refused);
    for (const name of ["gantt", "timingBars", "workloadPlot"])
      await assert.rejects(call(name, run, { locale }), refused);
  });

  for (const name of experiments) {
    it(`${name} refuses options and a signal that are none, and leaves nothing`, async () => {
      const timeline = new lib.Timeline();
      await using _nothing = leavesNothing(timeline);
      const first = firstOf[name] ?? [];
      const options = { code: "ERR_NAVETTE_OPTIONS", message: /^options is .*: give names and values, as in/ };
      for (const wrong of [null, 4, "threads", [], Promise.resolve({})]) {
        await assert.rejects(call(name, ...first, wrong), options);
      }
      const signal = { code: "ERR_NAVETTE_SIGNAL", message: /^signal is AbortController .*: give an AbortSignal/s };
      const needed = neededBy[name] ?? {};
      if (!withoutSignal.includes(name)) {
        await assert.rejects(call(name, ...first, { ...needed, signal: new AbortController() }), signal);
        const progress = { code: "ERR_NAVETTE_FUNCTION", message: /^onProgress is / };
        await assert.rejects(call(name, ...first, { ...needed, onProgress: "often" }), progress);
      }
    });
  }

  it("formulas refuse what no program has, rather than give NaN or never end", async () => {
    const wrong: [string, string, ...unknown[]][] = [
      ["mooresLaw", "ERR_NAVETTE_YEAR", Number.NaN],
      ["amdahl", "ERR_NAVETTE_SCALING", 0, 0.5],
      ["gustafson", "ERR_NAVETTE_SCALING", 4, Number.NaN],
      ["universalScalability", "ERR_NAVETTE_SCALING", Number.POSITIVE_INFINITY, 0, 0],
      ["peakWorkers", "ERR_NAVETTE_SCALING", "much", 0],
      ["fitUsl", "ERR_NAVETTE_SCALING", undefined],
      ["erlangC", "ERR_NAVETTE_BAKERY", Number.POSITIVE_INFINITY, 1],
      ["erlangC", "ERR_NAVETTE_BAKERY", 2, Number.NaN],
      ["fairness", "ERR_NAVETTE_VALUES", [1, Number.NaN]],
      ["fairness", "ERR_NAVETTE_VALUES", 3],
      ["interval", "ERR_NAVETTE_VALUES", [1, "2"]],
      ["utilisation", "ERR_NAVETTE_WORKERS", [], 0],
      ["downloadBound", "ERR_NAVETTE_DOWNLOAD_OPTION", { images: 10, latencyMs: 200, workers: 0 }],
      ["downloadIdeal", "ERR_NAVETTE_DOWNLOAD_OPTION", Number.NaN],
      ["crossing", "ERR_NAVETTE_RUNS", { series: [] }, undefined],
      ["linksOf", "ERR_NAVETTE_HTML", undefined],
      ["normaliseUrl", "ERR_NAVETTE_URL", "a", "http://example.org/"],
      ["fitAmdahl", "ERR_NAVETTE_SCALING", [null]],
      ["countPrimes", "ERR_NAVETTE_EXECUTOR", { executor: Promise.resolve() }],
    ];
    for (const [name, code, ...values] of wrong) await assert.rejects(call(name, ...values), { code }, name);
  });

  it("the timeline in the place of its spans, and what is no timeline, are named", async () => {
    const timeline = new lib.Timeline();
    for (const name of ["chromeTrace", "criticalPath", "workload", "utilisation"]) {
      const refused = { code: "ERR_NAVETTE_TIMELINE", message: /^spans is Timeline .*such as run\.timeline\.spans$/s };
      await assert.rejects(call(name, timeline, 2), refused);
    }
    await assert.rejects(call("countTogether", { workers: 1, additions: 1, timeline: {} }), {
      code: "ERR_NAVETTE_TIMELINE",
    });
  });

  it("the run in the place of its results is named", async () => {
    const run = await lib.factoriseAll([12, 97], { strategy: "sequential" });
    const refused = { code: "ERR_NAVETTE_RUNS", message: /such as run\.results$/ };
    await assert.rejects(call("checkFactorisations", run), refused);
    await assert.rejects(call("contactSheet", run), refused);
    assert.equal(await call("checkFactorisations", run.results), undefined);
    for (const factors of [null, 3, [2, 2, Number.NaN], [1.5e9 + 0.5]]) {
      await assert.rejects(call("checkFactorisation", 12, factors), { code: "ERR_NAVETTE_FACTORS" });
    }
  });

  it("one value in the place of a list is named", async () => {
    const wrong: [string, string, ...unknown[]][] = [
      ["switchesByWorkers", "ERR_NAVETTE_WORKERS", { workers: 4 }],
      ["measureScaling", "ERR_NAVETTE_WORKERS", { workers: 4 }],
      ["measureScaling", "ERR_NAVETTE_STRATEGY", { strategies: "threads" }],
      ["ipcCost", "ERR_NAVETTE_SIZE", { sizes: 4 }],
      ["ipcCost", "ERR_NAVETTE_WAY", { ways: "json" }],
      ["probe", "ERR_NAVETTE_PROCESS", "mine", () => {}, { without: 12 }],
      ["findInterpreters", "ERR_NAVETTE_COMMANDS", { commands: "python3" }],
      ["serveImages", "ERR_NAVETTE_IMAGES", { failures: { image: 3 } }],
      ["factoriseAll", "ERR_NAVETTE_NUMBERS", 12],
      ["factoriseAll", "ERR_NAVETTE_NUMBERS", "12"],
      ["replay", "ERR_NAVETTE_SCHEDULE", { memory: { a: 0 }, tasks: { A() {} } }, 3],
      ["explore", "ERR_NAVETTE_PROGRAM", undefined],
    ];
    for (const [name, code, ...values] of wrong) await assert.rejects(call(name, ...values), { code }, name);
  });

  it("words that an option doesn't know are refused with those that it knows", async () => {
    const run = await lib.factoriseAll([12, 97], { strategy: "sequential" });
    await assert.rejects(call("timingBars", run, { predictions: { strategy: "threads" } }), {
      code: "ERR_NAVETTE_PREDICTIONS",
    });
    await assert.rejects(call("speedUp", run, { measure: "efficency" }), { code: "ERR_NAVETTE_MEASURE" });
    await assert.rejects(call("timingBars", run, { centre: "middle" }), { code: "ERR_NAVETTE_CENTRE" });
    await assert.rejects(call("crashOne", { isolation: "thread" }), { code: "ERR_NAVETTE_ISOLATION" });
    await assert.rejects(call("runBakery", { join: "shortest" }), { code: "ERR_NAVETTE_BAKERY" });
    await assert.rejects(call("runBakery", { work: "sleep" }), { code: "ERR_NAVETTE_BAKERY" });
  });

  it("a text that is none is refused before the server starts, not when it answers", async () => {
    await assert.rejects(call("serveText", { text: 5 }), {
      code: "ERR_NAVETTE_TEXT",
      message: /^text is 5: give a text/,
    });
  });

  it("railways, streams, tasks and memories are told from what stands for them", async () => {
    const railway = { code: "ERR_NAVETTE_RAILWAY", message: /^map is 'Dekker': give a railway first/ };
    await assert.rejects(call("shortestPath", "Dekker", "Hoare"), railway);
    await assert.rejects(call("withoutLine", "Dekker", "Hoare"), railway);
    await assert.rejects(call("zoneWindows", [], 2), { code: "ERR_NAVETTE_STREAM" });
    await assert.rejects(call("zoneAlerts", Promise.resolve(), {}), { code: "ERR_NAVETTE_STREAM" });
    await assert.rejects(
      call("sessionExecutor", "threads", () => 1),
      { code: "ERR_NAVETTE_TASK" },
    );
    assert.throws(() => new lib.Zone(0, Number.NaN, 1), { code: "ERR_NAVETTE_DATA_CENTRE" });
    const { buffer } = new lib.SharedMemory(8);
    for (const name of ["Mutex", "SpinLock", "Semaphore", "Condition", "ReadWriteLock"]) {
      const lock = unchecked[name];
      assert.ok(typeof lock === "function");
      assert.throws(() => Reflect.construct(lock, [buffer, 0]), { code: "ERR_NAVETTE_MEMORY" }, name);
    }
    const semaphore = new lib.Semaphore(new lib.SharedMemory(1), 0);
    for (const permits of [0, -1, 1.5, Number.NaN]) {
      assert.throws(() => semaphore.release(permits), { code: "ERR_NAVETTE_PERMITS" });
    }
    const locks = new lib.WatchedLocks(new lib.SharedMemory(lib.WatchedLocks.wordsFor(1, 1)), 0, 1, 1);
    assert.throws(() => locks.lock(1, 0), { code: "ERR_NAVETTE_LOCK", message: /^thread is 1/ });
  });

  it("a guess that can't be is not kept, and never an error", async () => {
    assert.match(String(await call("predict", "mine", undefined)), /No prediction yet/);
    assert.match(String(await call("predict", "mine", 12)), /Not kept\. 12 has no name: write \{ value: 12 \}/);
    const unknown = { strategy: "thread", seconds: 1 };
    assert.match(String(await call("predict", "mine", unknown)), /strategy is 'thread': use one of "sequential"/);
    const without = { strategy: "threads", workers: Number.NaN, seconds: 1 };
    assert.match(String(await call("predict", "mine", without)), /Not kept\. workers is NaN/);
    assert.deepEqual(lib.predictionsOf("mine"), []);
    assert.match(String(await call("predictSwitches", undefined)), /No prediction yet/);
    assert.match(String(await call("predictSwitches", { workers: Number.NaN, perSecond: 3 })), /Not kept/);
    assert.deepEqual(lib.predictedSwitches(), []);
    assert.match(String(await call("predictShares", undefined)), /No prediction yet/);
  });
});
