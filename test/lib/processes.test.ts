import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { suite, test } from "node:test";
import type { Worker } from "node:worker_threads";
import { explainCrash, explainIpc, explainMemory } from "../../lib/explanations/explain-processes.ts";
import { host } from "../../lib/host/host.ts";
import { crashOne } from "../../lib/processes/crash-one.ts";
import { describeProcess } from "../../lib/processes/describe-process.ts";
import { ipcWays } from "../../lib/processes/ipc-channels.ts";
import { ipcCost } from "../../lib/processes/ipc-cost.ts";
import { memoryCost } from "../../lib/processes/memory-cost.ts";
import type { ProcessProperties, PropertyName } from "../../lib/processes/process-properties.ts";
import { signalNames } from "../../lib/processes/signal-masks.ts";
import { threadMemory } from "../../lib/thread-costs/thread-memory.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";

const isLinux = process.platform === "linux";
const withoutPs =
  isLinux && spawnSync("ps", ["-o", "nlwp=", "-p", String(process.pid)]).status === 0
    ? false
    : "there is no ps of Linux here";

suite("describeProcess", () => {
  test("tells every property of this process, or that the system doesn't", () => {
    const properties = describeProcess();
    assert.equal(properties.properties.length, 16);
    assert.equal(properties.get("id"), String(process.pid));
    assert.equal(properties.get("parent"), String(process.ppid));
    assert.equal(properties.get("folder"), process.cwd());
    if (!isLinux) return;
    assert.deepEqual(
      properties.properties.filter(({ value }) => value === undefined),
      [],
    );
    assert.match(properties.get("libraries") ?? "", /libc/);
    assert.match(properties.get("registers") ?? "", /0x[\da-f]+.*0x[\da-f]+/);
  });

  test("tells names of the environment, never values", () => {
    process.env.NAVETTE_TEST_SECRET = "hunter2";
    try {
      assert.doesNotMatch(String(describeProcess()), /hunter2/);
    } finally {
      delete process.env.NAVETTE_TEST_SECRET;
    }
  });

  test("describes another process, and names one that has ended", async () => {
    const child = spawn(process.execPath, ["--eval", "process.stdin.resume(); console.log('ready')"]);
    await once(child.stdout, "data");
    const { pid = 0 } = child;
    const properties = describeProcess(pid);
    assert.equal(properties.get("parent"), String(process.pid));
    if (isLinux) assert.match(properties.get("signals") ?? "", /SIG/);
    child.stdin.end();
    await once(child, "close");
    assert.throws(() => describeProcess(pid), { code: "ERR_NAVETTE_PROCESS", message: new RegExp(`${pid}`) });
    assert.throws(() => describeProcess(-1), { code: "ERR_NAVETTE_PROCESS", message: /-1/ });
  });

  test("asks ps and Node where there is no /proc, and says what nobody tells", { skip: withoutPs }, async () => {
    const child = spawn(process.execPath, ["--eval", "process.stdin.resume(); console.log('ready')"]);
    await once(child.stdout, "data");
    const { pid = 0 } = child;
    const { platform } = process;
    Object.defineProperty(process, "platform", { value: "freebsd" });
    let own: ProcessProperties;
    let other: ProcessProperties;
    try {
      [own, other] = [describeProcess(), describeProcess(pid)];
    } finally {
      Object.defineProperty(process, "platform", { value: platform });
    }
    child.stdin.end();
    await once(child, "close");
    const sourceOf = (properties: ProcessProperties, name: PropertyName) =>
      properties.properties.find((property) => property.name === name)?.source;
    assert.equal(other.get("parent"), String(process.pid));
    for (const name of ["parent", "group", "user", "userGroup", "instructions", "threads"] as const) {
      assert.match(other.get(name) ?? "", /./, name);
      assert.equal(sourceOf(other, name), "ps", name);
    }
    for (const name of ["environment", "folder", "stack", "heap", "files", "signals", "libraries"] as const) {
      assert.equal(other.get(name), undefined, name);
    }
    assert.match(other.toString(), /not told by this system|ce système ne le dit pas/);
    assert.equal(sourceOf(own, "heap"), "Node");
    assert.doesNotMatch(own.get("heap") ?? "", /C’s heap|langage C/);
    assert.match(own.get("libraries") ?? "", /^\d/);
    assert.match(own.get("files") ?? "", /^\d/);
    assert.match(own.get("communication") ?? "", /\d/);
  });

  test("reads masks of signals", () => {
    assert.deepEqual(signalNames("0000000000000000"), []);
    assert.deepEqual(signalNames("0000000000000003"), ["SIGHUP", "SIGINT"]);
  });
});

