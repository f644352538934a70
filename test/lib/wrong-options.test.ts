/**
 * Options of plots and predictions of explanations that are easily got wrong where types are not looked at: a number for a
 * title, one figure in the place of a list, a guess that is a text. Each is an error that names the value and the next step.
 */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import * as lib from "../../lib/index.ts";

/** The library as a cell sees it that TypeScript doesn't check. */
const unchecked: Readonly<Record<string, unknown>> = lib;

/** What needs a result, and what makes a small one. */
const results: Readonly<Record<string, () => unknown>> = {
  bandCurve: () => lib.runDataCentre({ zones: 2, sensors: 2, seconds: 10 }).then((run) => [run]),
  bufferLevel: () => lib.produceAndConsume({ items: 5 }),
  cureBars: () => lib.dine({ workers: 1, durationMs: 5 }).then((run) => [run]),
  explainTrace: () => lib.trace("let a = 1;"),
  factors: async () => [await lib.factoriseAll([12, 97], { strategy: "sequential" })],
  loop: () => lib.recordLoop(({ note }) => setImmediate(() => note("immediate"))),
  scaling: () => lib.measureScaling({ count: 200, workers: [1], strategies: ["threads"], repetitions: 1 }),
  waitForPlot: () => ({ threads: 2, locks: 2, waitsFor: [1, 0], heldBy: [0, 1] }),
  waitingTimes: () => [lib.simulateBakery({ customers: 10 })],
};
const made = new Map<string, unknown>();

