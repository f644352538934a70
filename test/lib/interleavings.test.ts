/** The explorer on programs whose results are known, and on random ones against an enumeration by hand. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { readAddWrite } from "../../lib/counter/counting.ts";
import { explore } from "../../lib/interleavings/explore.ts";
import type { Program, ProgramState } from "../../lib/interleavings/program.ts";
import { randomInterleaving, replay } from "../../lib/interleavings/replay.ts";
import { PetersonLock } from "../../lib/locks/peterson.ts";
import type { Memory, MemoryTask } from "../../lib/memory/memory.ts";

/** A lock of two threads, and a critical section with it. */
interface Lock {
  lock(): void;
  unlock(): void;
}
type Self = 0 | 1;

const oneInside = ({ places }: ProgramState) => Object.values(places).filter((place) => place === "inside").length <= 1;

function critical(lockOf: (memory: Memory, self: Self) => Lock, self: Self, times = 1): MemoryTask {
  return (memory, thread) => {
    const lock = lockOf(memory, self);
    for (let i = 0; i < times; i++) {
      lock.lock();
      thread.at("inside");
      thread.step("work");
      thread.at("outside");
      lock.unlock();
    }
  };
}

function twoThreads(lockOf: (memory: Memory, self: Self) => Lock, times = 1): Program {
  return {
    memory: { first: 0, second: 0, turn: 0 },
    tasks: { A: critical(lockOf, 0, times), B: critical(lockOf, 1, times) },
    invariant: oneInside,
  };
}

