/** The bounded buffer, and readers and writers: in every order of few threads, on real ones, and drawn. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { BoundedBuffer } from "../../lib/buffers/bounded-buffer.ts";
import { bufferLevel } from "../../lib/buffers/buffer-level.ts";
import { type BufferTraffic, produceAndConsume } from "../../lib/buffers/produce-and-consume.ts";
import { explore } from "../../lib/interleavings/explore.ts";
import type { MemoryTask } from "../../lib/memory/memory.ts";
import { SharedMemory } from "../../lib/memory/shared-memory.ts";
import { guardBars } from "../../lib/readers-writers/guard-bars.ts";
import { type ReadsAndWrites, readAndWrite } from "../../lib/readers-writers/read-and-write.ts";
import { type Guard, guards } from "../../lib/readers-writers/reader-writer.ts";
import type { Run } from "../../lib/strategies/strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { matchesPicture } from "./picture.ts";
import { sampleRun } from "./sample-runs.ts";

suite("BoundedBuffer", () => {
  test("gives numbers back in their order, as a list does, for any puts and takes of one thread", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.option(fc.integer())), (capacity, moves) => {
        const buffer = new BoundedBuffer(new SharedMemory(BoundedBuffer.wordsFor(capacity)), 0, capacity);
        const list: number[] = [];
        for (const item of moves) {
          if (item !== null && list.length < capacity) assert.equal(buffer.put(item), list.push(item | 0));
          else if (list.length > 0) assert.deepEqual(buffer.take(), { item: list.shift(), left: list.length });
        }
      }),
    );
    assert.throws(() => new BoundedBuffer(new SharedMemory(5), 0, 0), { code: "ERR_NAVETTE_CAPACITY" });
  });

  test("loses nothing and blocks nobody, in every order of a producer and a consumer", () => {
    const words = ["mutex", "notFull", "notEmpty", "items", "first", "place 0"];
    const producer: MemoryTask = (memory) => {
      const buffer = new BoundedBuffer(memory, 0, 1);
      buffer.put(1);
      buffer.put(2);
    };
    const consumer: MemoryTask = (memory, thread) => {
      const buffer = new BoundedBuffer(memory, 0, 1);
      thread.at(String(buffer.take().item));
    };
    const { broken, isComplete, states } = explore(
      {
        memory: Object.fromEntries(words.map((word) => [word, 0])),
        tasks: { P: producer, C: consumer },
        invariant: ({ memory }) => (memory.items ?? 0) >= 0 && (memory.items ?? 0) <= 1,
        postcondition: ({ places, memory }) => places.C === "1" && memory.items === 1,
      },
      { mostStates: 400_000 },
    );
    assert.deepEqual([broken, isComplete], [0, true]);
    assert.ok(states > 100);
  });
});

suite("produceAndConsume", () => {
  for (const [producers, consumers, capacity] of [
    [1, 1, 1],
    [3, 1, 2],
    [2, 3, 5],
  ] as const) {
    test(`brings each number through once (${producers} to ${consumers}, ${capacity} places)`, async () => {
      await using _ = leavesNothing(new Timeline());
      const { results } = await produceAndConsume({
        producers,
        consumers,
        capacity,
        items: 60,
        produceMs: 0,
        consumeMs: 0,
      });
      assert.deepEqual(
        results.taken,
        Array.from({ length: 60 }, (_, at) => at + 1),
      );
      assert.equal(results.levels.length, 120);
      assert.ok(results.levels.every(({ items }) => items >= 0 && items <= capacity));
      assert.equal(results.levels.at(-1)?.items, 0);
    });
  }

  test("ends those that sleep at the buffer when it is aborted, and names what can't be", async () => {
    await using _ = leavesNothing(new Timeline());
    const signal = AbortSignal.timeout(400);
    await assert.rejects(produceAndConsume({ items: 1000, produceMs: 1000, signal }), { code: "ERR_NAVETTE_ABORTED" });
    await assert.rejects(produceAndConsume({ capacity: 0 }), { code: "ERR_NAVETTE_CAPACITY" });
    await assert.rejects(produceAndConsume({ items: 0 }), { code: "ERR_NAVETTE_ITEMS" });
    await assert.rejects(produceAndConsume({ consumeMs: -1 }), { code: "ERR_NAVETTE_DURATION" });
    await assert.rejects(produceAndConsume({ producers: 0 }), { code: "ERR_NAVETTE_WORKERS" });
  });
});

suite("readAndWrite", () => {
  for (const guard of guards) {
    test(`counts visits, and half-done changes only where nothing guards (${guard})`, async () => {
      const timeline = new Timeline();
      await using _ = leavesNothing(timeline);
      const { results } = await readAndWrite({ readers: 2, writers: 1, guard, durationMs: 60, timeline });
      assert.ok(results.reads > 0 && results.writes > 0);
      assert.equal(timeline.spans.length, results.reads + results.writes);
      if (guard !== "none") assert.equal(results.torn, 0);
    });
  }

  test("names what can't be", async () => {
    await assert.rejects(readAndWrite({ guard: "dog" as Guard }), { code: "ERR_NAVETTE_GUARD" });
    await assert.rejects(readAndWrite({ writers: 0 }), { code: "ERR_NAVETTE_WORKERS" });
    await assert.rejects(readAndWrite({ insideMs: Number.NaN }), { code: "ERR_NAVETTE_DURATION" });
  });
});

suite("plots of buffers and guards", () => {
  test("draw how full a buffer was (en)", async (t) => {
    const levels = [1, 2, 1, 2, 3, 3, 2, 3, 2, 1, 0].map((items, at) => ({ ms: 1 + 2.5 * at, items }));
    const results: BufferTraffic = {
      capacity: 3,
      levels,
      taken: [1, 2, 3, 4, 5],
      producersWaitedMs: 4.5,
      consumersWaitedMs: 12.25,
    };
    const run = { ...sampleRun({ strategy: "threads", workers: 4, wallMs: 26 }), results };
    const plot = bufferLevel(run, { locale: "en" });
    await matchesPicture(t, plot, "buffer-level");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
  });

  test("compare guards, with the guess (fr)", async (t) => {
    const run = (guard: Guard, readsPerSecond: number, torn: number): Run<ReadsAndWrites> => ({
      ...sampleRun({ strategy: "threads", workers: 5, wallMs: 200 }),
      results: { guard, reads: readsPerSecond / 5, writes: 20, readsPerSecond, writesPerSecond: 100, torn },
    });
    const plot = guardBars([run("none", 1250, 41), run("mutex", 310, 0), run("read-write", 820, 0)], {
      prediction: 1000,
      locale: "fr",
    });
    await matchesPicture(t, plot, "guards");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
    assert.throws(() => guardBars([]), { code: "ERR_NAVETTE_RUNS" });
  });
});
