/** Chapter 05 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chapters } from "./course.ts";
import { assertPlots, execute, textOf } from "./execute.ts";

const quick = { busyMs: 20, delayMs: 5, latencyMs: 5 };

describe("chapter 05 with other parameters", () => {
  const chapter = chapters().find(({ number }) => number === "05");
  assert.ok(chapter);

  it("records ticks, promises and the loop in their order, and a message of each thread", async (t) => {
    const { cells, data } = await execute(t, chapter.en, { ...quick, workers: 3 });
    assertPlots(cells, 4);
    assert.match(textOf(data("experiment")), /^In what order the callbacks ran: program → tick → promise → /);
    assert.match(textOf(data("explanation")), /The program first/);
    for (const thread of [1, 2, 3]) assert.match(textOf(data("threads")), new RegExp(`thread ${thread} has done`));
    assert.match(textOf(data("requests")), /await: text/);
    assert.match(String(data("turtle")["image/svg+xml"]), /Event Handling 101/);
  });

  it("makes sense with one thread, without delays", async (t) => {
    const { data } = await execute(t, chapter.fr, { workers: 1, busyMs: 1, delayMs: 0, latencyMs: 0 });
    assert.match(textOf(data("experiment")), /^Dans quel ordre les rappels ont été exécutés/);
    assert.match(textOf(data("threads")), /thread 1 has done/);
  });
});
