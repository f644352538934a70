/** Threads that work at the same time: they begin together, and none outlives the run, however it ends. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { Worker } from "node:worker_threads";
import { runCrew } from "../../lib/crew/run-crew.ts";
import { Unfinished } from "../../lib/errors/unfinished.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import type { CrewTestPart } from "./tasks/crew.ts";

const module = new URL("./tasks/crew.ts", import.meta.url);

function partsOf(count: number) {
  const buffer = new SharedArrayBuffer(8);
  const parts = Array.from({ length: count }, (_, index): CrewTestPart => ({ buffer, index }));
  /** Resolves when so many threads have said that they are there. */
  async function come(least: number): Promise<void> {
    const words = new Int32Array(buffer);
    for (let seen = Atomics.load(words, 0); seen < least; seen = Atomics.load(words, 0)) {
      await Atomics.waitAsync(words, 0, seen).value;
    }
  }
  return { parts, come };
}

suite("runCrew", () => {
  test("ends threads that sleep when the run is aborted, and says what was there", async () => {
    const { parts, come } = partsOf(3);
    const controller = new AbortController();
    await using _ = leavesNothing(new Timeline());
    const running = runCrew({ module, name: "sleepForEver" }, parts, { signal: controller.signal });
    await come(3);
    controller.abort(new Error("enough"));
    await assert.rejects(running, (error) => {
      assert.ok(error instanceof Unfinished);
      assert.equal(error.code, "ERR_NAVETTE_ABORTED");
      assert.match(String(error.cause), /enough/);
      assert.deepEqual(error.partial, [undefined, undefined, undefined]);
      return true;
    });
  });

  test("starts nothing when it is aborted already", async () => {
    await using _ = leavesNothing(new Timeline());
    const running = runCrew({ module, name: "sleepForEver" }, partsOf(2).parts, { signal: AbortSignal.abort() });
    await assert.rejects(running, { code: "ERR_NAVETTE_ABORTED" });
  });

  for (const [name, code, message] of [
    ["exitFirst", "ERR_NAVETTE_LOST", /Thread 1 of 3 ended before its work did/],
    ["throwFirst", "ERR_NAVETTE_TASK", /throwFirst failed in thread 1: the first one fails/],
    ["missing", "ERR_NAVETTE_LOST", /exports no function named missing/],
  ] as const) {
    test(`ends the others when one is lost or fails (${name})`, async () => {
      await using _ = leavesNothing(new Timeline());
      await assert.rejects(runCrew({ module, name }, partsOf(3).parts), { code, message });
    });
  }

  test("ends the others when one is terminated from outside", async () => {
    await using _ = leavesNothing(new Timeline());
    const { parts, come } = partsOf(2);
    let threads: readonly Worker[] = [];
    const running = runCrew({ module, name: "sleepForEver" }, parts, {
      onReady(all) {
        threads = all;
      },
    });
    running.catch(() => {});
    await come(2);
    await threads[1]?.terminate();
    await assert.rejects(running, { code: "ERR_NAVETTE_LOST", message: /Thread 2 of 2/ });
  });

  test("ends the others when one says that all is over", async () => {
    await using _ = leavesNothing(new Timeline());
    const timeline = new Timeline();
    const { values } = await runCrew<CrewTestPart, string>({ module, name: "returnFirst" }, partsOf(3).parts, {
      timeline,
      isOver: (value) => value === "first",
    });
    assert.deepEqual(values, ["first", undefined, undefined]);
    assert.deepEqual(
      timeline.spans.map(({ status, label }) => [status, label]),
      [["ok", "0"]],
    );
  });

  test("gives nothing for no parts", async () => {
    assert.deepEqual((await runCrew({ module, name: "returnFirst" }, [])).values, []);
  });
});
