import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openHistory } from "../../kernel/session/history.ts";
import { type Json, KernelClient } from "../client/kernel-client.ts";

const data = await mkdtemp(join(tmpdir(), "navette-history-"));
after(() => rm(data, { recursive: true, force: true }));
const env = { JUPYTER_DATA_DIR: data };

type Entry = [session: number, line: number, source: string | [string, string | null]];

async function history(kernel: KernelClient, content: Json): Promise<Entry[]> {
  const { reply } = await kernel.request("shell", "history_request", { output: false, raw: true, ...content });
  assert.equal(reply?.type, "history_reply");
  assert.equal(reply.content.status, "ok");
  return reply.content.history as Entry[];
}

const sources = (entries: Entry[]) => entries.map(([, , source]) => source);

test("history: tail, range and search, in this session and in those before", async (t) => {
  const first = await KernelClient.start({ env });
  for (const code of ["var a = 1", "a + 1", "a + 1", "1 + 2", '"été 🎉"', "a + 1"]) await first.run(code);
  await first.run("unstored", { store_history: false });
  await first.run("3", { silent: true });

  await t.test("tail gives the last cells, the oldest of them first", async () => {
    const tail = await history(first, { hist_access_type: "tail", n: 3 });
    assert.deepEqual(sources(tail), ["1 + 2", '"été 🎉"', "a + 1"]);
    assert.deepEqual(
      tail.map(([, line]) => line),
      [4, 5, 6],
    );
    assert.equal(sources(await history(first, { hist_access_type: "tail" })).length, 6);
  });
  await t.test("with outputs", async () => {
    const tail = await history(first, { hist_access_type: "tail", n: 6, output: true });
    assert.deepEqual(sources(tail), [
      ["var a = 1", null],
      ["a + 1", "2"],
      ["a + 1", "2"],
      ["1 + 2", "3"],
      ['"été 🎉"', "'été 🎉'"],
      ["a + 1", "2"],
    ]);
  });
  await t.test("a range of lines of this session, its end excluded", async () => {
    const range = { hist_access_type: "range", session: 0 };
    assert.deepEqual(sources(await history(first, { ...range, start: 2, stop: 5 })), ["a + 1", "a + 1", "1 + 2"]);
    assert.deepEqual(sources(await history(first, { ...range, start: 5, stop: null })), ['"été 🎉"', "a + 1"]);
    assert.deepEqual(await history(first, { ...range, start: 9, stop: 3 }), []);
  });
  await t.test("search by a glob; unique gives the newest of each", async () => {
    const search = { hist_access_type: "search" };
    assert.deepEqual(sources(await history(first, { ...search, pattern: "a*" })), ["a + 1", "a + 1", "a + 1"]);
    const unique = await history(first, { ...search, pattern: "*+*", unique: true });
    assert.deepEqual(
      unique.map(([, line, source]) => [line, source]),
      [
        [4, "1 + 2"],
        [6, "a + 1"],
      ],
    );
    assert.deepEqual(sources(await history(first, { ...search, pattern: "*+*", n: 2 })), ["1 + 2", "a + 1"]);
    assert.deepEqual(sources(await history(first, { ...search, pattern: "1 ? 2" })), ["1 + 2"]);
    assert.deepEqual(await history(first, { ...search, pattern: "nothing like it" }), []);
  });
  await t.test("a request out of all bounds is answered", async () => {
    for (const content of [
      { hist_access_type: "tail", n: -1 },
      { hist_access_type: "tail", n: 1e30 },
      { hist_access_type: "range", session: "x", start: {}, stop: [] },
      { hist_access_type: "search", pattern: null },
      { hist_access_type: "sideways" },
      {},
    ]) {
      await history(first, content);
    }
  });
  await first.dispose();

  const second = await KernelClient.start({ env });
  t.after(() => second.dispose());
  await second.run('"second session"');
  await t.test("the next kernel knows the cells of the one before", async () => {
    const tail = await history(second, { hist_access_type: "tail", n: 3 });
    assert.deepEqual(sources(tail), ['"été 🎉"', "a + 1", '"second session"']);
    assert.deepEqual(
      tail.map(([, line]) => line),
      [5, 6, 1],
    );
    const [, before, now] = tail;
    assert.ok(before && now && before[0] < now[0]);
    const previous = await history(second, { hist_access_type: "range", session: -1, start: 1, stop: 3, output: true });
    assert.deepEqual(sources(previous), [
      ["var a = 1", null],
      ["a + 1", "2"],
    ]);
    const absolute = await history(second, { hist_access_type: "range", session: before[0], start: 1, stop: 2 });
    assert.deepEqual(sources(absolute), ["var a = 1"]);
  });
  await t.test("the database is the user's alone", async () => {
    const { mode } = await stat(join(data, "navette", "history.sqlite"));
    assert.equal(mode & 0o777, 0o600);
  });
});

test("two kernels write into one history at the same time", async (t) => {
  const kernels = await Promise.all([KernelClient.start({ env }), KernelClient.start({ env })]);
  t.after(() => Promise.all(kernels.map((kernel) => kernel.dispose())));
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(kernels.map((kernel, index) => kernel.run(`"kernel ${index} round ${round}"`)));
    await Promise.all(kernels.map((kernel) => history(kernel, { hist_access_type: "tail", n: 1 })));
  }
  for (const [index, kernel] of kernels.entries()) {
    const own = await history(kernel, { hist_access_type: "range", session: 0, start: 1, stop: null });
    assert.deepEqual(
      sources(own),
      Array.from({ length: 5 }, (_, round) => `"kernel ${index} round ${round}"`),
    );
    assert.equal((await history(kernel, { hist_access_type: "search", pattern: '"kernel ?*' })).length, 10);
  }
});

test("with a damaged database, or none that can be written, history is kept in memory", async () => {
  const damaged = await mkdtemp(join(tmpdir(), "navette-history-"));
  const folder = join(damaged, "navette");
  await mkdir(folder);
  await writeFile(join(folder, "history.sqlite"), "this is no database ".repeat(1000));
  const blocked = join(damaged, "file");
  await writeFile(blocked, "a file where a folder should be");
  try {
    for (const dir of [damaged, blocked]) {
      const kernel = await KernelClient.start({ env: { JUPYTER_DATA_DIR: dir } });
      try {
        await kernel.run("6 * 7");
        const tail = await history(kernel, { hist_access_type: "tail", n: 5, output: true });
        assert.deepEqual(sources(tail), [["6 * 7", "42"]]);
        await kernel.untilSaid("history is kept in memory only");
      } finally {
        await kernel.dispose();
      }
    }
  } finally {
    await rm(damaged, { recursive: true, force: true });
  }
});

test("a result that comes when the kernel has ended makes no session of its own", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const folder = await mkdtemp(join(data, "ended-"));
  const ended = openHistory(join(folder, "history.sqlite"));
  ended.record(1, "last");
  ended.close();
  ended.recordOutput(1, "too late");
  t.mock.timers.tick(60_000);
  const next = openHistory(join(folder, "history.sqlite"));
  try {
    assert.deepEqual(
      next.range(-1, 0, undefined).map(({ source }) => source),
      ["last"],
    );
  } finally {
    next.close();
  }
});
