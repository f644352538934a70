/** Chapter 01 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, structure, textOf } from "./execute.ts";

const quick = { msPerKm: 2, durationMs: 40 };

describe("chapter 01 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "01");
  assert.ok(chapter);

  it("counts no collision with the semaphore, explores it, finds the shortest way, and shows the same things again", async (t) => {
    const { cells, data } = await execute(t, chapter.en, { ...quick, workers: 4 });
    assertPlots(cells, 10);
    assert.match(textOf(data("experiment")), /with a semaphore +0 collisions/);
    assert.match(textOf(data("guarded-diagram")), /4 trains, with a semaphore: no collision/);
    assert.match(textOf(data("mechanism")), /, 0 of them broken/);
    const printed = cells
      .find(({ id }) => id === "peterson")
      ?.outputs.map(({ text = "" }) => text)
      .join("");
    assert.match(printed ?? "", /PetersonLock: 0 \/ \d+\nswapped: [1-9]\d* \/ \d+/);
    assert.match(textOf(data("shortest-path")), /From Dekker to Liskov in 69.min/);
    assert.match(textOf(data("closed")), /From Dekker to Liskov in 70.min/);
    const again = await execute(t, chapter.en, { ...quick, workers: 4 });
    assert.deepEqual(structure(again.cells), structure(cells));
  });

  it("makes sense with one train and one philosopher", async (t) => {
    const { data } = await execute(t, chapter.fr, { ...quick, workers: 1, reachMs: 0 });
    assert.match(textOf(data("explanation")), /Un seul train/);
    assert.match(textOf(data("deadlock-explanation")), /Un seul philosophe/);
  });

  it("makes sense with many more than cores", async (t) => {
    const { data } = await execute(t, chapter.en, { ...quick, workers: 20 });
    assert.match(textOf(data("experiment")), /with a semaphore +0 collisions/);
  });
});