suite("explore", () => {
  test("finds the lost update: 18 of the 20 orders of two read–add–writes", () => {
    const { interleavings, broken, outcomes, counterexample, isComplete } = explore({
      memory: { counter: 0 },
      tasks: { A: readAddWrite, B: readAddWrite },
      postcondition: ({ memory }) => memory.counter === 2,
    });
    assert.deepEqual([interleavings, broken, isComplete], [20, 18, true]);
    assert.deepEqual(outcomes, [
      { ending: "ended", isBroken: true, memory: { counter: 1 }, orders: 18 },
      { ending: "ended", isBroken: false, memory: { counter: 2 }, orders: 2 },
    ]);
    assert.equal(counterexample?.length, 6);
  });

  test("knows all the results of three of them: 1, 2 and 3, in 1,680 orders", () => {
    const { interleavings, outcomes } = explore({
      memory: { counter: 0 },
      tasks: { A: readAddWrite, B: readAddWrite, C: readAddWrite },
    });
    assert.equal(interleavings, 1680);
    assert.deepEqual(outcomes.map(({ memory }) => memory.counter).sort(), [1, 2, 3]);
    assert.equal(outcomes.find(({ memory }) => memory.counter === 3)?.orders, 6);
  });

  test("finds the least value of n threads that add k times each: 2, not n (a classic)", () => {
    const thrice: MemoryTask = (memory) => {
      for (let i = 0; i < 3; i++) memory.store(0, memory.load(0) + 1);
    };
    const { outcomes } = explore({ memory: { counter: 0 }, tasks: { A: thrice, B: thrice } });
    assert.deepEqual(outcomes.map(({ memory }) => memory.counter).sort(), [2, 3, 4, 5, 6]);
  });

  test("finds Peterson's algorithm right, once and twice in a row", () => {
    const peterson = (memory: Memory, self: Self) => new PetersonLock(memory, 0, self);
    for (const times of [1, 2]) {
      const { broken, isComplete, interleavings } = explore(twoThreads(peterson, times));
      assert.deepEqual([broken, isComplete], [0, true]);
      assert.ok(interleavings > 1000);
    }
  });

  test("finds that Peterson's algorithm is wrong with its two stores the other way round", () => {
    const { broken, counterexample } = explore(
      twoThreads((memory, self) => ({
        lock() {
          memory.store(2, 1 - self);
          memory.store(self, 1);
          while (memory.load(1 - self) === 1 && memory.load(2) === 1 - self) {}
        },
        unlock: () => memory.store(self, 0),
      })),
    );
    assert.ok(broken > 0);
    assert.ok(counterexample);
  });

  test("finds that looking before saying lets both in, and saying before looking none", () => {
    const looking = (memory: Memory, self: Self) => ({
      lock() {
        while (memory.load(1 - self) === 1) {}
        memory.store(self, 1);
      },
      unlock: () => memory.store(self, 0),
    });
    const bothIn = explore(twoThreads(looking));
    assert.ok(bothIn.broken > 0);
    assert.equal(bothIn.livelocks, 0);
    const saying = (memory: Memory, self: Self) => ({
      lock() {
        memory.store(self, 1);
        while (memory.load(1 - self) === 1) {}
      },
      unlock: () => memory.store(self, 0),
    });
    const noneIn = explore(twoThreads(saying));
    assert.ok(noneIn.livelocks > 0);
    assert.equal(noneIn.broken, noneIn.livelocks);
  });

  test("finds the deadlock of two locks taken in opposite orders, and none in the same order", () => {
    const both = (first: number, second: number): MemoryTask => {
      const take = (memory: Memory, word: number) => {
        while (memory.compareExchange(word, 0, 1) !== 0) memory.wait(word, 1);
      };
      const give = (memory: Memory, word: number) => {
        memory.store(word, 0);
        memory.notify(word, 1);
      };
      return (memory) => {
        take(memory, first);
        take(memory, second);
        give(memory, second);
        give(memory, first);
      };
    };
    const memory = { left: 0, right: 0 };
    const crossed = explore({ memory, tasks: { A: both(0, 1), B: both(1, 0) } });
    assert.ok(crossed.deadlocks > 0);
    assert.equal(crossed.deadlocks, crossed.broken);
    assert.equal(explore({ memory, tasks: { A: both(0, 1), B: both(0, 1) } }).broken, 0);
  });

  test("finds a wake-up that is lost between the look and the sleep", () => {
    const sleeper = (memory: Memory, seen: () => number): void => {
      if (memory.load(0) === 0) memory.wait(1, seen());
    };
    const waker: MemoryTask = (memory) => {
      memory.store(0, 1);
      memory.notify(1);
    };
    const lost = explore({
      memory: { ready: 0, bell: 0 },
      tasks: { A: (memory) => sleeper(memory, () => 0), B: waker },
    });
    assert.ok(lost.deadlocks > 0);
    const kept = explore({
      memory: { ready: 0 },
      tasks: {
        A: (memory) => void memory.wait(0, 0),
        B(memory) {
          memory.store(0, 1);
          memory.notify(0);
        },
      },
    });
    assert.equal(kept.deadlocks, 0);
  });

  test("wakes sleepers in the order in which they came, as many as it is told", () => {
    const waits: MemoryTask = (memory) => {
      memory.wait(0, 0);
      memory.store(1, memory.load(1) + 1);
    };
    const { outcomes } = explore({
      memory: { bell: 0, woken: 0 },
      tasks: { A: waits, B: waits, C: (memory) => void memory.notify(0, 1) },
    });
    assert.deepEqual(outcomes.map(({ ending, memory }) => `${ending} ${memory.woken}`).sort(), [
      "deadlock 0",
      "deadlock 1",
    ]);
  });

  test("takes an error that a task throws for a broken order, and a swallowed turn for none", () => {
    const { outcomes, broken, interleavings } = explore({
      memory: { flag: 0 },
      tasks: {
        A: (memory) => memory.store(0, 1),
        B(memory) {
          if (memory.load(0) === 1) throw new Error("too late");
        },
      },
    });
    assert.deepEqual([interleavings, broken], [2, 1]);
    assert.deepEqual(outcomes.map(({ ending }) => ending).sort(), ["ended", "failed"]);
    const swallowing: MemoryTask = (memory) => {
      try {
        memory.load(0);
      } catch {
        // Whatever comes.
      }
      memory.store(0, 2);
    };
    assert.equal(explore({ memory: { word: 0 }, tasks: { A: swallowing, B: swallowing } }).interleavings, 6);
  });

  test("counts as an enumeration by hand does, for any short programs", () => {
    const operation = fc.record({ word: fc.nat(1), add: fc.integer({ min: 1, max: 3 }), isStore: fc.boolean() });
    const task = fc.array(operation, { maxLength: 3 });
    fc.assert(
      fc.property(task, task, task, (a, b, c) => {
        const lists = [a, b, c];
        const program: Program = {
          memory: { x: 0, y: 0 },
          tasks: Object.fromEntries(
            lists.map((list, at): [string, MemoryTask] => [
              "ABC"[at] ?? "",
              (memory) => {
                let sum = 0;
                for (const { word, add, isStore } of list) {
                  if (isStore) memory.store(word, sum + add);
                  else sum += memory.load(word);
                }
              },
            ]),
          ),
        };
        const expected = new Map<string, number>();
        enumerate(lists, [0, 0, 0], [0, 0, 0], [0, 0], expected);
        const found = new Map(
          explore(program).outcomes.map(({ memory, orders }) => [`${memory.x} ${memory.y}`, orders]),
        );
        assert.deepEqual([...found].sort(), [...expected].sort());
      }),
      { numRuns: 150 },
    );
  });

  test("says where it was cut", () => {
    const long: MemoryTask = (memory) => {
      for (let i = 0; i < 50; i++) memory.store(0, i);
    };
    const program = { memory: { word: 0 }, tasks: { A: long, B: long } };
    const bySteps = explore(program, { mostSteps: 10 });
    assert.equal(bySteps.isComplete, false);
    assert.equal(bySteps.interleavings, 1024);
    assert.equal(explore(program, { mostStates: 20 }).isComplete, false);
  });

  test("names what isn't a program", () => {
    const task: MemoryTask = () => {};
    for (const [program, message] of [
      [{ memory: {}, tasks: { task } }, /memory is \{\}: give its words by name/],
      [{ memory: { x: 0.5 }, tasks: { task } }, /memory\.x is 0\.5/],
      [{ memory: { x: 0 }, tasks: {} }, /tasks is \{\}: give 1 to 6 functions/],
      [{ memory: { x: 0 }, tasks: { task: 3 as unknown as MemoryTask } }, /tasks\.task is 3/],
      [{ memory: { x: 0 }, tasks: { slow: (async () => {}) as MemoryTask } }, /task slow is asynchronous/],
    ] as const) {
      assert.throws(() => explore(program), { code: "ERR_NAVETTE_PROGRAM", message });
    }
    assert.throws(() => explore({ memory: { x: 0 }, tasks: { task } }, { mostStates: 0 }), {
      code: "ERR_NAVETTE_STATES",
    });
    let calls = 0;
    const fickle: MemoryTask = (memory) => {
      if (calls++ % 2 === 0) memory.load(0);
      else memory.store(0, 1);
    };
    assert.throws(() => explore({ memory: { x: 0 }, tasks: { fickle } }), { message: /fickle did something else/ });
  });

  test("refuses words that aren't there as a shared memory does", () => {
    const { failures } = replay({ memory: { x: 0 }, tasks: { A: (memory) => void memory.load(1) } }, "");
    assert.match(String(failures[0]), /word is 1: this memory's words are numbered from 0 to 0/);
  });
});

suite("replay", () => {
  const program: Program = {
    memory: { counter: 0 },
    tasks: { A: readAddWrite, B: readAddWrite },
    postcondition: ({ memory }) => memory.counter === 2,
  };

  test("follows the reader's schedule, to the end or a part of it", () => {
    const whole = replay(program, "ABAB AB");
    assert.deepEqual(
      whole.steps.map(({ words }) => words[0]),
      [0, 0, 0, 0, 1, 1],
    );
    assert.deepEqual([whole.ending, whole.isBroken], ["ended", true]);
    const part = replay(program, ["A", "A"]);
    assert.equal(part.ending, undefined);
    assert.deepEqual(
      part.ready.map(({ task, operation }) => [task, operation.kind]),
      [
        ["A", "store"],
        ["B", "load"],
      ],
    );
    const found = explore(program).counterexample;
    assert.ok(found && replay(program, found).isBroken);
  });

  test("says who could go on where the schedule can't be followed", () => {
    for (const [schedule, message] of [
      ["AAX", /turn 3 is 'X', which is no task of this program: tasks that could go on here: A, B/],
      ["AAAA", /turn 4 is 'A', which has ended: tasks that could go on here: B/],
      ["AAABBBA", /could go on here: none/],
    ] as const) {
      assert.throws(() => replay(program, schedule), { code: "ERR_NAVETTE_SCHEDULE", message });
    }
    const asleep: Program = { memory: { bell: 0 }, tasks: { A: (memory) => void memory.wait(0, 0), B: readAddWrite } };
    assert.throws(() => replay(asleep, "AA"), { message: /sleeps until it is notified/ });
    assert.equal(replay(asleep, "ABBB").ending, "deadlock");
    assert.equal(replay(program, "AXAAABBBBA", { skipsImpossible: true }).schedule.join(""), "AAABBB");
  });

  test("draws the same order for the same seed, and others for others", () => {
    const orders = Array.from({ length: 40 }, (_, seed) => randomInterleaving(program, { seed }).schedule.join(""));
    const again = Array.from({ length: 40 }, (_, seed) => randomInterleaving(program, { seed }).schedule.join(""));
    assert.deepEqual(again, orders);
    assert.ok(new Set(orders).size > 8);
    assert.throws(() => randomInterleaving(program, { seed: 0.5 }), { code: "ERR_NAVETTE_SEED" });
  });
});

interface HandOperation {
  readonly word: number;
  readonly add: number;
  readonly isStore: boolean;
}

/** Every order, one by one, over plain arrays. */
function enumerate(
  lists: readonly (readonly HandOperation[])[],
  positions: readonly number[],
  sums: readonly number[],
  memory: readonly number[],
  outcomes: Map<string, number>,
): void {
  let hasMoved = false;
  for (const [task, list] of lists.entries()) {
    const operation = list[positions[task] ?? 0];
    if (operation === undefined) continue;
    hasMoved = true;
    const [nextSums, nextMemory] = [[...sums], [...memory]];
    if (operation.isStore) nextMemory[operation.word] = (sums[task] ?? 0) + operation.add;
    else nextSums[task] = (sums[task] ?? 0) + (memory[operation.word] ?? 0);
    const next = positions.map((position, at) => (at === task ? position + 1 : position));
    enumerate(lists, next, nextSums, nextMemory, outcomes);
  }
  const key = memory.join(" ");
  if (!hasMoved) outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
}