suite("crashOne", () => {
  for (const cause of ["signal", "exit", "exception"] as const) {
    test(`loses the one process that ends by ${cause}, and no other`, async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      const { results } = await crashOne({ workers: 3, victim: 2, cause, count: 1000, timeline });
      assert.deepEqual(
        results.map(({ fate }) => fate),
        ["finished", "finished", "crashed"],
      );
      assert.equal(new Set(results.map(({ pid }) => pid)).size, 3);
      assert.deepEqual(timeline.spans.map(({ status }) => status).sort(), ["failed", "ok", "ok"]);
    });
  }

  test("loses every thread of the process that a signal ends, and only one to an exception", async () => {
    await using _ = leavesNothing(new Timeline());
    const signalled = await crashOne({ isolation: "threads", workers: 2, victim: 0, count: 3_000_000 });
    assert.deepEqual(
      signalled.results.map(({ fate }) => fate),
      ["crashed", "lost"],
    );
    if (process.platform !== "win32") assert.match(signalled.results[0]?.end ?? "", /SIGSEGV/);
    const thrown = await crashOne({ isolation: "threads", workers: 2, victim: 0, cause: "exception", count: 1000 });
    assert.deepEqual(
      thrown.results.map(({ fate }) => fate),
      ["crashed", "finished"],
    );
    assert.match(String(explainCrash(signalled, thrown)), /(with it|avec lui)/);
  });

  test("makes sense with one worker; refuses wrong arguments; ends when aborted", async () => {
    assert.equal((await crashOne({ workers: 1, count: 10 })).results[0]?.fate, "crashed");
    await assert.rejects(crashOne({ workers: 2, victim: 2 }), { code: "ERR_NAVETTE_VICTIM" });
    await assert.rejects(crashOne({ count: 0 }), { code: "ERR_NAVETTE_COUNT" });
    await using _ = leavesNothing(new Timeline());
    const controller = new AbortController();
    const running = crashOne({ workers: 2, count: 10_000_000, signal: controller.signal });
    controller.abort();
    await assert.rejects(running, { name: "AbortError" });
  });
});

suite("ipcCost", () => {
  test("measures every way at every size, and ends what it opened", async () => {
    await using _ = leavesNothing(new Timeline());
    const cost = await ipcCost({ sizes: [1, 70_000], roundTrips: 3 });
    assert.deepEqual(
      cost.measures.map(({ way, bytes }) => `${way} ${bytes}`),
      ipcWays.flatMap((way) => [`${way} 1`, `${way} 70000`]),
    );
    for (const { roundTripMs } of cost.measures) assert.ok(roundTripMs.centre > 0 && roundTripMs.count === 3);
    assert.equal(cost.timeline.spans.length, 12);
    assert.match(String(explainIpc(cost, [{ ms: 1 }])), /You predicted 1\.00.ms \(child messages, JSON\)/);
  });

  test("refuses wrong arguments, and ends when aborted", async () => {
    await assert.rejects(ipcCost({ sizes: [0] }), { code: "ERR_NAVETTE_SIZE" });
    await assert.rejects(ipcCost({ ways: [] }), { code: "ERR_NAVETTE_WAY" });
    await assert.rejects(ipcCost({ ways: ["pigeon" as "pipe"] }), { message: /pigeon/ });
    await assert.rejects(ipcCost({ roundTrips: 0 }), { code: "ERR_NAVETTE_TIMES" });
    await using _ = leavesNothing(new Timeline());
    const controller = new AbortController();
    const running = ipcCost({ roundTrips: 100_000, ways: ["pipe"], signal: controller.signal });
    setImmediate(() => controller.abort());
    await assert.rejects(running, { name: "AbortError" });
  });
});

