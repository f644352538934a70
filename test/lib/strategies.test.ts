import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { NavetteError } from "../../lib/errors/navette-error.ts";
import { Unfinished } from "../../lib/errors/unfinished.ts";
import { host } from "../../lib/host/host.ts";
import { strategies } from "../../lib/strategies/check-strategy.ts";
import { openExecutor } from "../../lib/strategies/open-executor.ts";
import type { Strategy, Task } from "../../lib/strategies/strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { missingStrategy } from "./missing-strategy.ts";
import { scratchFolder } from "./scratch-folder.ts";

function task(name: string): Task {
  return { module: new URL("./tasks/arithmetic.ts", import.meta.url), name };
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

for (const strategy of strategies) {
  const inWorkers = strategy === "threads" || strategy === "processes" || strategy === "distributed";

  describe(`an executor, ${strategy}`, { skip: missingStrategy(strategy) }, () => {
    it("yields results in the chunks' order, whatever the order in which they are ready", async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      await using executor = await openExecutor(strategy, { workers: 3 });
      const results = await Array.fromAsync(executor.map<number, number>(task("squareLate"), upTo(20), { timeline }));
      assert.deepEqual(
        results,
        upTo(20).map((n) => n * n),
      );
    });

    it("gives every worker something to do, and a span to every chunk", async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      await using executor = await openExecutor(strategy, { workers: 3 });
      assert.equal(executor.strategy, strategy);
      assert.equal(executor.workers, strategy === "sequential" ? 1 : 3);
      await Array.fromAsync(executor.map(task("square"), upTo(9), { timeline, label: (index) => `n${index}` }));

      assert.deepEqual(
        timeline.spans.map(({ label }) => label).sort(),
        upTo(9).map((index) => `n${index}`),
      );
      for (const { queued, started, ended, status, kind, cpuMs } of timeline.spans) {
        assert.ok(queued <= started && started <= ended, `${queued} ≤ ${started} ≤ ${ended}`);
        assert.deepEqual([status, kind], ["ok", "chunk"]);
        assert.ok(cpuMs !== undefined && cpuMs >= 0);
      }
      const lanes = timeline.lanes();
      assert.equal(lanes.length, inWorkers ? 3 : 1);
      for (const { pid, tid } of lanes) {
        assert.equal(pid !== process.pid, strategy === "processes" || strategy === "distributed");
        assert.equal(tid > 0, strategy === "threads" || strategy === "distributed");
      }
    });

    it("takes chunks no faster than results are read, and lets go when the reader stops", async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      await using executor = await openExecutor(strategy, { workers: 2 });
      let taken = 0;
      let closed = false;
      function* endless() {
        try {
          for (;;) yield taken++;
        } finally {
          closed = true;
        }
      }
      let read = 0;
      for await (const result of executor.map<number, number>(task("square"), endless(), { timeline })) {
        assert.equal(result, read ** 2);
        if (++read === 100) break;
      }
      assert.ok(taken < 200, `${taken} chunks were taken for 100 results`);
      assert.ok(closed);
    });

    it("yields nothing for no chunks", async () => {
      await using executor = await openExecutor(strategy, { workers: 2 });
      assert.deepEqual(await Array.fromAsync(executor.map(task("square"), [])), []);
    });

    it("names the chunk whose task threw, with the task's own error, and keeps what was finished", async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      await using executor = await openExecutor(strategy, { workers: 2 });
      const results: number[] = [];
      await assert.rejects(
        async () => {
          const labels = { timeline, label: (index: number) => `number ${index}` };
          for await (const n of executor.map<number, number>(task("refuseThree"), upTo(10), labels)) results.push(n);
        },
        (error) => {
          assert.ok(error instanceof Unfinished);
          assert.equal(error.code, "ERR_NAVETTE_TASK");
          assert.match(error.message, /refuseThree.*number 3.*three is refused/);
          assert.ok(error.cause instanceof RangeError);
          for (const [index, value] of error.partial) assert.equal(value, index);
          return true;
        },
      );
      assert.deepEqual(results, [0, 1, 2]);
      assert.deepEqual(
        timeline.spans.filter(({ status }) => status === "failed").map(({ label }) => label),
        ["number 3"],
      );
      // The executor is still good.
      assert.deepEqual(await Array.fromAsync(executor.map(task("square"), [5])), [25]);
    });

    it("says so when a module has no such function, or is not there", async () => {
      await using executor = await openExecutor(strategy, { workers: 1 });
      await assert.rejects(Array.fromAsync(executor.map(task("cube"), [1])), {
        code: "ERR_NAVETTE_TASK",
        message: /arithmetic\.ts exports no function named cube/,
      });
      const missing = { module: new URL("./tasks/missing.ts", import.meta.url), name: "square" };
      await assert.rejects(Array.fromAsync(executor.map(missing, [1])), {
        code: "ERR_NAVETTE_TASK",
        message: /missing/,
      });
    });

    it("begins nothing once the signal is aborted", async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      await using executor = await openExecutor(strategy, { workers: 2 });
      const signal = AbortSignal.abort();
      await assert.rejects(Array.fromAsync(executor.map(task("square"), upTo(5), { signal, timeline })), {
        code: "ERR_NAVETTE_ABORTED",
        cause: signal.reason,
      });
      assert.deepEqual(timeline.spans, []);
    });

    it("ends when the signal is aborted in the middle", async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      await using executor = await openExecutor(strategy, { workers: 2 });
      const controller = new AbortController();
      const results: number[] = [];
      const running = async () => {
        const options = { signal: controller.signal, timeline };
        for await (const result of executor.map<number, number>(task("square"), upTo(1000), options)) {
          if (results.push(result) === 10) controller.abort(new Error("enough"));
        }
      };
      await assert.rejects(running, (error) => {
        assert.ok(error instanceof Unfinished && error instanceof NavetteError);
        assert.equal(error.code, "ERR_NAVETTE_ABORTED");
        assert.deepEqual(error.cause, new Error("enough"));
        for (const [index, value] of error.partial) {
          assert.ok(index >= results.length);
          assert.equal(value, index ** 2);
        }
        return true;
      });
      assert.ok(results.length >= 10 && results.length < 1000);
      assert.deepEqual(await Array.fromAsync(executor.map(task("square"), [5])), [25]);
    });

    it("ends when the running cell is interrupted", async () => {
      const cell = new AbortController();
      const place = host();
      const { signal } = place;
      place.signal = () => cell.signal;
      try {
        await using executor = await openExecutor(strategy, { workers: 2 });
        const running = (async () => {
          for await (const _ of executor.map(task("square"), upTo(1000))) cell.abort();
        })();
        await assert.rejects(running, { code: "ERR_NAVETTE_ABORTED" });
      } finally {
        place.signal = signal;
      }
    });
  });
}

