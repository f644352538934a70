/** Chapter 16 executed by nbclient with other parameters. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { closedPort } from "../lib/closed-port.ts";
import { missingStrategy } from "../lib/missing-strategy.ts";
import { chapters } from "./course.ts";
import { execute, structure, textOf } from "./execute.ts";

const small = { count: 2000, repetitions: 1 };

describe("chapter 16 with other parameters", { skip: missingStrategy("distributed") }, () => {
  const chapter = chapters().find(({ number }) => number === "16");
  assert.ok(chapter);

  it("loses nothing when a worker is killed, speaks French in French, and shows the same things again", async (t) => {
    const english = await execute(t, chapter.en, { ...small, workers: 2 });
    const killed = english.cells
      .find(({ id }) => id === "kill")
      ?.outputs.find(({ output_type }) => output_type === "stream");
    assert.match(killed?.text ?? "", /^killed: \d+; factored: 2000 of 2000\n/);
    assert.match(textOf(english.data("experiment")), /2 workers at the queue/);
    assert.match(textOf(english.data("redis")), /Redis was found on this machine/);
    const log = english.cells
      .find(({ id }) => id === "mechanism")
      ?.outputs.map(({ text }) => text)
      .join("");
    assert.match(log ?? "", /8 s: A takes chunk 4\nreplies, in the order of their arrival: 0 1 3 5 2 2 4\n$/);
    const french = await execute(t, chapter.fr, { ...small, workers: 2 });
    assert.match(textOf(french.data("redis")), /Redis a été trouvé sur cette machine/);
    assert.deepEqual(structure(french.cells), structure(english.cells));
  });

  it("without a Redis runs the local strategies, and says how to get one", async (t) => {
    const env = { REDIS_URL: `redis://127.0.0.1:${await closedPort()}` };
    const { cells, data } = await execute(t, chapter.en, { ...small, workers: 2 }, env);
    assert.match(
      textOf(data("redis")),
      /left out.*No Redis at redis:.*Start a server there \(redis-server or valkey-server\)/s,
    );
    assert.match(textOf(data("experiment")), /2 threads.*2 processes/s);
    assert.doesNotMatch(textOf(data("experiment")), /at the queue/);
    const killed = cells.find(({ id }) => id === "kill")?.outputs.find(({ output_type }) => output_type === "stream");
    assert.match(killed?.text ?? "", /factored: 2000 of 2000\n/);
  });

  it("makes sense with one number and one worker", async (t) => {
    const { data } = await execute(t, chapter.en, { count: 1, repetitions: 1, workers: 1 });
    assert.match(textOf(data("gantt")), /1 task/);
  });
});
