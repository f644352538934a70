import assert from "node:assert/strict";
import fs from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { describe, it } from "node:test";
import { openWarySaver, patientSaver, promptSaver } from "../../lib/downloads/own-savers.ts";
import type { Saver } from "../../lib/downloads/saver.ts";
import { openThreadSaver } from "../../lib/downloads/thread-saver.ts";
import { scratchFolder } from "./scratch-folder.ts";

const savers: Record<string, () => Saver> = {
  "a prompt saver": () => promptSaver,
  "a patient saver": () => patientSaver,
  "a wary saver": openWarySaver,
  "a saver with a thread": openThreadSaver,
};

for (const [name, open] of Object.entries(savers)) {
  describe(name, () => {
    it("saves pieces in order, under the final name only, many files at once", async () => {
      await using folder = await scratchFolder();
      await using saver = open();
      const at = (name: string) => join(folder.path, name);
      const pieces = (index: number) => [Buffer.from(`file ${index}, `), Buffer.alloc(index * 100, "x")];
      await Promise.all(
        Array.from({ length: 60 }, (_, index) => saver.save(at(`${index}.part`), at(`${index}.jpg`), pieces(index))),
      );
      assert.equal((await readdir(folder.path)).filter((file) => file.endsWith(".jpg")).length, 60);
      for (const index of [0, 1, 59])
        assert.deepEqual(await readFile(at(`${index}.jpg`)), Buffer.concat(pieces(index)));
    });

    it("saves an empty file", async () => {
      await using folder = await scratchFolder();
      await using saver = open();
      await saver.save(join(folder.path, "part"), join(folder.path, "file"), []);
      assert.equal((await readFile(join(folder.path, "file"))).length, 0);
    });

    it("rejects with the system's error, leaves nothing of the file, and saves the others", async () => {
      await using folder = await scratchFolder();
      await using saver = open();
      const at = (name: string) => join(folder.path, name);
      await mkdir(at("taken"));
      const results = await Promise.allSettled([
        saver.save(at("0.part"), at("taken"), [Buffer.from("a")]),
        saver.save(at("absent/1.part"), at("absent/1"), [Buffer.from("b")]),
        saver.save(at("2.part"), at("2"), [Buffer.from("c")]),
      ]);
      const codes = results.map((result) => (result.status === "rejected" ? result.reason.code : "saved"));
      assert.deepEqual(codes, ["EISDIR", "ENOENT", "saved"]);
      assert.deepEqual((await readdir(folder.path)).sort(), ["2", "taken"]);
    });
  });
}

describe("a wary saver", () => {
  it("leaves the thread free once the disk was slow three times", async (context) => {
    await using folder = await scratchFolder();
    await using saver = openWarySaver();
    const bell = new Int32Array(new SharedArrayBuffer(4));
    const openSync = fs.openSync;
    const slow = context.mock.method(fs, "openSync", (...args: Parameters<typeof openSync>) => {
      Atomics.wait(bell, 0, 0, 20);
      return openSync(...args);
    });
    syncBuiltinESMExports();
    context.after(() => {
      slow.mock.restore();
      syncBuiltinESMExports();
    });
    for (let index = 0; index < 6; index++) {
      await saver.save(join(folder.path, `${index}.part`), join(folder.path, `${index}`), [Buffer.from("x")]);
    }
    assert.equal(slow.mock.callCount(), 3);
    assert.equal((await readdir(folder.path)).length, 6);
  });
});
