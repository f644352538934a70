/**
 * Whatever a cell that TypeScript doesn't check may hand over: every wrong value in the place of every argument and option of the
 * experiments that start something. Each is refused by a typed error before anything starts, and leaves nothing behind.
 */
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { types } from "node:util";
import * as lib from "../../lib/index.ts";
import { leavesNothing } from "./leaves-nothing.ts";

/** The library as a cell sees it that TypeScript doesn't check. */
const unchecked: Readonly<Record<string, unknown>> = lib;

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

class Own {
  readonly own = 1;
}

/** Values that are no number, no text, no list and no function that an experiment could use. */
const wrongs: readonly unknown[] = [
  Number.NaN,
  -1,
  1e-9,
  2 ** 53,
  Number.POSITIVE_INFINITY,
  "",
  "nonsense",
  [undefined],
  [revoked()],
  {},
  Object.freeze({}),
  Object.create(null),
  () => {},
  Symbol("s"),
  1n,
  revoked(),
  new Date(0),
  new Own(),
  new Map(),
  Promise.resolve(1),
];

const noThing = join(tmpdir(), "navette-never-made");

/** Options of which a value of `wrongs` is refused, whichever it is. */
const options: Readonly<Record<string, readonly string[]>> = {
  backPressure: ["remedy", "perSecond", "durationMs", "timeline"],
  compareGpu: ["task", "largest", "repetitions", "workers", "seed", "useGpu", "timeline"],
  compareInterpreters: ["count", "nodeFactor", "megabytes", "workers", "seed", "commands", "timeline"],
  findInterpreters: ["commands"],
  measureScaling: ["strategies", "workers", "count", "serialPercent", "grows", "repetitions", "timeline"],
  openExecutor: ["workers"],
  recordTurns: ["workers", "durationMs", "timeline"],
  runBakery: ["servers", "queues", "customers", "random", "join", "seed", "strategy", "work", "timeline"],
  runDataCentre: ["zones", "sensors", "seconds", "windowSeconds", "patience", "feedback", "seed", "strategy", "warm"],
  sessionExecutor: ["workers"],
  tryBands: ["zones", "sensors", "seconds", "workers", "timeline"],
  watchDataCentre: ["zones", "sensors", "seconds", "feedback", "isShown", "timeline"],
};

/** What they take before their options, and the options that they can't do without. */
const task = { module: new URL("./tasks/arithmetic.ts", import.meta.url), name: "square" };
const before: Readonly<Record<string, readonly unknown[]>> = {
  openExecutor: ["threads"],
  sessionExecutor: ["threads", task],
};
const needed: Readonly<Record<string, object>> = { backPressure: { remedy: "queue" } };

/** A few wrong values are right ones of an option. */
const rights: Readonly<Record<string, readonly unknown[]>> = {
  "compareGpu.seed": [-1],
  "compareInterpreters.seed": [-1],
  "measureScaling.serialPercent": [1e-9],
};

/** Functions and their arguments, each of which is replaced by a proxy that was revoked. */
const calls: readonly [name: string, ...args: unknown[]][] = [
  ["checkFactorisation", 12, [2, 2, 3]],
  ["checkFactorisations", []],
  ["chromeTrace", []],
  ["countPrimes", { executor: {} }],
  ["crawl", "http://127.0.0.1:9/"],
  ["criticalPath", []],
  ["crossing", { points: [] }, { points: [] }],
  ["downloadImages", ["http://127.0.0.1:9/a.png"], noThing],
  ["fetchPage", "http://127.0.0.1:9/"],
  ["lostUpdates", []],
  ["openExecutor", "threads"],
  ["printingCost", [12]],
  ["railwayMap", lib.railway],
  ["recordRequests", "http://127.0.0.1:9/"],
  ["sessionExecutor", "threads", task],
  ["shortestPath", lib.railway, "Dekker", "Hoare"],
  ["withoutLine", lib.railway, "Dekker", "Hoare"],
  ["writeFactors", [12], noThing],
];

async function call(name: string, args: readonly unknown[]): Promise<unknown> {
  const exported = unchecked[name];
  assert.ok(typeof exported === "function", name);
  return Reflect.apply(exported, undefined, args);
}

