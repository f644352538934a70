/** Chapter 04 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, structure, textOf } from "./execute.ts";

const small = { repetitions: 1, count: 400 };

describe("chapter 04 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "04");
  assert.ok(chapter);

  it("measures as many processes as asked for, fits the laws, and shows the same things again", async (t) => {
    const { data, cells } = await execute(t, chapter.en, { ...small, workers: 3, serialPercent: 40 });
    assert.match(textOf(data("experiment")), /3 processes/);
    assert.match(textOf(data("experiment")), /Amdahl: serial share/);
    assert.match(textOf(data("explanation")), /You had kept 40%/);
    assert.match(textOf(data("growing")), /Gustafson/);
    const printed = cells.find(({ id }) => id === "mechanism")?.outputs.map(({ text }) => text);
    assert.match(printed?.join("") ?? "", /primes below 100,000: 9592\nseen, here: 0/);
    const again = await execute(t, chapter.en, { ...small, workers: 3, serialPercent: 40 });
    assert.deepEqual(structure(again.cells), structure(cells));
  });

  it("makes sense with one number and one worker", async (t) => {
    const { data } = await execute(t, chapter.en, { repetitions: 1, count: 1, workers: 1, serialPercent: 0 });
    assert.match(textOf(data("experiment")), /1 process /);
  });

  it("makes sense with more workers than any core count, and all work serial", async (t) => {
    const { data } = await execute(t, chapter.en, { ...small, workers: 20, serialPercent: 100 });
    assert.match(textOf(data("explanation")), /\S/);
  });

  it("speaks the notebook's language", async (t) => {
    const french = await execute(t, chapter.fr, small);
    assertPlots(french.cells, 5);
    for (const [id, words] of [
      ["prediction", "prédiction"],
      ["experiment", "Amdahl\u202f: part séquentielle"],
      ["explanation", "loi d’Amdahl"],
    ] as const) {
      assert.ok(textOf(french.data(id)).includes(words), textOf(french.data(id)));
    }
  });
});
