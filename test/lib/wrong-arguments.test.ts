/**
 * What is easily got wrong where types are not looked at: an `await` that is forgotten, a function that was called instead of
 * handed over, an address where nobody answers. Each is an error that names the value and the next step.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as lib from "../../lib/index.ts";
import { closedPort } from "./closed-port.ts";

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
  "gpuPlot",
  "interleavingSteps",
  "interleavingTree",
  "loopOrder",
  "loopTimeline",
  "twoByTwoTable",
  "waitForPlot",
  "workloadPlot",
];
const ofResults = [
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
];

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
});