/** A typed error that names the argument and says what to do. */
function isTyped(error: unknown): boolean {
  assert.ok(error instanceof lib.NavetteError, error instanceof Error ? error.stack : String(error));
  assert.match(error.code, /^ERR_NAVETTE_\w+$/);
  assert.match(error.message, /: \w/);
  return true;
}

describe("wrong values", () => {
  for (const [name, fields] of Object.entries(options)) {
    it(`in the place of each option of ${name} are typed errors, and start nothing`, async () => {
      await using _ = leavesNothing(new lib.Timeline());
      for (const field of fields) {
        for (const wrong of wrongs.filter((value) => !rights[`${name}.${field}`]?.includes(value))) {
          const given = { ...needed[name], [field]: wrong };
          await assert.rejects(call(name, [...(before[name] ?? []), given]), isTyped, `${name} ${field}`);
        }
      }
    });
  }

  it("of a task and of a map's arguments are typed errors", async () => {
    await using executor = await lib.openExecutor("sequential");
    for (const wrong of wrongs) {
      await assert.rejects(call("openExecutor", [wrong]), isTyped);
      await assert.rejects(call("sessionExecutor", ["threads", wrong]), isTyped);
      await assert.rejects(call("sessionExecutor", ["threads", { ...task, module: wrong }]), isTyped);
      const map = async (...args: unknown[]) => Array.fromAsync(Reflect.apply(executor.map, executor, args));
      await assert.rejects(map(wrong, [1]), isTyped);
      for (const field of ["signal", "timeline", "label"]) {
        if (field === "label" && typeof wrong === "function") continue;
        await assert.rejects(map(task, [1], { [field]: wrong }), isTyped, field);
      }
      const isList = !types.isProxy(wrong) && Array.isArray(wrong);
      const canBeIterated = typeof wrong === "string" || types.isMap(wrong) || isList;
      if (!canBeIterated) await assert.rejects(map(task, wrong), isTyped);
    }
  });

  it("are refused by an open GPU before they are sent to it", async (t) => {
    const gpu = await lib.openGpu();
    if ("reason" in gpu) return t.skip(gpu.reason);
    await using _ = gpu;
    for (const wrong of wrongs) {
      await assert.rejects(async () => Reflect.apply(gpu.run, gpu, [wrong, new Uint32Array(1)]), {
        code: "ERR_NAVETTE_GPU_TASK",
      });
      await assert.rejects(async () => Reflect.apply(gpu.run, gpu, ["factors", wrong]), {
        code: "ERR_NAVETTE_GPU_INPUT",
      });
    }
  });

  it("that are a revoked proxy are refused in the place of any argument", async () => {
    for (const [name, ...args] of calls) {
      for (const at of args.keys()) {
        await assert.rejects(call(name, args.with(at, revoked())), isTyped, `${name}, argument ${at + 1}`);
      }
    }
    await assert.rejects(call("countPrimes", [{ executor: revoked() }]), { code: "ERR_NAVETTE_EXECUTOR" });
    await assert.rejects(call("recordRequests", ["http://127.0.0.1:9/", { ways: revoked() }]), {
      code: "ERR_NAVETTE_WAY",
    });
    await assert.rejects(call("downloadImages", [[revoked()], noThing]), { code: "ERR_NAVETTE_URL" });
    await assert.rejects(call("crawl", [[revoked()]]), { code: "ERR_NAVETTE_URL" });
    assert.match(String(await call("predictOrder", ["mine", revoked()])), /Not kept/);
  });

  it("in the place of a size that is too great in all are named before the first measure", async () => {
    await assert.rejects(call("measureScaling", [{ count: 2 ** 30, grows: true, workers: [4] }]), {
      code: "ERR_NAVETTE_COUNT",
      message: /^count is 1073741824 for each of 4 workers/,
    });
    await assert.rejects(call("compareInterpreters", [{ count: 1_000_000, nodeFactor: 1000 }]), {
      code: "ERR_NAVETTE_COUNT",
      message: /^count × nodeFactor is 1000000000: give less of either/,
    });
  });
});
