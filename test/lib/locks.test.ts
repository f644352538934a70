/** The locks, explored in every order of two or three threads, and run on real ones: the very same code. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { runCrew } from "../../lib/crew/run-crew.ts";
import { explore } from "../../lib/interleavings/explore.ts";
import type { ProgramState } from "../../lib/interleavings/program.ts";
import { Barrier } from "../../lib/locks/barrier.ts";
import { Condition } from "../../lib/locks/condition.ts";
import { Mutex } from "../../lib/locks/mutex.ts";
import { ReadWriteLock } from "../../lib/locks/read-write-lock.ts";
import { Semaphore } from "../../lib/locks/semaphore.ts";
import { SpinLock } from "../../lib/locks/spin-lock.ts";
import { fetchAdd } from "../../lib/memory/fetch-add.ts";
import type { Memory, MemoryTask } from "../../lib/memory/memory.ts";
import { SharedMemory } from "../../lib/memory/shared-memory.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { type LockTestPart, lockKinds, lockWords } from "./tasks/locks.ts";

const inside = ({ places }: ProgramState, name = "inside") =>
  Object.values(places).filter((place) => place === name).length;

function guarded(lockOf: (memory: Memory) => { enter(): void; leave(): void }): MemoryTask {
  return (memory, thread) => {
    const lock = lockOf(memory);
    lock.enter();
    thread.at("inside");
    thread.step("work");
    thread.at("outside");
    lock.leave();
  };
}

const mutex = guarded((memory) => {
  const lock = new Mutex(memory, 0);
  return { enter: () => lock.lock(), leave: () => lock.unlock() };
});
const spinLock = guarded((memory) => {
  const lock = new SpinLock(memory, 0);
  return { enter: () => lock.lock(), leave: () => lock.unlock() };
});
const semaphore = guarded((memory) => {
  const places = new Semaphore(memory, 0);
  return { enter: () => places.acquire(), leave: () => places.release() };
});

/** Takes a permit and never gives it back. */
const keeps: MemoryTask = (memory, thread) => {
  new Semaphore(memory, 0).acquire();
  thread.at("inside");
  thread.step("work");
};

