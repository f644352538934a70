/** Chapter 09 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, textOf } from "./execute.ts";

const quick = { latencyMs: 20, bandwidthMiBps: 50, repetitions: 1 };

describe("chapter 09 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "09");
  assert.ok(chapter);
  const notebook = chapter.en;

  it("uses as many threads as workers, and saves every image", async (t) => {
    const { folder, data } = await execute(t, notebook, { ...quick, workers: 3 });
    assert.match(textOf(data("gantt-threads")), /10 tasks on 3 threads/);
    assert.match(textOf(data("gantt-sequential")), /10 tasks on one thread/);
    assert.match(textOf(data("sheet")), /^10 of 10 images saved/);
    const files = (await readdir(join(folder, "temp"))).filter((name) => name.startsWith("image-"));
    assert.deepEqual(
      files.sort(),
      Array.from({ length: 10 }, (_, at) => `image-${at}.jpg`),
    );
  });

  it("makes sense with one image and one worker", async (t) => {
    const { data } = await execute(t, notebook, { ...quick, workers: 1, images: 1 });
    assert.match(textOf(data("sheet")), /^1 of 1 image saved/);
    assert.match(textOf(data("explanation")), /single image/);
  });

  it("makes sense with more workers than images, and without latency", async (t) => {
    const { data } = await execute(t, notebook, { ...quick, latencyMs: 0, images: 4, workers: 64 });
    assert.match(textOf(data("gantt-threads")), /4 tasks on 4 threads/);
  });

  it("speaks the notebook's language", async (t) => {
    const english = await execute(t, notebook, quick);
    const french = await execute(t, chapter.fr, quick);
    assertPlots(english.cells, 4);
    for (const [id, words] of [
      ["prediction", "prédiction"],
      ["experiment", "cours (Python)"],
    ] as const) {
      assert.ok(textOf(french.data(id)).includes(words), textOf(french.data(id)));
      assert.ok(!textOf(english.data(id)).includes(words));
    }
  });
});
