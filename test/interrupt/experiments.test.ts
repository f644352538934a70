/** An interrupted experiment: its tasks end, the session's warm pools live on, and no file is left half-written. */
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

describe("an interrupt of an experiment", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
    await kernel.run(`
      import { downloadImages, factoriseAll, randomNumbers, serveImages } from "navette/lib";
      const lanes = (run) => run.timeline.lanes().map(({ pid, tid }) => pid + "/" + tid).sort().join();
      const few = randomNumbers({ count: 2000, seed: 1 });
      const many = randomNumbers({ count: 3_000_000, seed: 1 });`);
  });
  after(() => kernel.dispose());

  for (const strategy of ["threads", "processes"]) {
    it(`ends the tasks of warm ${strategy}, and the pool serves the next cell`, async () => {
      const options = `{ strategy: "${strategy}", workers: 2, chunk: 100, warm: true }`;
      const first = await kernel.run(`lanes(await factoriseAll(few, ${options}))`);
      assert.equal(first.reply?.content.status, "ok", first.error?.traceback);
      const cell = kernel.submit(`
        let started = false;
        await factoriseAll(many, { ...${options}, onProgress() { if (!started) console.log("under way"); started = true; } })`);
      await cell.until(() => cell.text().includes("under way"), "the first chunk");
      kernel.send("control", "interrupt_request", {});
      await cell.done();
      assert.equal(cell.error?.ename, "KeyboardInterrupt");
      const again = await kernel.run(`lanes(await factoriseAll(few, ${options}))`);
      assert.equal(again.reply?.content.status, "ok", again.error?.traceback);
    });
  }

  it("leaves whole files only, and its image server goes with the cell that owns it", async () => {
    const cell = kernel.submit(`
      await using server = await serveImages({ count: 40, latencyMs: 20, bandwidthMiBps: 0.02 });
      let begun = false;
      await downloadImages(server.urls, "pictures", { strategy: "async", workers: 4, onProgress() { if (!begun) console.log("under way"); begun = true; } })`);
    await cell.until(() => cell.text().includes("under way"), "the first picture");
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    // What was half-written is removed while later cells may run already.
    let names: string[];
    do names = await readdir(join(kernel.folder, "pictures"));
    while (!names.every((name) => /^image-\d+\.jpg$/.test(name)));
    assert.ok(names.length > 0);
    const sizes = await kernel.run(`
      const { readFileSync } = require("node:fs");
      ${JSON.stringify(names)}.every((name) => { const bytes = readFileSync("pictures/" + name); return bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9; })`);
    assert.equal(sizes.result, "true");
  });
});
