/** Chapter 14 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, structure, textOf } from "./execute.ts";

describe("chapter 14 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "14");
  assert.ok(chapter);

  it("probes every program, and shows the same things again", async (t) => {
    const small = { count: 2000, images: 3, latencyMs: 300, workers: 2 };
    const { data, cells } = await execute(t, chapter.en, small);
    assert.match(textOf(data("experiment")), /downloadImages, sequential .*I\/O-bound/);
    assert.match(textOf(data("blocking-explanation")), /execFileSync: blocking/);
    const again = await execute(t, chapter.en, small);
    assert.deepEqual(structure(again.cells), structure(cells));
  });

  it("makes sense with one number, one image and one worker, in French", async (t) => {
    const french = await execute(t, chapter.fr, { count: 1, images: 1, latencyMs: 0, workers: 1 });
    assertPlots(french.cells, 4);
    assert.match(textOf(french.data("explanation")), /Part du calcul/);
    assert.match(textOf(french.data("prediction")), /prédiction/);
  });
});
