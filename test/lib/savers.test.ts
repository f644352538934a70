import assert from "node:assert/strict";
import fs from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import { describe, it, mock } from "node:test";
import { openWarySaver, patientSaver, promptSaver } from "../../lib/downloads/own-savers.ts";
import type { Saver } from "../../lib/downloads/saver.ts";
import { openThreadSaver } from "../../lib/downloads/thread-saver.ts";
import { scratchFolder } from "./scratch-folder.ts";

const savers: Record<string, () => Saver | Promise<Saver>> = {
  "a prompt saver": () => promptSaver,
  "a patient saver": () => patientSaver,
  "a wary saver": openWarySaver,
  "a saver with a thread": runningThreadSaver,
};

/** Opens the saver and waits until its thread saves: until this thread opens no file to save one. */
async function runningThreadSaver(): Promise<Saver> {
  const saver = openThreadSaver();
  await using folder = await scratchFolder();
  const opened = mock.method(fs, "openSync");
  syncBuiltinESMExports();
  try {
    for (let calls = -1; calls < opened.mock.callCount(); ) {
      calls = opened.mock.callCount();
      await saver.save(join(folder.path, "part"), join(folder.path, "file"), [Buffer.from("x")]);
    }
  } finally {
    opened.mock.restore();
    syncBuiltinESMExports();
  }
  return saver;
}

for (const [name, open] of Object.entries(savers)) {
  describe(name, () => {
    it("saves pieces in order, under the final name only, many files at once", async () => {
      await using folder = await scratchFolder();
      await using saver = await open();
      const at = (name: string) => join(folder.path, name);
      const pieces = (index: number) => [Buffer.from(`file ${index}, `), Buffer.alloc(index * 100, "x")];
      await Promise.all(
        Array.from({ length: 60 }, (_, index) => saver.save(at(`${index}.part`), at(`${index}.jpg`), pieces(index))),
      );
      assert.equal((await readdir(folder.path)).filter((file) => file.endsWith(".jpg")).length, 60);
      for (const index of [0, 1, 59])
        assert.deepEqual(await readFile(at(`${index}.jpg`)), Buffer.concat(pieces(index)));
    });

    it("saves a body of several megabytes, and more files than it can hold at once", async () => {
      await using folder = await scratchFolder();
      await using saver = await open();
      const at = (name: string) => join(folder.path, name);
      const large = Buffer.alloc(3 << 20, "navette");
      await Promise.all([
        saver.save(at("large.part"), at("large"), [large]),
        ...Array.from({ length: 600 }, (_, index) =>
          saver.save(at(`${index}.part`), at(`${index}`), [large.subarray(0, 2000)]),
        ),
      ]);
      assert.deepEqual(await readFile(at("large")), large);
      assert.equal((await readdir(folder.path)).length, 601);
      assert.deepEqual(await readFile(at("599")), large.subarray(0, 2000));
    });

    it("saves an empty file", async () => {
      await using folder = await scratchFolder();
      await using saver = await open();
      await saver.save(join(folder.path, "part"), join(folder.path, "file"), []);
      assert.equal((await readFile(join(folder.path, "file"))).length, 0);
    });

    it("rejects with the system's error, leaves nothing of the file, and saves the others", async () => {
      await using folder = await scratchFolder();
      await using saver = await open();
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
