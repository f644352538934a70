/** Chapter 15 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, structure, textOf } from "./execute.ts";

describe("chapter 15 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "15");
  assert.ok(chapter);

  it("lets as many threads compute as asked for, and shows the same things again", async (t) => {
    const small = { workers: 3, spinMs: 20, waits: 5 };
    const { data, cells } = await execute(t, chapter.en, small);
    assert.match(textOf(data("experiment")), /^Context switches of threads that compute: 3 threads/);
    assert.match(textOf(data("explanation")), /3 threads on/);
    assert.match(textOf(data("moore")), /this machine’s clock/);
    const again = await execute(t, chapter.en, small);
    assert.deepEqual(structure(again.cells), structure(cells));
  });

  it("makes sense with one thread for one millisecond, in French", async (t) => {
    const french = await execute(t, chapter.fr, { workers: 1, spinMs: 1, waits: 1 });
    assertPlots(french.cells, 2);
    assert.match(textOf(french.data("explanation")), /1 thread sur/);
    assert.match(textOf(french.data("moore")), /loi de Moore|fréquence d’horloge/);
  });
});