/** Calls a function of the library with a result of that kind and whatever else is given. */
async function call(name: string, kind: string, ...values: unknown[]): Promise<unknown> {
  const exported = unchecked[name];
  assert.ok(typeof exported === "function", name);
  return Reflect.apply(exported, undefined, [made.get(kind), ...values]);
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe("wrong options", () => {
  before(async () => {
    for (const [name, make] of Object.entries(results)) made.set(name, await make());
  });

  it("of plots are refused by their name", async () => {
    const wrong: [string, string, string, object][] = [
      ["bufferLevel", "bufferLevel", "ERR_NAVETTE_TITLE", { title: 12 }],
      ["gantt", "loop", "ERR_NAVETTE_TITLE", { title: { en: "mine" } }],
      ["timingBars", "factors", "ERR_NAVETTE_EXPERIMENT", { experiment: 3 }],
      ["waitForPlot", "waitForPlot", "ERR_NAVETTE_MACHINE", { machine: "mine" }],
      ["waitForPlot", "waitForPlot", "ERR_NAVETTE_NAMES", { names: { thread: "P" } }],
      ["waitForPlot", "waitForPlot", "ERR_NAVETTE_NAMES", { names: [1, 2] }],
      ["waitForPlot", "waitForPlot", "ERR_NAVETTE_SENTENCES", { sentences: "One." }],
      ["scaling", "scaling", "ERR_NAVETTE_BANDS", { bands: { from: 1, to: 2, label: "one" } }],
      ["scaling", "scaling", "ERR_NAVETTE_BANDS", { bands: [{ from: 1, label: "one" }] }],
    ];
    for (const [name, kind, code, options] of wrong) {
      const [field = ""] = Object.keys(options);
      const message = new RegExp(`^${field}(\\[\\d\\])? is .*: give `, "s");
      await assert.rejects(call(name, kind, options), { code, message }, `${name} ${field}`);
    }
  });

  it("named course or ideal are told from the course's figures and from an ideal", async () => {
    const [figure] = lib.courseFigures;
    for (const name of ["timingBars", "speedUp"]) {
      for (const course of [figure, 9, null, [null], [{ strategy: "threads" }], "chapter 9"]) {
        const message = /^course(\[0\])? is .*courseFigures\.filter/s;
        await assert.rejects(call(name, "factors", { course }), { code: "ERR_NAVETTE_COURSE", message }, name);
      }
    }
    for (const ideal of [200, null, {}, [], { ms: Number.NaN, reason: "none" }, { ms: 200 }, () => 2]) {
      const code = "ERR_NAVETTE_IDEAL";
      await assert.rejects(call("timingBars", "factors", { ideal }), { code, message: /^ideal is .*downloadBound/s });
      await assert.rejects(call("speedUp", "factors", { ideal }), { code, message: /^ideal is .*downloadIdeal/s });
    }
    await call("timingBars", "factors", { course: [figure], ideal: { ms: 1, reason: "one" } });
  });

  it("named predicted or prediction are refused unless they are a number, or none yet", async () => {
    const code = "ERR_NAVETTE_PREDICTIONS";
    const numbers: [string, string, string][] = [
      ["bandCurve", "bandCurve", "predicted"],
      ["cureBars", "cureBars", "prediction"],
    ];
    for (const [name, kind, field] of numbers) {
      for (const guess of ["40", {}, [40], true, 10n, Symbol("s"), () => 40]) {
        const message = new RegExp(`^${field} is .*: give a number`, "s");
        await assert.rejects(call(name, kind, { [field]: guess }), { code, message }, name);
      }
      for (const guess of [undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
        assert.doesNotMatch(`${await call(name, kind, { [field]: guess })}`, /NaN|∞|your prediction/);
      }
    }
    await assert.rejects(call("explainTrace", "explainTrace", "3"), { code, message: /^prediction is '3'/ });
    assert.doesNotMatch(`${await call("explainTrace", "explainTrace", Number.NaN)}`, /NaN/);
    for (const order of ["immediate", [1], {}]) {
      await assert.rejects(call("loopOrder", "loop", { predicted: order }), { code, message: /^predicted/ });
      await assert.rejects(call("explainLoop", "loop", { order }), { code, message: /^order/ });
    }
    for (const start of [5, "immediate", { name: "immediate", ms: "5" }]) {
      await assert.rejects(call("loopTimeline", "loop", { predicted: start }), { code, message: /^predicted/ });
      await assert.rejects(call("explainLoop", "loop", { start }), { code, message: /^start/ });
    }
    await assert.rejects(call("waitingTimes", "waitingTimes", { prediction: 300 }), {
      code,
      message: /^prediction is 300/,
    });
    await assert.rejects(call("waitingTimes", "waitingTimes", { prediction: { ms: 300 } }), {
      code,
      message: /^prediction\.servers is undefined/,
    });
  });

  it("named predictions are a list of times, for plots and explanations alike", async () => {
    const code = "ERR_NAVETTE_PREDICTIONS";
    const forExplanations: [string, string][] = [
      ["explainFactors", "factors"],
      ["explainDownloads", "factors"],
      ["explainAlgorithms", "factors"],
      ["explainScaling", "scaling"],
    ];
    for (const wrong of [
      null,
      3,
      "threads",
      {},
      Promise.resolve([]),
      [null],
      [{}],
      [{ strategy: "threads", ms: "5" }],
    ]) {
      await assert.rejects(call("timingBars", "factors", { predictions: wrong }), { code, message: /^predictions/ });
      for (const [name, kind] of forExplanations) {
        await assert.rejects(call(name, kind, wrong), { code, message: /^predictions/ }, name);
      }
    }
  });

  it("that are a revoked proxy are refused like any other wrong value", async () => {
    await assert.rejects(call("timingBars", "factors", revoked()), { code: "ERR_NAVETTE_OPTIONS" });
    await assert.rejects(call("timingBars", "factors", { signal: revoked() }), { code: "ERR_NAVETTE_SIGNAL" });
    await assert.rejects(call("timingBars", "factors", { course: revoked() }), { code: "ERR_NAVETTE_COURSE" });
    await assert.rejects(call("explainFactors", "factors", revoked()), { code: "ERR_NAVETTE_PREDICTIONS" });
    await assert.rejects(async () => Reflect.apply(lib.timingBars, undefined, [revoked()]), {
      code: "ERR_NAVETTE_RUNS",
    });
    await assert.rejects(async () => Reflect.apply(lib.fairness, undefined, [revoked()]), {
      code: "ERR_NAVETTE_VALUES",
    });
  });

  it("of experiments are refused before anything starts", async () => {
    const wrong: [string, string, RegExp, ...unknown[]][] = [
      ["chromeTrace", "ERR_NAVETTE_TIMELINE", /^the span 10n has no times/, [10n]],
      ["checkFactorisation", "ERR_NAVETTE_FACTORS", /Symbol\(s\) is no whole number$/, 12, [Symbol("s")]],
      ["crossTrack", "ERR_NAVETTE_THREAD", /^thread is undefined: give/, new lib.SharedMemory(7)],
      ["ipcCost", "ERR_NAVETTE_SIZE", /^sizes is \[\]: give/, { sizes: [] }],
      ["ipcCost", "ERR_NAVETTE_WAY", /^way is undefined: use one of/, { ways: [undefined] }],
      ["countPrimes", "ERR_NAVETTE_EXECUTOR", /^executor is \[\]: give one that is open/, { executor: [] }],
      ["spentBars", "ERR_NAVETTE_RUNS", /^runs is null: give what an experiment returned/, [[null, 12]]],
      ["probe", "ERR_NAVETTE_NAME", /^name is .*: give a text first/, () => {}, "mine"],
      ["recordRequests", "ERR_NAVETTE_URL", /^url is Symbol\(s\)/, Symbol("s")],
      ["recordRequests", "ERR_NAVETTE_WAY", /^ways is null: give functions/, "http://127.0.0.1:9/", { ways: null }],
      ["runTrains", "ERR_NAVETTE_SEMAPHORE", /^hasSemaphore is 'no': give true or false/, { hasSemaphore: "no" }],
      ["serveImages", "ERR_NAVETTE_OPTIONS", /^a failure is undefined: .*\{ image: 3 \}/, { failures: [undefined] }],
    ];
    for (const [name, code, message, ...values] of wrong) {
      const exported = unchecked[name];
      assert.ok(typeof exported === "function", name);
      await assert.rejects(async () => Reflect.apply(exported, undefined, values), { code, message }, name);
    }
  });

  it("what printingCost measured is given whole to explainPrinting", () => {
    assert.throws(() => lib.explainPrinting([]), { code: "ERR_NAVETTE_RUNS", message: /none of "none"/ });
  });
});
