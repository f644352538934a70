/** Chapter 17 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { execute, structure, textOf } from "./execute.ts";

describe("chapter 17 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "17");
  assert.ok(chapter);

  it("steps through the program that the parameters make, in the notebook's language", async (t) => {
    const english = await execute(t, chapter.en, { workers: 2, count: 3 });
    assert.match(textOf(english.data("experiment")), /1 +1 +const workers: string\[\]\[\]/);
    assert.match(textOf(english.data("explanation")), /The program takes \d+ steps/);
    assert.match(textOf(english.data("line-counts")), /counted, not timed/);
    const svg = String(english.data("aliases")["image/svg+xml"]);
    assert.match(svg, /2 3 3|2 3 4|3 3 4/);
    const french = await execute(t, chapter.fr, { workers: 2, count: 3 });
    assert.match(textOf(french.data("explanation")), /Le programme prend \d+ pas/);
    assert.deepEqual(structure(french.cells), structure(english.cells));
  });

  it("makes sense with one worker and one chunk, and says where it was cut", async (t) => {
    const { data } = await execute(t, chapter.en, { workers: 1, count: 1, limit: 2 });
    assert.match(textOf(data("experiment")), /more than 2 steps/);
    assert.match(textOf(data("explanation")), /2 steps were kept/);
  });
});
