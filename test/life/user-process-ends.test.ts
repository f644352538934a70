/**
 * Whatever ends the user process, the kernel lives on: the cell says what happened, a fresh process takes the next
 * cell, and the client never sees a dead kernel.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isAlive } from "../client/is-alive.ts";
import { KernelClient } from "../client/kernel-client.ts";

const ends: Record<string, { code: string; tells: RegExp }> = {
  "process.exit": { code: "process.exit(3)", tells: /exit code 3/ },
  "process.exit in a timer": {
    code: "setTimeout(() => process.exit(4), 1); await new Promise(() => {})",
    tells: /exit code 4/,
  },
  "process.exitCode and the end of a worker": { code: "process.exitCode = 0; process.exit()", tells: /exit code 0/ },
  "process.abort": { code: "process.abort()", tells: /SIGABRT/ },
  "a native crash": { code: "process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {})", tells: /SIGSEGV/ },
  "kill -9 of itself": { code: "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})", tells: /SIGKILL/ },
  "process.reallyExit": { code: "process.reallyExit(5)", tells: /exit code 5/ },
};

describe("when the user process ends", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.dispose());

  for (const [name, { code, tells }] of Object.entries(ends)) {
    it(`by ${name}, the cell says so and the next one runs`, async () => {
      await kernel.run("let before = 1");
      const cell = await kernel.run(`console.log("printed before the end");\n${code}`);
      assert.equal(cell.reply?.content.status, "error");
      assert.equal(cell.error?.ename, "ProcessEnded");
      assert.match(cell.error?.evalue ?? "", tells);
      assert.equal(cell.text("stdout"), "printed before the end\n");
      const next = await kernel.run("typeof before");
      assert.equal(next.result, "'undefined'");
      assert.match(next.text("stderr"), /variables of earlier cells are gone/);
      const second = await kernel.run("1 + 1");
      assert.equal(second.result, "2");
      assert.equal(second.text(), "");
      assert.equal(kernel.process.exitCode, null);
    });
  }

  it("between two cells, it is told under the last one, and the next runs", async () => {
    const last = await kernel.run("setTimeout(() => process.exit(6), 1); 0");
    await last.until(() => last.ofType("error").length === 1, "the error");
    assert.match(last.error?.evalue ?? "", /exit code 6/);
    assert.equal((await kernel.run("2 + 2")).result, "4");
  });

  it("while the next cell is prepared, that one runs in the fresh process, which has none of the names", async () => {
    const fresh = await KernelClient.start();
    try {
      const last = await fresh.run("let boat = 1; const oar = 1; setTimeout(() => process.exit(7), 15); 0");
      // TypeScript is asked first, and takes longer to start than the process to end.
      const next = await fresh.run("%types strict\nlet boat = 2; const oar = 3; [boat, oar].join()");
      assert.equal(next.error, undefined);
      assert.equal(next.result, "'2,3'");
      assert.match(next.text("stderr"), /variables of earlier cells are gone/);
      await last.until(() => last.error !== undefined, "its end");
      assert.match(last.error?.evalue ?? "", /exit code 7/);
      assert.equal((await fresh.run("const oars = [oar, oar]; oars.join()")).result, "'3,3'");
    } finally {
      await fresh.dispose();
    }
  });

  it("from outside, while a cell is in a loop", async () => {
    const pid = Number((await kernel.run("process.pid")).result);
    const cell = kernel.submit('console.log("looping"); for (;;) {}');
    await cell.until(() => cell.text() !== "", "the loop");
    process.kill(pid, "SIGKILL");
    await cell.done();
    assert.match(cell.error?.evalue ?? "", /SIGKILL/);
    assert.equal((await kernel.run("3 + 3")).result, "6");
  });

  it("queued cells are aborted, as after any error", async () => {
    const cell = kernel.submit("process.exit(1)");
    const queued = kernel.submit("1");
    await Promise.all([cell.done(), queued.done()]);
    assert.equal(queued.reply?.content.status, "aborted");
  });

  it("its comms are closed", async () => {
    const opened = await kernel.run('import { comms } from "navette"; comms.open("some-target").id');
    const id = String(opened.result).replaceAll("'", "");
    await kernel.run("process.exit(0)");
    const info = await kernel.request("shell", "comm_info_request", {});
    assert.deepEqual(info.reply?.content.comms, {});
    const all = [...kernel.exchanges.values()].flatMap(({ messages }) => messages).concat(kernel.others);
    assert.ok(all.some(({ type, content }) => type === "comm_close" && content.comm_id === id));
  });

  it("what it had started is gone too", async () => {
    const cell = await kernel.run(`
      const { spawn } = require("child_process");
      const child = spawn("sleep", ["1000"], { detached: true });
      child.unref();
      child.pid`);
    const child = Number(cell.result);
    await kernel.run("process.exit(0)");
    while (isAlive(child)) await new Promise((resolve) => setImmediate(resolve));
  });

  it("redeclaring what was declared before the end works", async () => {
    await kernel.run("function shape() { return 1; }\nvar width = 1; const depth = 2; class Box {}");
    await kernel.run("process.exit(0)");
    const cell = await kernel.run(
      "const shape = 1; let width = 2; function depth() { return 3; }\nvar Box = 4; shape + width + depth() + Box",
    );
    assert.equal(cell.result, "10");
  });
});

describe("when memory runs out", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start({ env: { NAVETTE_MEMORY: "128" } });
  });
  after(() => kernel.dispose());

  for (const [name, code] of Object.entries({
    "of the JavaScript heap": "const hog = []; for (;;) hog.push(new Array(20000).fill(1.5))",
    "of the heap, while awaiting": "const hog = []; for (;;) { await 0; hog.push(new Array(20000).fill({})) }",
    "of ArrayBuffers": "const hog = []; for (;;) hog.push(new Uint8Array(2 ** 20).fill(1))",
    "of native buffers": "const hog = []; for (;;) { hog.push(Buffer.alloc(2 ** 20, 1)); }",
  })) {
    it(`${name}, the error names the limit and how to raise it`, async () => {
      const cell = await kernel.run(code);
      assert.equal(cell.error?.ename, "OutOfMemory");
      assert.match(cell.error?.evalue ?? "", /limit: \d+ MiB/);
      assert.match(cell.error?.evalue ?? "", /NAVETTE_MEMORY/);
      assert.doesNotMatch(cell.text(), /Native stack trace|0x[0-9a-f]{6}/);
      assert.equal((await kernel.run("1 + 1")).result, "2");
    });
  }
});
