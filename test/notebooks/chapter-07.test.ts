/** Chapter 07 executed by nbclient with other parameters, with whatever adapter there is. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, textOf } from "./execute.ts";

describe("chapter 07 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "07");
  assert.ok(chapter);

  it("measures one core, threads and the adapter, or says why there is none", async (t) => {
    const { cells, data } = await execute(t, chapter.en, { workers: 3, largest: 4096, repetitions: 1 });
    assertPlots(cells, 2);
    assert.match(textOf(data("experiment")), /Numbers +one core +3 threads/);
    assert.match(textOf(data("filter")), /Pixels +one core +3 threads/);
    assert.match(textOf(data("explanation")), /the speed of one core at the largest size|No GPU was measured/);
  });

  it("makes sense with one number and one thread", async (t) => {
    const { data } = await execute(t, chapter.fr, { workers: 1, largest: 1, repetitions: 1 });
    assert.match(textOf(data("explanation")), /plus grande taille/);
  });
});
