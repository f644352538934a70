/** Chapter 12 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, structure, textOf } from "./execute.ts";

const quick = { latencyMs: 5, pages: 30, repetitions: 1 };

describe("chapter 12 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "12");
  assert.ok(chapter);
  const notebook = chapter.en;

  it("crawls as many pages as told, and shows the same things again", async (t) => {
    const { data, cells } = await execute(t, notebook, { ...quick, workers: 3 });
    assert.match(textOf(data("gantt")), /30 tasks on one thread/);
    assert.match(textOf(data("experiment")), /async, 3 at once/);
    assert.doesNotMatch(textOf(data("explanation")), /Without an answer/);
    const again = await execute(t, notebook, { ...quick, workers: 3 });
    assert.deepEqual(structure(again.cells), structure(cells));
  });

  it("makes sense with one page and one worker, and with 64 workers", async (t) => {
    const { data } = await execute(t, notebook, { ...quick, pages: 1, workers: 1 });
    assert.match(textOf(data("gantt")), /1 task on one thread/);
    const { data: many } = await execute(t, notebook, { ...quick, pages: 2, workers: 64, latencyMs: 0 });
    assert.match(textOf(many("experiment")), /async, 64 at once/);
  });

  it("speaks the notebook's language", async (t) => {
    const english = await execute(t, notebook, quick);
    const french = await execute(t, chapter.fr, quick);
    assertPlots(english.cells, 6);
    for (const [id, words] of [
      ["prediction", "prédiction"],
      ["spent", "attente"],
      ["million", "1\u202f000\u202f000 pages"],
    ] as const) {
      assert.ok(textOf(french.data(id)).includes(words), textOf(french.data(id)));
      assert.ok(!textOf(english.data(id)).includes(words));
    }
  });
});