suite("what measures messages and memory", () => {
  /** Ends each child process as soon as it runs, or each thread before it does. */
  function killsNext(kind: "process" | "thread"): Disposable {
    const kill = (started: unknown) => {
      const { process: child }: { process?: ChildProcess } = Object(started);
      child?.once("spawn", () => child.kill("SIGKILL"));
    };
    const end = (thread: Worker) => void thread.terminate();
    if (kind === "process") subscribe("child_process", kill);
    else process.on("worker", end);
    return {
      [Symbol.dispose]() {
        unsubscribe("child_process", kill);
        process.off("worker", end);
      },
    };
  }

  for (const way of ipcWays) {
    test(`says that the other end was lost (${way})`, async () => {
      await using _ = leavesNothing(new Timeline());
      using _kills = killsNext(["json", "structured", "pipe"].includes(way) ? "process" : "thread");
      await assert.rejects(ipcCost({ ways: [way], sizes: [1], roundTrips: 100_000 }), { code: "ERR_NAVETTE_PROCESS" });
    });
  }

  test("says that a process, or a thread, was lost before it was measured", async () => {
    await using _ = leavesNothing(new Timeline());
    {
      using _kills = killsNext("process");
      await assert.rejects(memoryCost({ workers: 1 }), { code: "ERR_NAVETTE_PROCESS" });
    }
    using _kills = killsNext("thread");
    await assert.rejects(threadMemory({ workers: 1 }), { code: "ERR_NAVETTE_LOST" });
  });
});

suite("memoryCost", { skip: process.platform === "win32" }, () => {
  test("measures processes and threads, more of them more memory", async () => {
    await using _ = leavesNothing(new Timeline());
    const cost = await memoryCost({ workers: 3 });
    assert.deepEqual(
      cost.measures.map(({ strategy, workers }) => `${strategy} ${workers}`),
      ["processes", "threads"].flatMap((name) => [1, 2, 3].map((count) => `${name} ${count}`)),
    );
    const bytes = cost.measures.map((measure) => measure.bytes);
    assert.ok((bytes[2] ?? 0) > (bytes[0] ?? 0) && (bytes[5] ?? 0) > (bytes[3] ?? 0));
    assert.ok((bytes[2] ?? 0) > (bytes[5] ?? 0), "three processes take more than three threads");
    assert.match(String(explainMemory(cost)), /\d/);
    assert.doesNotMatch(String(explainMemory(cost)), /predicted/);
    assert.match(String(explainMemory(cost, 100_000)), /You predicted 100,000.MiB; .*less than you expected/);
  });

  test("refuses wrong arguments, and ends when aborted", async () => {
    await assert.rejects(memoryCost({ workers: 0 }), { code: "ERR_NAVETTE_WORKERS" });
    await using _ = leavesNothing(new Timeline());
    const controller = new AbortController();
    const running = memoryCost({ workers: 2, signal: controller.signal });
    controller.abort();
    await assert.rejects(running, { name: "AbortError" });
  });
});

suite("the notes about processes", () => {
  test("speak French", async () => {
    const before = host().locale;
    host().locale = "fr";
    try {
      const { results, ...run } = await crashOne({ workers: 2, count: 100 });
      assert.match(String(explainCrash({ ...run, results })), /2 processus\u202f: un exécutant s’est arrêté/);
      assert.match(String(describeProcess()), /identifiant du processus/);
    } finally {
      host().locale = before;
    }
  });
});