for (const strategy of ["threads", "processes", "distributed"] as const) {
  describe(`workers, ${strategy}`, { skip: missingStrategy(strategy) }, () => {
    it("are ended by an abort in the middle of a chunk that would never end", async () => {
      await using folder = await scratchFolder();
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      await using executor = await openExecutor(strategy, { workers: 2 });
      const controller = new AbortController();
      const hang: Task = { module: new URL("./tasks/mortal.ts", import.meta.url), name: "hang" };
      const chunks = upTo(4).map((n) => ({ n, folder: folder.path }));
      const results: number[] = [];
      const running = (async () => {
        for await (const n of executor.map<object, number>(hang, chunks, { signal: controller.signal, timeline })) {
          results.push(n);
          if (results.length === 2) controller.abort();
        }
      })();
      await assert.rejects(running, { code: "ERR_NAVETTE_ABORTED" });
      assert.deepEqual(results, [0, 1]);
    });

    it("say so when a chunk or a result can't be copied", async () => {
      await using executor = await openExecutor(strategy, { workers: 1 });
      await assert.rejects(Array.fromAsync(executor.map(task("returnFunction"), [1])), /could not be cloned/);
      await assert.rejects(Array.fromAsync(executor.map(task("square"), [() => {}])), {
        code: "ERR_NAVETTE_TASK",
        message: /could not be cloned/,
      });
    });
  });
}

describe("openExecutor", () => {
  for (const workers of [0, -1, 1.5, "eight", 10_000, Number.NaN, null, 257]) {
    it(`refuses ${JSON.stringify(workers)} workers, naming what it accepts`, async () => {
      const options = { workers } as { workers: number };
      await assert.rejects(openExecutor("threads", options), {
        code: "ERR_NAVETTE_WORKERS",
        message: new RegExp(`${typeof workers === "string" ? `'${workers}'` : workers}.*from 1 to 256`),
      });
    });
  }

  for (const strategy of ["thread", "", undefined]) {
    it(`refuses the strategy ${JSON.stringify(strategy)}, naming those there are`, async () => {
      await assert.rejects(openExecutor(strategy as Strategy), {
        code: "ERR_NAVETTE_STRATEGY",
        message: /use one of "sequential", "async", "threads", "processes", "distributed"/,
      });
    });
  }
});
