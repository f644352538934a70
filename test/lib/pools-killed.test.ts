import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Unfinished } from "../../lib/errors/unfinished.ts";
import { factoriseAll } from "../../lib/factors/factorise-all.ts";
import { primeFactors } from "../../lib/factors/prime-factors.ts";
import { randomNumbers } from "../../lib/factors/random-numbers.ts";
import { closeSessionPools } from "../../lib/pools/session-pools.ts";
import { openExecutor } from "../../lib/strategies/open-executor.ts";
import { sessionExecutor } from "../../lib/strategies/session-executor.ts";
import type { Executor, Task } from "../../lib/strategies/strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { appearance } from "./appearance.ts";
import { assertGone, leavesNothing } from "./leaves-nothing.ts";
import { missingStrategy } from "./missing-strategy.ts";
import { scratchFolder } from "./scratch-folder.ts";
import type { MortalChunk } from "./tasks/mortal.ts";

const mortal = (name: string): Task => ({ module: new URL("./tasks/mortal.ts", import.meta.url), name });

const upToSix = [0, 1, 2, 3, 4, 5];

async function mapIn(executor: Executor, task: Task, folder: string, timeline: Timeline): Promise<number[]> {
  const chunks = upToSix.map((n) => ({ n, folder }));
  return await Array.fromAsync(executor.map<MortalChunk, number>(task, chunks, { timeline }));
}

/** One failed span, of the chunk that was lost, then one for each chunk, the lost one in another worker. */
function assertRedone({ spans }: Timeline): void {
  const [lost, ...others] = spans.filter(({ status }) => status === "failed");
  assert.ok(lost !== undefined && others.length === 0);
  assert.equal(lost.label, "2");
  const again = spans.find(({ label, status }) => label === "2" && status === "ok");
  assert.ok(again !== undefined);
  assert.notDeepEqual([again.pid, again.tid], [lost.pid, lost.tid]);
  assert.ok(lost.queued <= lost.started && lost.started <= lost.ended && lost.ended <= again.queued);
  assert.equal(spans.length, upToSix.length + 1);
}

for (const strategy of ["threads", "processes", "distributed"] as const) {
  describe(`a worker that ends in the middle, ${strategy}`, { skip: missingStrategy(strategy) }, () => {
    for (const task of ["dieOnce", "throwLateOnce"]) {
      it(`loses nothing: its chunk is done again (${task})`, async () => {
        await using folder = await scratchFolder();
        const timeline = new Timeline();
        await using _ = leavesNothing(timeline);
        await using executor = await openExecutor(strategy, { workers: 2 });
        assert.deepEqual(await mapIn(executor, mortal(task), folder.path, timeline), upToSix);
        assertRedone(timeline);
      });
    }

    it("fails the run when it happens to three workers in a row, naming the chunk, and keeps the rest", async () => {
      await using folder = await scratchFolder();
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      await using executor = await openExecutor(strategy, { workers: 2 });
      await assert.rejects(mapIn(executor, mortal("dieAlways"), folder.path, timeline), (error) => {
        assert.ok(error instanceof Unfinished);
        assert.equal(error.code, "ERR_NAVETTE_LOST");
        assert.match(error.message, /Chunk 2 was given to 3 workers/);
        return true;
      });
      assert.equal(timeline.spans.filter(({ status }) => status === "failed").length, 3);
      // Others take the places of the dead.
      assert.deepEqual(await mapIn(executor, mortal("dieOnce"), folder.path, new Timeline()), upToSix);
    });

    it("is replaced in a warm pool, which goes on", async () => {
      await using folder = await scratchFolder();
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      {
        await using executor = await sessionExecutor(strategy, mortal("dieOnce"), { workers: 2 });
        assert.deepEqual(await mapIn(executor, mortal("dieOnce"), folder.path, timeline), upToSix);
      }
      {
        await using executor = await sessionExecutor(strategy, mortal("dieOnce"), { workers: 2 });
        assert.deepEqual(await mapIn(executor, mortal("dieOnce"), folder.path, timeline), upToSix);
      }
      await closeSessionPools();
    });
  });
}

describe("kill -9 of a process", () => {
  it("in the middle of a chunk: the chunk is done again", async () => {
    await using folder = await scratchFolder();
    const timeline = new Timeline();
    await using _ = leavesNothing(timeline);
    await using executor = await openExecutor("processes", { workers: 2 });
    const hanging = appearance(folder.path, "pid");
    const results = mapIn(executor, mortal("hangOnce"), folder.path, timeline);
    await hanging;
    const pid = Number(await readFile(join(folder.path, "pid"), "utf8"));
    process.kill(pid, "SIGKILL");
    assert.deepEqual(await results, upToSix);
    assertRedone(timeline);
    assert.equal(timeline.spans.find(({ status }) => status === "failed")?.pid, pid);
    assertGone(pid);
  });

  it("while a factorisation runs in a warm pool: every result is there", async () => {
    const numbers = randomNumbers({ count: 20_000 });
    const timeline = new Timeline();
    await using _ = leavesNothing(timeline);
    let victim: number | undefined;
    const run = await factoriseAll(numbers, {
      strategy: "processes",
      workers: 2,
      chunk: 1000,
      warm: true,
      timeline,
      onProgress: () => {
        victim ??= kill(timeline.spans[0]?.pid);
      },
    });
    assert.ok(victim !== undefined);
    assertGone(victim);
    assert.deepEqual(
      [...run.results],
      numbers.map((n) => primeFactors(n).map(Number)),
    );
    await closeSessionPools();
  });
});

function kill(pid: number | undefined): number | undefined {
  if (pid !== undefined) process.kill(pid, "SIGKILL");
  return pid;
}
