/**
 * Cells that break what the kernel itself needs in their process: whatever they do there, the kernel lives on, no cell waits
 * for ever, and where the process can't be kept, the cell says why.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

/** A frame as the kernel's own, but for its key. */
const message = "const message = Buffer.alloc(21); message.writeUInt32LE(8, 0); message.writeUInt32LE(4, 13);";
/** The end of a cell, forged. */
const done =
  'const text = JSON.stringify({ type: "done", accepted: true, userExpressions: {} }); const done = Buffer.alloc(17); done.writeUInt32LE(text.length + 4, 0); done.writeUInt32LE(1000, 5); done.writeUInt32LE(text.length, 13);';

const breaking: Record<string, string> = {
  "writes text into the pipe of events": 'require("fs").writeSync(4, "a line of text, and one more")',
  "writes what is no JSON there": `${message} message.write("{x:}", 17); require("fs").writeSync(4, message)`,
  "writes what is no message there": `${message} message.write("null", 17); require("fs").writeSync(4, message)`,
  "writes the beginning of 4 GB there": 'require("fs").writeSync(4, Buffer.from([255, 255, 255, 255, 0, 0, 0, 0, 0]))',
  "writes the beginning of a text there": 'require("fs").writeSync(4, Buffer.from([0, 0, 1, 0, 1, 0, 0, 0, 0]))',
  "writes the end of another cell there": `${done} require("fs").writeSync(4, Buffer.concat([done, Buffer.from(text)]))`,
  "writes random bytes there": 'require("fs").writeSync(4, require("crypto").randomBytes(5000))',
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

  it("listens for late errors, and fails, leaves them and its own under their cells", async () => {
    const pid = (await kernel.run("process.pid")).result;
    for (const event of ["uncaughtException", "unhandledRejection"]) {
      const cell = await kernel.run(
        `process.once("${event}", () => { throw new Error("listener") });
        setTimeout(() => { ${event === "uncaughtException" ? 'throw new Error("first")' : 'Promise.reject(new Error("first"))'} }, 1); 0`,
      );
      await cell.until(() => cell.ofType("error").length === 2, "both errors");
      assert.deepEqual(
        cell.ofType("error").map(({ content }) => content.evalue),
        ["first", "listener"],
      );
    }
    assert.equal((await kernel.run("process.pid")).result, pid);
  });

  it("never comes to the end of process.exit is interrupted, and its process ends", async () => {
    await kernel.run('process.on("exit", () => { console.log("on its way"); for (;;) {} }); 0');
    const cell = kernel.submit("process.exit(3)");
    await cell.until(() => cell.text() !== "", "the listener");
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    // Half ended, Node would do nothing at its next tick any more.
    const tick = "await new Promise((resolve) => process.nextTick(resolve, 7))";
    const next = await kernel.run(tick);
    // The process may also take notice of it by the next cell only.
    const result = next.error?.ename === "ProcessEnded" ? (await kernel.run(tick)).result : next.result;
    assert.equal(result, "7");
  });

  it("fails at process.exit in a timer has its process ended", async () => {
    const cell = await kernel.run(
      'process.on("exit", () => { throw new Error("at exit") }); setTimeout(() => process.exit(), 1); await new Promise(() => {})',
    );
    assert.deepEqual(
      cell.ofType("error").map(({ content }) => content.ename),
      ["Error", "ProcessEnded"],
    );
  });

  it("closes the pipe of answers is shown its errors, at their places in its script", async () => {
    const cell = await kernel.run('require("fs").closeSync(5); throw new Error("thrown")');
    assert.match(cell.error?.traceback ?? "", /Error: thrown\n {4}at In\[\d+\]:1:\d+$/);
    // What is opened next would take the pipe's number.
    await kernel.run("process.kill(process.pid, 'SIGKILL')");
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

  const patched: Record<string, string> = {
    "gives all objects a toJSON that fails": 'Object.prototype.toJSON = () => { throw new Error("broken") }; 0',
    "gives all objects a toJSON": "Object.prototype.toJSON = () => 42; 0",
    "gives all arrays a toJSON": "Array.prototype.toJSON = () => 42; 0",
    "replaces Atomics' functions":
      'for (const name of ["add", "sub", "wait", "notify"]) Atomics[name] = () => { throw new Error("broken") }; 0',
    "replaces Array.prototype.push": 'Array.prototype.push = () => { throw new Error("broken") }; 0',
    "replaces Function.prototype.call": 'Function.prototype.call = () => { throw new Error("broken") }; 0',
    "replaces String.prototype.slice": 'String.prototype.slice = () => { throw new Error("broken") }; 0',
    "replaces the methods of Buffer": `
      for (const name of ["write", "writeUInt32LE", "subarray", "set"]) Buffer.prototype[name] = () => { throw new Error("broken") };
      Buffer.allocUnsafe = Buffer.byteLength = () => { throw new Error("broken") }; 0`,
    "replaces how all emitters and ports pass messages on": `
      require("events").prototype.emit = MessagePort.prototype.postMessage = () => { throw new Error("broken") };
      require("inspector").Session.prototype.post = () => { throw new Error("broken") }; 0`,
    "wraps Promise.prototype.then": `
      const then = Promise.prototype.then; Promise.prototype.then = function (...args) { return Reflect.apply(then, this, args) }; 0`,
    "gives all objects a property of a message's name": "Object.prototype.question = true; 0",
  };

  for (const [name, code] of Object.entries(patched)) {
    it(`${name} harms neither the next cells nor their interrupts`, async () => {
      await kernel.run("process.kill(process.pid, 'SIGKILL')");
      assert.equal((await kernel.run(`{ ${code} }`)).error, undefined);
      const cell = await kernel.run(
        'console.log("printed"); await new Promise((resolve) => setTimeout(resolve, 1, 42))',
      );
      assert.equal(cell.text(), "printed\n");
      assert.equal(cell.result, "42", cell.error?.traceback);
      assert.equal((await kernel.run('throw new TypeError("mine")')).error?.evalue, "mine");
      const waiting = kernel.submit('console.log("in the middle"); await new Promise(() => {})');
      await waiting.until(() => waiting.text() !== "", "the first line");
      kernel.send("control", "interrupt_request", {});
      await waiting.done();
      assert.equal(waiting.error?.ename, "KeyboardInterrupt", waiting.error?.traceback);
      assert.equal((await kernel.run("6 * 7")).result, "42");
      await kernel.run("process.kill(process.pid, 'SIGKILL')");
    });
  }

  const fatal: Record<string, string> = {
    "Object.prototype.then": "Object.prototype.then = () => {}; 0",
    "Promise.prototype.then": "Promise.prototype.then = () => {}; 0",
    "Function.prototype.apply": "Function.prototype.apply = () => {}; 0",
    broken: 'Atomics.store = () => { throw new Error("broken") }; 0',
  };

  for (const [what, code] of Object.entries(fatal)) {
    it(`leaves nothing to go on with (${code}) has its process ended, and says why`, async () => {
      const cell = await kernel.run(code);
      assert.equal(cell.error?.ename, "ProcessEnded");
      assert.match(cell.error?.evalue ?? "", new RegExp(`replaced what the kernel itself needs .*: ${what}`));
      assert.equal((await kernel.run("6 * 7")).result, "42");
    });
  }

  it("replaces what no cell can run without has all of them say so", async () => {
    await kernel.run("Promise.race = () => { throw new Error('no race') }; 0");
    for (let time = 0; time < 2; time += 1) assert.equal((await kernel.run("1 + 1")).error?.evalue, "no race");
    await kernel.run("process.exit(0)");
    assert.equal((await kernel.run("1 + 1")).result, "2");
  });
});
