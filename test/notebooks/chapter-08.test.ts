/** Chapter 08 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, textOf } from "./execute.ts";

describe("chapter 08 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "08");
  assert.ok(chapter);

  it("measures every engine that is there, and names those that aren't", async (t) => {
    const quick = { workers: 2, count: 200, nodeFactor: 2, megabytes: 2 };
    const { cells, data } = await execute(t, chapter.en, quick);
    assertPlots(cells, 2);
    const table = textOf(data("experiment"));
    assert.match(table, /CPython [\d.]+ +2 threads/);
    assert.match(table, /Node [\d.]+ \(× 2\) +2 processes/);
    assert.match(textOf(data("turns")), /Threads at the same time, on average: CPython/);
    const printed = cells.find(({ id }) => id === "isolates")?.outputs.map(({ text }) => text);
    assert.match(String(printed), /the object: \{ owner: 'Ada', euros: 100 \}[\s\S]*the shared memory: 150/);
  });

  it("makes sense with one number and one worker", async (t) => {
    const { data } = await execute(t, chapter.fr, { workers: 1, count: 1, nodeFactor: 1, megabytes: 1 });
    assert.match(textOf(data("explanation")), /CPython/);
  });
});
