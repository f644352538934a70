/** Chapter 03 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, structure, textOf } from "./execute.ts";

const small = { count: 500, largestKiB: 1, roundTrips: 2 };

describe("chapter 03 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "03");
  assert.ok(chapter);

  it("crashes one of the workers, and shows the same things again", async (t) => {
    const { data, cells } = await execute(t, chapter.en, { ...small, workers: 3 });
    assert.match(textOf(data("properties")), /working directory: \S+/);
    assert.match(textOf(data("crash-processes")), /3 tasks on 3 processes/);
    assert.match(textOf(data("crash-bars")), /^processes +2 of 3$/m);
    assert.match(textOf(data("crash-explanation")), /3 processes: one worker ended .*, 2 finished their work/);
    assert.match(textOf(data("experiment")), /shared memory +1 KiB|shared memory +1\u00a0KiB/);
    const printed = cells.find(({ id }) => id === "mechanism")?.outputs.map(({ text }) => text);
    assert.match(printed?.join("") ?? "", /counter: 1000.*\n.*ended with 0 and the parent's counter is 0/);
    const again = await execute(t, chapter.en, { ...small, workers: 3 });
    assert.deepEqual(structure(again.cells), structure(cells));
  });

  it("makes sense with one number and one worker", async (t) => {
    const { data } = await execute(t, chapter.en, { count: 1, largestKiB: 1, roundTrips: 1, workers: 1 });
    assert.match(textOf(data("crash-explanation")), /There was nobody else/);
  });

  it("speaks the notebook's language", async (t) => {
    const french = await execute(t, chapter.fr, small);
    assertPlots(french.cells, 5);
    for (const [id, words] of [
      ["properties", "répertoire de travail"],
      ["prediction", "prédiction"],
      ["prediction-finished", "prédiction"],
      ["experiment", "mémoire partagée"],
      ["memory-explanation", "Un processus de plus"],
    ] as const) {
      assert.ok(textOf(french.data(id)).includes(words), textOf(french.data(id)));
    }
  });
});
