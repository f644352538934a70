/** Deadlocks, found from the wait-for graph: by itself, in every order of two and three threads, and on real ones. */
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { findDeadlock, type WaitForGraph } from "../../lib/deadlocks/wait-for-graph.ts";
import { waitForPlot } from "../../lib/deadlocks/wait-for-plot.ts";
import { type ExploredState, explore } from "../../lib/interleavings/explore.ts";
import type { MemoryTask } from "../../lib/memory/memory.ts";
import { Diary } from "../../lib/philosophers/diary.ts";
import { dine } from "../../lib/philosophers/dine.ts";
import { cureBars, waitForGraph } from "../../lib/philosophers/dinner-plots.ts";
import { fairness } from "../../lib/philosophers/fairness.ts";
import { type Cure, cures, mannersOf, tableWords } from "../../lib/philosophers/philosopher.ts";
import type { Run } from "../../lib/strategies/strategy.ts";
import { Timeline } from "../../lib/timeline/timeline.ts";
import { leavesNothing } from "./leaves-nothing.ts";
import { matchesPicture } from "./picture.ts";
import { sampleRun } from "./sample-runs.ts";

suite("findDeadlock", () => {
  test("agrees with following every thread's way, for any graph", () => {
    const graph = fc.integer({ min: 1, max: 8 }).chain((size) => {
      const one = fc.option(fc.nat(size - 1), { nil: undefined });
      const list = fc.array(one, { minLength: size, maxLength: size });
      return fc.record({ waitsFor: list, heldBy: list, threads: fc.constant(size), locks: fc.constant(size) });
    });
    fc.assert(
      fc.property(graph, (given: WaitForGraph) => {
        const { threads, waitsFor, heldBy } = given;
        const next = (thread: number) => {
          const lock = waitsFor[thread];
          return lock === undefined ? undefined : heldBy[lock];
        };
        const comesBack = (start: number) => {
          let at = next(start);
          for (let i = 0; i < threads && at !== undefined && at !== start; i++) at = next(at);
          return at === start;
        };
        const found = findDeadlock(given);
        const any = Array.from({ length: threads }, (_, thread) => thread).some(comesBack);
        assert.equal(found !== undefined, any);
        for (const [at, thread] of (found ?? []).entries()) {
          assert.equal(next(thread), found?.[(at + 1) % found.length]);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** One meal of each philosopher; the place tells a deadlock that was found instead of closed. */
function philosopher(index: number, philosophers: number, cure: Cure): MemoryTask {
  return (memory, thread) => {
    const manners = mannersOf(memory, { index, philosophers, cure }, () => {});
    if (manners.take() !== undefined) {
      thread.at("found");
      return;
    }
    thread.at("eating");
    manners.putBack();
  };
}

function table(philosophers: number, cure: Cure) {
  const words = Array.from({ length: tableWords(philosophers) }, (_, at): [string, number] => [`word ${at}`, 0]);
  const memory = Object.fromEntries(words);
  const waiter = tableWords(philosophers) - 3 - Math.max(2, philosophers);
  memory[`word ${waiter}`] = philosophers - 1;
  const tasks = Object.fromEntries(
    Array.from({ length: philosophers }, (_, at): [string, MemoryTask] => [
      `P${at}`,
      philosopher(at, philosophers, cure),
    ]),
  );
  return explore({ memory, tasks }, { mostStates: 400_000 });
}

suite("philosophers in every order", () => {
  test("two of them find their deadlock in each order that has one, and see none where there is none", () => {
    const { root, deadlocks, isComplete, livelocks } = table(2, "none");
    assert.deepEqual([isComplete, livelocks], [true, 0]);
    assert.ok(deadlocks > 0);
    let found = 0;
    const seen = new Set<ExploredState>();
    (function visit(node: ExploredState): void {
      if (seen.has(node)) return;
      seen.add(node);
      const says = node.state.tasks.some(({ place }) => place === "found");
      if (node.ending === "deadlock") {
        assert.ok(says, "a deadlock that nobody has found");
        found++;
      }
      // Both may find it, when both had noted their waits before either looked: then neither sleeps.
      const allSay = node.state.tasks.every(({ place }) => place === "found");
      if (node.ending === "ended") assert.ok(!says || allSay, "a deadlock that was none");
      for (const { to } of node.moves) visit(to);
    })(root);
    assert.ok(found > 0);
  });

  for (const cure of cures.filter((one) => one !== "none")) {
    test(`two of them never deadlock with a cure (${cure})`, () => {
      const { broken, isComplete } = table(2, cure);
      assert.deepEqual([broken, isComplete], [0, true]);
    });
  }
});

suite("dine", () => {
  test("finds the deadlock, says whose it is, and leaves no thread asleep", async () => {
    const timeline = new Timeline();
    await using _ = leavesNothing(timeline);
    const { results } = await dine({ workers: 2, thinkMs: 0, reachMs: 20, durationMs: 30_000, timeline });
    assert.ok(results.deadlock);
    assert.deepEqual(results.deadlock.cycle.toSorted(), [0, 1]);
    assert.deepEqual(findDeadlock(results.graph)?.toSorted(), [0, 1]);
    // The one that has found it, and the one that it would have waited for, for ever.
    const cut = timeline.spans.filter(({ status }) => status !== "ok");
    assert.deepEqual(cut.map(({ status }) => status).toSorted(), ["cancelled", "failed"]);
    assert.deepEqual(cut.map(({ label }) => label).toSorted(), ["1", "2"]);
    for (const { queued, started, ended } of timeline.spans) assert.ok(queued <= started && started <= ended);
  });

  test("counts the meals of those who sleep in the deadlock as well", async () => {
    const { results, timeline } = await dine({ workers: 2, thinkMs: 0, eatMs: 0, reachMs: 1, durationMs: 30_000 });
    assert.ok(results.deadlock);
    for (const [index, meals] of results.meals.entries()) {
      const own = timeline.spans.filter(({ label }) => label === `${index + 1}`);
      assert.equal(own.filter(({ kind }) => /^(eats|mange)$/.test(kind)).length, Math.min(300, meals));
      assert.ok(own.length > 0);
    }
  });

  test("says how much of a long dinner its timeline keeps", async () => {
    const quick = { cure: "both", thinkMs: 0, eatMs: 0, reachMs: 0 } as const;
    const { results, timeline, notices } = await dine({ workers: 1, durationMs: 400, ...quick });
    assert.ok((results.meals[0] ?? 0) > 300);
    assert.equal(timeline.spans.length, 600);
    assert.match(String(notices), /(first|les) 600/);
    assert.equal((await dine({ workers: 1, durationMs: 5, thinkMs: 1, eatMs: 1 })).notices, undefined);
  });

  for (const cure of ["ordering", "waiter", "both"] as const) {
    test(`lets everybody eat with a cure (${cure})`, async () => {
      await using _ = leavesNothing(new Timeline());
      const { results, timeline } = await dine({ workers: 3, cure, durationMs: 150, thinkMs: 0, eatMs: 0, reachMs: 0 });
      assert.equal(results.deadlock, undefined);
      assert.equal(results.meals.length, 3);
      assert.ok(results.meals.some((meals) => meals > 0));
      assert.ok(timeline.spans.some(({ kind }) => /^(eats|mange)$/.test(kind)));
    });
  }

  test("serves one philosopher alone", async () => {
    for (const cure of cures) assert.equal((await dine({ workers: 1, cure, durationMs: 5 })).results.meals.length, 1);
  });

  test("ends when it is aborted in the middle of a meal", async () => {
    await using _ = leavesNothing(new Timeline());
    const running = dine({ workers: 2, cure: "waiter", durationMs: 60_000, signal: AbortSignal.timeout(400) });
    await assert.rejects(running, { code: "ERR_NAVETTE_ABORTED" });
  });

  test("names what can't be", async () => {
    await assert.rejects(dine({ cure: "prayer" as Cure }), {
      code: "ERR_NAVETTE_CURE",
      message: /'prayer': use one of/,
    });
    await assert.rejects(dine({ durationMs: 0 }), { code: "ERR_NAVETTE_DURATION" });
    await assert.rejects(dine({ eatMs: -1 }), { code: "ERR_NAVETTE_DURATION", message: /eatMs is -1/ });
  });
});

test("a diary is read by who has not written it, the first 300 meals and the number of all", () => {
  const shared = new SharedArrayBuffer(Diary.bytesFor(2));
  const own = new Diary(shared, 1);
  for (let at = 1; at <= 302; at++) {
    own.hungry(at);
    own.served(at + 0.25);
    if (at < 302) own.fed(at + 0.5);
  }
  const read = new Diary(shared, 1);
  assert.deepEqual([read.meals, read.entries().length], [301, 300]);
  assert.deepEqual(read.entries().at(-1), { hungry: 300, served: 300.25, fed: 300.5 });
  const other = new Diary(shared, 0);
  assert.deepEqual([other.meals, other.entries()], [0, []]);
  other.hungry(7);
  assert.deepEqual(new Diary(shared, 0).entries(), [{ hungry: 7 }]);
});

suite("fairness", () => {
  test("is 1 for equal shares, 1/n for one who has all, and between for any others", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 }), (shares) => {
        const index = fairness(shares);
        assert.ok(index >= 1 / shares.length - 1e-12 && index <= 1 + 1e-12);
        if (new Set(shares).size === 1) assert.ok(Math.abs(index - 1) < 1e-12);
      }),
    );
    assert.equal(fairness([9, 0, 0]), 1 / 3);
  });
});

suite("plots of dinners", () => {
  const graph: WaitForGraph = { threads: 5, locks: 5, waitsFor: [1, 2, 3, 4, 0], heldBy: [0, 1, 2, 3, 4] };
  const meals = [3, 0, 1, 0, 0];
  const dinner = (cure: Cure, mealsPerSecond: number, found?: number) => ({
    ...sampleRun({ strategy: "threads", workers: 5, wallMs: 300 }),
    results: {
      cure,
      meals: meals.map((own) => own + Math.round(mealsPerSecond / 10)),
      mealsPerSecond,
      fairness: fairness(meals.map((own) => own + Math.round(mealsPerSecond / 10))),
      ...(found !== undefined && { deadlock: { cycle: [0, 1, 2, 3, 4], ms: found } }),
      graph,
    },
  });

  test("draw the deadlock (fr)", async (t) => {
    const plot = waitForGraph(dinner("none", 0, 13.8), { locale: "fr" });
    await matchesPicture(t, plot, "wait-for-graph");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
  });

  test("say when the deadlock was expected, where it was", () => {
    const said = (prediction: number | undefined, locale: "en" | "fr" = "en") => {
      const { subtitle } = waitForGraph(dinner("none", 0, 13.8), { locale, prediction }).spec.title as {
        subtitle: string[];
      };
      return subtitle.join(" ");
    };
    assert.match(said(50), /Found after 13\.8\sms, and 4 meals\. ◆ You guessed 50\.0\sms\./);
    assert.match(said(50, "fr"), /◆ Vous aviez prédit 50,0\s?ms\./);
    for (const none of [undefined, Number.NaN]) assert.doesNotMatch(said(none), /guessed/);
  });

  test("draw threads and locks that aren't in a cycle (en)", async (t) => {
    const plot = waitForPlot(
      { threads: 3, locks: 2, waitsFor: [1, undefined, 1], heldBy: [0, 1] },
      { locale: "en", sentences: ["Three threads, two locks."] },
    );
    await matchesPicture(t, plot, "wait-for-no-deadlock");
    assert.match(plot.toString(), /No cycle: no deadlock/);
  });

  test("compare cures (en)", async (t) => {
    const runs: Run<ReturnType<typeof dinner>["results"]>[] = [
      dinner("none", 12, 122.8),
      dinner("ordering", 1012),
      dinner("waiter", 647),
      dinner("both", 713),
    ];
    const plot = cureBars(runs, { prediction: 900, locale: "en" });
    await matchesPicture(t, plot, "cures");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
    assert.throws(() => cureBars([]), { code: "ERR_NAVETTE_RUNS" });
  });
});
