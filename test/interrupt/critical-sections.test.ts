/** What an interrupt doesn't tear: the listeners of the cell's signal, and what a cell opens for the whole session. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

describe("an interrupt lets come to its end", () => {
  let kernel: KernelClient;

  before(async () => {
    kernel = await KernelClient.start({ cwd: import.meta.dirname });
    const cell = await kernel.run(`
      import { cell } from "navette";
      import { host } from "../../lib/host/host.ts";
      import { factoriseAll, randomNumbers } from "navette/lib";
      const lanes = (run) => run.timeline.lanes().map(({ pid, tid }) => pid + "/" + tid).sort().join();
      const few = randomNumbers({ count: 2000, seed: 1 });
      let isWhole = false;
      function work(cpuMs: number) {
        const { user, system } = process.cpuUsage();
        for (;;) {
          const used = process.cpuUsage({ user, system });
          if (used.user + used.system > cpuMs * 1000) return;
        }
      }`);
    assert.equal(cell.error, undefined, cell.error?.traceback);
  });
  after(() => kernel.dispose());

  async function interrupted(code: string, sign: string): Promise<void> {
    const cell = kernel.submit(code);
    await cell.until(() => cell.text().includes(sign), sign);
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
  }

  it("a listener of the cell's signal that takes its time", async () => {
    await interrupted(
      `isWhole = false;
      cell.signal.addEventListener("abort", () => { work(200); isWhole = true; });
      console.log("waits");
      await new Promise(() => {});`,
      "waits",
    );
    assert.equal((await kernel.run("isWhole")).result, "true");
  });

  it("what opens something for the session, in a cell that is busy", async () => {
    await interrupted(
      `isWhole = false;
      host().inSession(() => { console.log("opens"); work(100); isWhole = true; });
      for (;;);`,
      "opens",
    );
    assert.equal((await kernel.run("isWhole")).result, "true");
  });

  it("the loading of a module", async () => {
    // CommonJS keeps a module in its cache as far as it has come.
    const source =
      "console.log('loads'); exports.early = 1; const until = Date.now() + 100; while (Date.now() < until); exports.late = 2;";
    await kernel.run(`
      import { mkdtempSync, writeFileSync } from "node:fs";
      import { tmpdir } from "node:os";
      import { join } from "node:path";
      const file = join(mkdtempSync(join(tmpdir(), "navette-module-")), "slow.cjs");
      writeFileSync(file, ${JSON.stringify(source)});`);
    await interrupted("await import(file); await new Promise(() => {})", "loads");
    assert.equal((await kernel.run("[require(file).early, require(file).late]")).result, "[ 1, 2 ]");
    await kernel.run('require("node:fs").rmSync(require("node:path").dirname(file), { recursive: true })');
  });

  it("not for ever", async () => {
    await interrupted(`host().inSession(() => { console.log("is stuck"); for (;;); });`, "is stuck");
    await interrupted(
      `cell.signal.addEventListener("abort", () => { for (;;); });
      console.log("waits");
      await new Promise(() => {});`,
      "waits",
    );
    assert.equal((await kernel.run("1 + 1")).result, "2");
  });

  for (const strategy of ["threads", "processes"]) {
    it(`the opening of the session's pool (${strategy})`, async () => {
      const options = `{ strategy: "${strategy}", workers: 3, warm: true }`;
      await interrupted(`console.log("opens"); for (;;) await factoriseAll(few, ${options});`, "opens");
      const first = await kernel.run(`lanes(await factoriseAll(few, ${options}))`);
      assert.equal(first.error, undefined);
      await kernel.run("(await import('navette/lib')).closeSessionPools()");
    });
  }
});
