/** Chapter 13 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, structure, textOf } from "./execute.ts";

const quick = { customers: 12, serviceMs: 2, manyCustomers: 500, repetitions: 2 };

describe("chapter 13 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "13");
  assert.ok(chapter);
  const notebook = chapter.en;

  it("has as many servers as workers, simulated and for real, and shows the same things again", async (t) => {
    const { data, cells } = await execute(t, notebook, { ...quick, workers: 3 });
    assert.match(textOf(data("gantt-one")), /12 tasks on one thread/);
    assert.match(textOf(data("gantt-several")), /12 tasks on /);
    assert.match(textOf(data("simulated")), /12 customers, /);
    const printed = cells.find(({ id }) => id === "mechanism")?.outputs.map(({ text }) => text);
    assert.match(printed?.join("") ?? "", /1 40\n2 20\n3 14\n10 4\n/);
    const again = await execute(t, notebook, { ...quick, workers: 3 });
    assert.deepEqual(structure(again.cells), structure(cells));
  });

  it("makes sense with one customer, one server and one queue, and with 64 of each", async (t) => {
    await execute(t, notebook, { ...quick, workers: 1, queues: 1, customers: 1, manyCustomers: 1, repetitions: 1 });
    const { data } = await execute(t, notebook, { ...quick, workers: 64, queues: 8, serviceMs: 1, loadPercent: 120 });
    assert.match(textOf(data("waiting")), /∞/);
  });

  it("speaks the notebook's language", async (t) => {
    const english = await execute(t, notebook, quick);
    const french = await execute(t, chapter.fr, quick);
    assertPlots(english.cells, 6);
    for (const [id, words] of [
      ["prediction", "prédiction"],
      ["waiting", "théorie"],
    ] as const) {
      assert.ok(textOf(french.data(id)).includes(words), textOf(french.data(id)));
      assert.ok(!textOf(english.data(id)).includes(words));
    }
  });
});
