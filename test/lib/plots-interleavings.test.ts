import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { lockedAddition, readAddWrite } from "../../lib/counter/counting.ts";
import { explore } from "../../lib/interleavings/explore.ts";
import { interleavingSteps } from "../../lib/interleavings/interleaving-steps.ts";
import { interleavingTree } from "../../lib/interleavings/interleaving-tree.ts";
import type { Program } from "../../lib/interleavings/program.ts";
import { replay } from "../../lib/interleavings/replay.ts";
import type { MemoryTask } from "../../lib/memory/memory.ts";
import { matchesPicture } from "./picture.ts";

const counterIsTwo: Program["postcondition"] = ({ memory }) => memory.counter === 2;
const unguarded: Program = {
  memory: { counter: 0 },
  tasks: { A: readAddWrite, B: readAddWrite },
  postcondition: counterIsTwo,
};
const guarded: Program = {
  memory: { counter: 0, lock: 0 },
  tasks: { A: lockedAddition, B: lockedAddition },
  postcondition: counterIsTwo,
};

suite("interleavingTree", () => {
  test("draws each interleaving, with the broken ones crossed out and the guess told (en)", async (t) => {
    const plot = interleavingTree(explore(unguarded), { prediction: 50, locale: "en" });
    await matchesPicture(t, plot, "interleaving-tree");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
  });

  test("draws equal states as one where there are many (fr)", async (t) => {
    const plot = interleavingTree(explore(guarded), { locale: "fr" });
    await matchesPicture(t, plot, "interleaving-merged");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
  });

  test("draws deadlocks, and three tasks", async (t) => {
    const waits: MemoryTask = (memory) => void memory.wait(0, 0);
    const plot = interleavingTree(
      explore({ memory: { bell: 0 }, tasks: { A: waits, B: waits, C: (memory) => void memory.notify(0, 1) } }),
      { locale: "en" },
    );
    await matchesPicture(t, plot, "interleaving-deadlocks");
  });

  test("draws a program too large to draw whole", async (t) => {
    const tasks = { A: lockedAddition, B: lockedAddition, C: lockedAddition };
    const plot = interleavingTree(explore({ memory: { counter: 0, lock: 0 }, tasks }, { mostStates: 5000 }), {
      locale: "fr",
    });
    await matchesPicture(t, plot, "interleaving-large");
    // Each state once, not in every layer: of 300 at most.
    const states = JSON.stringify(plot.spec).match(/"orders":"/g)?.length ?? 0;
    assert.ok(states > 0 && states <= 300, `${states} states`);
  });
});

suite("interleavingSteps", () => {
  test("draws an interleaving as a table (en)", async (t) => {
    const plot = interleavingSteps(replay(unguarded, "AABABB"), { locale: "en" });
    await matchesPicture(t, plot, "interleaving-steps");
    t.assert.snapshot(plot.toString(), { serializers: [String] });
  });

  test("draws the beginning, and what could come next (fr)", async (t) => {
    await matchesPicture(t, interleavingSteps(replay(guarded, "ABBA"), { locale: "fr" }), "interleaving-steps-next");
    await matchesPicture(
      t,
      interleavingSteps(replay(unguarded, "AABABB"), { upTo: 3, locale: "fr" }),
      "interleaving-steps-up-to",
    );
  });

  test("marks where the invariant breaks, and an empty schedule", async (t) => {
    const program: Program = { ...unguarded, invariant: ({ memory }) => memory.counter === 0 };
    await matchesPicture(t, interleavingSteps(replay(program, "AAAB"), { locale: "en" }), "interleaving-steps-broken");
    await matchesPicture(t, interleavingSteps(replay(program, ""), { locale: "en" }), "interleaving-steps-none");
  });
});
