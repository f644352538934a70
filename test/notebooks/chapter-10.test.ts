/** Chapter 10 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, structure, textOf } from "./execute.ts";

const small = { repetitions: 1, count: 300, largeCount: 600 };

describe("chapter 10 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "10");
  assert.ok(chapter);
  const notebook = chapter.en;

  it("uses as many processes as workers, factors as the course does, and shows the same things again", async (t) => {
    const { data, cells } = await execute(t, notebook, { ...small, workers: 3 });
    assert.match(textOf(data("gantt-processes")), /3 tasks on 3 processes/);
    const printed = cells.find(({ id }) => id === "division")?.outputs.map(({ text }) => text);
    for (const line of [
      "37016767 = 73 × 507079",
      "59639200 = 2 × 2 × 2 × 2 × 2 × 5 × 5 × 127 × 587",
      "29020301 = 29020301",
      "22495699 = 401 × 56099",
    ]) {
      assert.ok(printed?.join("").includes(`${line}\n`), line);
    }
    const again = await execute(t, notebook, { ...small, workers: 3 });
    assert.deepEqual(structure(again.cells), structure(cells));
  });

  it("makes sense with one number and one worker", async (t) => {
    const { data } = await execute(t, notebook, { ...small, count: 1, largeCount: 1, workers: 1 });
    assert.match(textOf(data("gantt-processes")), /1 task on one process in .*\n\n.*\n.*\nprocess \d+ /);
  });

  it("makes sense with 64 workers, and with numbers beyond 32 bits", async (t) => {
    const range = { least: 4_294_967_296, greatest: 4_294_990_000 };
    const { data } = await execute(t, notebook, { ...small, ...range, count: 64, workers: 64 });
    assert.match(textOf(data("gantt-processes")), /64 tasks on 64 processes/);
  });

  it("speaks the notebook's language", async (t) => {
    const english = await execute(t, notebook, small);
    const french = await execute(t, chapter.fr, small);
    assertPlots(english.cells, 8);
    for (const [id, words] of [
      ["prediction", "prédiction"],
      ["experiment", "cours (Python)"],
    ] as const) {
      assert.ok(textOf(french.data(id)).includes(words), textOf(french.data(id)));
      assert.ok(!textOf(english.data(id)).includes(words));
    }
  });
});
