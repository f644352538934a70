/** Chapter 02 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, structure, textOf } from "./execute.ts";

const quick = { durationMs: 20 };

describe("chapter 02 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "02");
  assert.ok(chapter);

  it("loses nothing with Atomics.add, draws all 20 interleavings, and shows the same things again", async (t) => {
    const { cells, data } = await execute(t, chapter.en, { ...quick, workers: 3 });
    assertPlots(cells, 8);
    assert.match(textOf(data("experiment")), /Atomics\.add +3 +0%/);
    assert.match(textOf(data("interleavings")), /20 interleavings, 18 of them broken \(90%\)/);
    assert.match(textOf(data("mutex")), /250 interleavings, 0 of them broken/);
    assert.match(textOf(data("memory")), /resident memory +3 /);
    assert.match(textOf(data("throughput-explanation")), /Sharing nothing, 3 threads did/);
    const again = await execute(t, chapter.en, { ...quick, workers: 3 });
    assert.deepEqual(structure(again.cells), structure(cells));
  });

  it("makes sense with one thread, one addition and one millisecond", async (t) => {
    const { data } = await execute(t, chapter.fr, { workers: 1, additions: 1, durationMs: 1 });
    assert.match(textOf(data("explanation")), /rien ne se perd|rien ne s’est perdu|C’est de la chance/);
  });

  it("makes sense with many more threads than cores", async (t) => {
    const { data } = await execute(t, chapter.en, { ...quick, additions: 1000, workers: 20 });
    assert.match(textOf(data("experiment")), /Atomics\.add +20 +0%/);
  });
});
