/** Chapter 11 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, structure, textOf } from "./execute.ts";

const quick = { tasks: 4, waitMs: 20, computeMs: 4 };

describe("chapter 11 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "11");
  assert.ok(chapter);
  const notebook = chapter.en;

  it("has as many threads as workers, and shows the same things again", async (t) => {
    const { data, cells } = await execute(t, notebook, { ...quick, workers: 3 });
    assert.match(textOf(data("experiment")), /parallel on 3 threads/);
    assert.match(textOf(data("gantt-io-concurrent")), /4 tasks on one thread/);
    const printed = cells.find(({ id }) => id === "mechanism")?.outputs.map(({ text }) => text);
    assert.match(printed?.join("") ?? "", /^code 1, tickets 1, code 2, tickets 2/);
    const again = await execute(t, notebook, { ...quick, workers: 3 });
    assert.deepEqual(structure(again.cells), structure(cells));
  });

  it("makes sense with one task and one worker, and with 64 workers", async (t) => {
    const { data } = await execute(t, notebook, { ...quick, workers: 1, tasks: 1 });
    assert.match(textOf(data("gantt-cpu-parallel")), /1 task on one thread/);
    await execute(t, notebook, { ...quick, workers: 64, tasks: 64, waitMs: 0 });
  });

  it("speaks the notebook's language", async (t) => {
    const english = await execute(t, notebook, quick);
    const french = await execute(t, chapter.fr, quick);
    assertPlots(english.cells, 6);
    for (const [id, words] of [
      ["prediction", "prédiction"],
      ["experiment", "Quel outil"],
    ] as const) {
      assert.ok(textOf(french.data(id)).includes(words), textOf(french.data(id)));
      assert.ok(!textOf(english.data(id)).includes(words));
    }
  });
});
