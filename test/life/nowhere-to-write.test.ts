/** A kernel whose user's folders can't be written to starts, answers, and says what it does without. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Json, KernelClient } from "../client/kernel-client.ts";

/** Numbers of the cells in a history_reply. */
function linesOf(content: Json | undefined): unknown[] {
  const entries = content?.history;
  return Array.isArray(entries) ? entries.map(([, line]) => line) : [];
}

describe("with nowhere to write, as the folders are in", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "navette-nowhere-"));
    await writeFile(join(folder, "file"), "");
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const places: Record<string, (name: string) => string> = {
    "/proc": () => "/proc",
    "a device": () => "/dev/null",
    "a file": () => join(folder, "file"),
  };

  for (const [name, place] of Object.entries(places)) {
    it(`${name}, a kernel runs cells and keeps its history in memory`, async () => {
      const there = place(name);
      const env = {
        HOME: there,
        TMPDIR: there,
        XDG_CACHE_HOME: "",
        XDG_DATA_HOME: "",
        JUPYTER_DATA_DIR: "",
        NAVETTE_OUTPUT_LIMIT: "0.5",
      };
      const kernel = await KernelClient.start({ env });
      assert.equal((await kernel.run("6 * 7")).result, "42");
      const much = await kernel.run('console.log("x".repeat(1_000_000))');
      assert.match(much.text(), /Output cut.*there was no room to keep the rest/);
      const asked = { hist_access_type: "tail", n: 2, raw: true, output: false };
      const history = await kernel.request("shell", "history_request", asked);
      assert.deepEqual(linesOf(history.reply?.content), [1, 2]);
      assert.match(kernel.stderr, /history is kept in memory only/);
      await kernel.dispose();
    });
  }
});
