/** Chapter 06 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, textOf } from "./execute.ts";

describe("chapter 06 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "06");
  assert.ok(chapter);

  it("raises the cooling of hot zones, and says so", async (t) => {
    const { cells, data } = await execute(t, chapter.en, {
      zones: 6,
      sensors: 5,
      seconds: 300,
      handleMs: 2,
      threshold: 26,
    });
    assertPlots(cells, 7);
    assert.match(textOf(data("explanation")), /times a zone became too hot, and its cooling was raised/);
    assert.match(textOf(data("log")), /too hot: cooling raised/);
    assert.match(textOf(data("bands")), /From \d+ alerts without a band/);
    assert.match(textOf(data("throughput-explanation")), /On one thread: .* million readings a second/);
    assert.match(textOf(data("pressure-explanation")), /Queued: .*Dropped: .*In batches: .*The source waits: /s);
  });

  it("makes sense with one thermometer, for a second, and no alert", async (t) => {
    const { data } = await execute(t, chapter.fr, { workers: 1, zones: 1, sensors: 1, seconds: 1, threshold: 90 });
    assert.match(textOf(data("explanation")), /aucune alerte/);
    assert.match(textOf(data("log")), /Aucune alerte/);
  });
});
