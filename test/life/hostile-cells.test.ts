/**
 * Cells that break what the kernel itself needs in their process: whatever they do there, the kernel lives on, no cell waits
 * for ever, and where the process can't be kept, the cell says why.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

const message = "const message = Buffer.alloc(17); message.writeUInt32LE(8, 0); message.writeUInt32LE(4, 9);";

const breaking: Record<string, string> = {
  "writes text into the pipe of events": 'require("fs").writeSync(4, "a line of text, and one more")',
  "writes what is no JSON there": `${message} message.write("{x:}", 13); require("fs").writeSync(4, message)`,
  "writes what is no message there": `${message} message.write("null", 13); require("fs").writeSync(4, message)`,
  "writes text into the pipe of requests": 'require("fs").writeSync(3, "a line of text, and one more")',
  "closes the pipe of requests": 'require("fs").closeSync(3); await new Promise(() => {})',
  "puts a file in the place of the pipe of events":
    'require("fs").closeSync(4); require("fs").openSync("mine.txt", "w"); await new Promise(() => {})',
};

describe("a cell that", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.dispose());

  for (const [name, code] of Object.entries(breaking)) {
    it(`${name} costs its process, not the kernel`, async () => {
      await kernel.run("let before = 1");
      const cell = await kernel.run(code);
      assert.equal(cell.error?.ename, "ProcessEnded");
      assert.match(cell.error?.evalue ?? "", /file descriptor of the kernel's/);
      assert.doesNotMatch(kernel.stderr, /a line of text/);
      assert.equal((await kernel.run("typeof before")).result, "'undefined'");
      assert.equal(kernel.hasEnded, false);
    });
  }

  it("removes all listeners of the process leaves late errors under their cells", async () => {
    const pid = (await kernel.run("let kept = 41; process.pid")).result;
    for (const remove of [
      "process.removeAllListeners()",
      'process.removeAllListeners("uncaughtException").removeAllListeners("unhandledRejection")',
      'for (const one of process.listeners("uncaughtException")) process.off("uncaughtException", one)',
    ]) {
      const cell = await kernel.run(
        `${remove}; setTimeout(() => { Promise.reject(new Error("rejected")); throw new Error("thrown") }, 1); 0`,
      );
      await cell.until(() => cell.ofType("error").length === 2, "both errors");
      assert.equal((await kernel.run("kept")).result, "41", remove);
    }
    // A signal is heard as before, too.
    const cell = kernel.submit('console.log("in the middle"); await new Promise(() => {})');
    await cell.until(() => cell.text() !== "", "the first line");
    process.kill(-Number(pid), "SIGINT");
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    assert.equal((await kernel.run("process.pid")).result, pid);
  });

  it("reads standard input is told at once that there is none", async () => {
    assert.equal((await kernel.run('require("fs").readFileSync(0, "utf8")')).result, "''");
    const child = await kernel.run('require("child_process").spawnSync("cat", { stdio: "inherit" }).status');
    assert.equal(child.result, "0");
  });

  it("shows what JSON makes nothing of shows nothing", async () => {
    const pid = (await kernel.run('import { display } from "navette"; process.pid')).result;
    for (const code of [
      '({ [Symbol.for("Jupyter.display")]: () => ({ toJSON() {} }) })',
      "display.bundle({ toJSON() {} }, { toJSON() {} })",
      'display.bundle({ "text/plain": { toJSON() {} } }, { toJSON: () => "text" })',
    ]) {
      const cell = await kernel.run(code);
      assert.equal(cell.error, undefined, cell.error?.traceback);
    }
    assert.equal((await kernel.run("process.pid")).result, pid);
  });

  it("replaces what the language brings harms no other cell", async () => {
    await kernel.run(`
      const broken = () => { throw new Error("broken"); };
      JSON.stringify = broken;
      Object.assign(globalThis, { AbortController: undefined, AsyncDisposableStack: undefined, Buffer: undefined });
      Object.defineProperty(globalThis, "_", { value: "mine", writable: false, configurable: false });
      process.env = Object.freeze({ ...process.env });
      0`);
    const cell = await kernel.run('console.log("printed"); 6 * 7');
    assert.equal(cell.text(), "printed\n");
    assert.equal(cell.result, "42");
    const waiting = kernel.submit('console.log("in the middle"); await new Promise(() => {})');
    await waiting.until(() => waiting.text() !== "", "the first line");
    kernel.send("control", "interrupt_request", {});
    await waiting.done();
    assert.equal(waiting.error?.ename, "KeyboardInterrupt", waiting.error?.traceback);
    assert.equal((await kernel.run("_")).result, "'mine'");
  });

  it("replaces what no cell can run without has all of them say so", async () => {
    await kernel.run("Promise.race = () => { throw new Error('no race') }; 0");
    for (let time = 0; time < 2; time += 1) assert.equal((await kernel.run("1 + 1")).error?.evalue, "no race");
    await kernel.run("process.exit(0)");
    assert.equal((await kernel.run("1 + 1")).result, "2");
  });
});