suite("in every order", () => {
  for (const [name, task] of Object.entries({ mutex, spinLock })) {
    test(`one of three threads at most holds a ${name}, and all of them get it`, () => {
      const { broken, isComplete } = explore({
        memory: { lock: 0 },
        tasks: { A: task, B: task, C: task },
        invariant: (state) => inside(state) <= 1,
      });
      assert.deepEqual([broken, isComplete], [0, true]);
    });
  }

  test("as many threads are inside as a semaphore has permits, not more", () => {
    for (const permits of [1, 2]) {
      let most = 0;
      const { broken, isComplete } = explore({
        memory: { permits },
        tasks: { A: semaphore, B: semaphore, C: permits === 1 ? semaphore : keeps },
        invariant(state) {
          most = Math.max(most, inside(state));
          return inside(state) <= permits;
        },
        postcondition: ({ memory }) => memory.permits === 1,
      });
      assert.deepEqual([broken, isComplete, most], [0, true, permits]);
    }
  });

  test("a condition variable loses no notification", () => {
    const waiter: MemoryTask = (memory) => {
      const lock = new Mutex(memory, 0);
      const changed = new Condition(memory, 1);
      lock.lock();
      while (memory.load(2) === 0) changed.wait(lock);
      lock.unlock();
    };
    const notifier: MemoryTask = (memory) => {
      const lock = new Mutex(memory, 0);
      lock.lock();
      memory.store(2, 1);
      new Condition(memory, 1).notifyOne();
      lock.unlock();
    };
    const memory = { mutex: 0, changed: 0, isReady: 0 };
    const { broken, isComplete } = explore({ memory, tasks: { A: waiter, B: notifier } });
    assert.deepEqual([broken, isComplete], [0, true]);
  });

  test("nobody passes a barrier before all have come, round after round", () => {
    const passing: MemoryTask = (memory, thread) => {
      const barrier = new Barrier(memory, 0, 2);
      for (const round of ["1", "2"]) {
        barrier.arrive();
        thread.at(round);
      }
      thread.step("after");
    };
    const { broken, isComplete } = explore({
      memory: { arrived: 0, round: 0 },
      tasks: { A: passing, B: passing },
      invariant: ({ places }) => Math.abs(Number(places.A) - Number(places.B)) <= 1,
    });
    assert.deepEqual([broken, isComplete], [0, true]);
  });

  test("a writer is alone, and two readers may be in together", () => {
    const reader: MemoryTask = (memory, thread) => {
      const lock = new ReadWriteLock(memory, 0);
      lock.lockRead();
      thread.at("reading");
      thread.step("read");
      thread.at("outside");
      lock.unlockRead();
    };
    const writer: MemoryTask = (memory, thread) => {
      const lock = new ReadWriteLock(memory, 0);
      lock.lockWrite();
      thread.at("writing");
      thread.step("write");
      thread.at("outside");
      lock.unlockWrite();
    };
    const memory = { mutex: 0, changed: 0, readers: 0, writing: 0, waiting: 0 };
    let together = 0;
    const both = explore({
      memory,
      tasks: { R: reader, W: writer },
      invariant: (state) => inside(state, "writing") + inside(state, "reading") <= 1,
    });
    assert.deepEqual([both.broken, both.isComplete], [0, true]);
    const readers = explore({
      memory,
      tasks: { R: reader, S: reader },
      invariant(state) {
        together = Math.max(together, inside(state, "reading"));
        return true;
      },
    });
    assert.deepEqual([readers.broken, readers.isComplete, together], [0, true, 2]);
  });

  test("fetchAdd loses nothing", () => {
    const add: MemoryTask = (memory) => void fetchAdd(memory, 0, 1);
    const { outcomes } = explore({ memory: { counter: 0 }, tasks: { A: add, B: add, C: add } });
    assert.deepEqual(
      outcomes.map(({ memory, ending }) => [memory.counter, ending]),
      [[3, "ended"]],
    );
  });

  test("a mutex that always sets itself free before it wakes, but never looks for sleepers, is found out", () => {
    const forgetful: MemoryTask = (memory) => {
      while (memory.compareExchange(0, 0, 1) !== 0) memory.wait(0, 1);
      memory.store(0, 0);
    };
    assert.ok(explore({ memory: { lock: 0 }, tasks: { A: forgetful, B: forgetful } }).deadlocks > 0);
  });
});

suite("on real threads", () => {
  const module = new URL("./tasks/locks.ts", import.meta.url);

  for (const kind of lockKinds) {
    test(`${kind} keeps its promise`, async () => {
      const memory = new SharedMemory(lockWords);
      if (kind === "semaphore") memory.store(0, 1);
      const part: LockTestPart = { buffer: memory.buffer, kind, times: 400, threads: 4 };
      await using _ = leavesNothing(new Timeline());
      const { values } = await runCrew<LockTestPart, number>(
        { module, name: "useLock" },
        Array.from({ length: 4 }, () => part),
      );
      assert.deepEqual(values, [0, 0, 0, 0], "nobody saw the promise broken");
    });
  }

  test("a mutex that nobody holds can't be unlocked", () => {
    assert.throws(() => new Mutex(new SharedMemory(1), 0).unlock(), { code: "ERR_NAVETTE_LOCK" });
  });

  test("a mutex is given back by `guard` whatever happens", () => {
    const lock = new Mutex(new SharedMemory(1), 0);
    assert.throws(() => lock.guard(() => Number("x").toFixed(-1)), RangeError);
    assert.equal(lock.tryLock(), true);
    assert.equal(lock.tryLock(), false);
  });
});

suite("SharedMemory", () => {
  test("refuses what isn't memory or a word of it", () => {
    for (const words of [0, 1.5, -1, 2 ** 30]) {
      assert.throws(() => new SharedMemory(words), { code: "ERR_NAVETTE_MEMORY" });
    }
    assert.throws(() => new SharedMemory(new SharedArrayBuffer(6)), { message: /has 6 bytes/ });
    const memory = new SharedMemory(2);
    for (const word of [2, -1, 0.5]) assert.throws(() => memory.load(word), { message: /numbered from 0 to 1/ });
    assert.equal(memory.wait(0, 1), "not-equal");
    assert.equal(memory.notify(0), 0);
  });

  test("refuses a barrier of nobody", () => {
    assert.throws(() => new Barrier(new SharedMemory(2), 0, 0), { code: "ERR_NAVETTE_PARTIES" });
  });
});
