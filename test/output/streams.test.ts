/** Text of a cell: its order, its bytes, and that none of it is lost, however it is written. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

describe("text that a cell writes", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start();
  });
  after(() => kernel.dispose());

  it("interleaves stdout and stderr as written", async () => {
    const cell = await kernel.run('for (let i = 0; i < 50; i++) { console.log("out", i); console.error("err", i); }');
    const order = cell.ofType("stream").map(({ content }) => [content.name, content.text]);
    assert.deepEqual(
      order,
      Array.from({ length: 50 }, (_, index) => [
        ["stdout", `out ${index}\n`],
        ["stderr", `err ${index}\n`],
      ]).flat(),
    );
  });

  it("keeps partial lines, carriage returns and colours", async () => {
    const text = "half\rwhole \u001b[31mred\u001b[0m\tx";
    const cell = await kernel.run(`process.stdout.write(${JSON.stringify(text)})`);
    assert.equal(cell.text("stdout"), text);
  });

  it("that is piped there ends for whoever pipes it, and for nobody else", async () => {
    const cell = await kernel.run(`
      const { pipeline, finished } = require("stream/promises");
      const { Readable, Writable } = require("stream");
      const source = Readable.from(["short "]);
      const read = new Promise((resolve) => source.once("close", () => setImmediate(resolve)));
      const short = pipeline(source, process.stdout);
      const long = pipeline(Readable.from((async function* () { yield "long "; await read; yield "to its end "; })()), process.stdout);
      await Promise.all([short, long]);
      await Readable.toWeb(Readable.from(["web "])).pipeTo(Writable.toWeb(process.stdout));
      await new Promise((resolve) => process.stdout.end("ended ", resolve));
      process.stderr.end();
      await finished(process.stderr);
      process.stdout.write("goes on");`);
    assert.equal(cell.error, undefined);
    assert.match(cell.text(), /^(?:short long|long short) to its end web ended goes on$/);
  });

  it("keeps characters whole that are written in two halves", async () => {
    const cell = await kernel.run(`
      const bytes = Buffer.from("é🦀漢".repeat(3));
      for (const byte of bytes) process.stdout.write(Uint8Array.of(byte));
      for (const byte of bytes) require("fs").writeSync(1, Uint8Array.of(byte));`);
    assert.equal(cell.text("stdout"), "é🦀漢".repeat(6));
  });

  it("written straight to descriptors 1 and 2 belongs to the running cell, in order", async () => {
    for (let round = 0; round < 20; round += 1) {
      const cell = await kernel.run(`
        for (let i = 0; i < 20; i++) { require("fs").writeSync(1, "one " + i + "\\n"); require("fs").writeSync(2, "two " + i + "\\n"); }`);
      const lines = (word: string) => Array.from({ length: 20 }, (_, index) => `${word} ${index}\n`).join("");
      assert.equal(cell.text("stdout"), lines("one"));
      assert.equal(cell.text("stderr"), lines("two"));
    }
  });

  it("arrives before the reply and idle, in 300 cells of each kind", async () => {
    for (let round = 0; round < 300; round += 1) {
      const cell = await kernel.run('console.log("a"); require("fs").writeSync(1, "b\\n"); console.error("c"); 1');
      const types = cell.messages.filter(({ channel }) => channel === "iopub").map(({ type }) => type);
      assert.equal(types.at(-1), "status");
      assert.equal(cell.text("stdout").length, 4);
      assert.equal(cell.text("stderr"), "c\n");
    }
  });

  it("of children with inherited streams finds its cell, though others run since", async () => {
    const first = await kernel.run(`
      const { spawn } = require("child_process");
      const child = spawn("sh", ["-c", "read line; echo heard $line; echo trouble >&2"], { stdio: ["pipe", "inherit", "inherit"] });
      const over = new Promise((resolve) => child.once("close", resolve));
      child.stdout`);
    assert.equal(first.result, "null");
    const later = await kernel.run('child.stdin.end("a word\\n"); await over; "over"');
    assert.equal(later.result, "'over'");
    await first.until(() => first.text().includes("trouble"), "the child's output");
    assert.equal(first.text("stdout"), "heard a word\n");
    assert.equal(first.text("stderr"), "trouble\n");
    assert.equal(later.text(), "");
  });

  it("of children that a thread starts with inherited streams finds the cell that started the thread", async () => {
    const first = await kernel.run(`
      const { Worker } = require("worker_threads");
      const thread = new Worker(\`
        const { parentPort } = require("worker_threads");
        const { spawn } = require("child_process");
        parentPort.once("message", () => {
          const command = "echo by a child of a thread; echo its trouble >&2; echo cell $NAVETTE_CELL";
          spawn("sh", ["-c", command], { stdio: "inherit" }).once("close", () => parentPort.postMessage("over"));
        });\`, { eval: true });
      const over = new Promise((resolve) => thread.once("message", resolve));
      process.env.NAVETTE_CELL`);
    const later = await kernel.run('thread.postMessage("go"); await over');
    assert.equal(later.result, "'over'");
    await first.until(() => first.text("stdout").includes("cell") && first.text("stderr") !== "", "the child's output");
    assert.equal(first.text("stdout"), `by a child of a thread\ncell ${String(first.result).replaceAll("'", "")}\n`);
    assert.equal(first.text("stderr"), "its trouble\n");
    assert.equal(later.text(), "");
  });

  it("of execSync with inherited streams belongs to the running cell", async () => {
    const cell = await kernel.run(
      'require("child_process").execSync("echo from the shell; echo wrong >&2", { stdio: "inherit" }); 0',
    );
    assert.equal(cell.text("stdout"), "from the shell\n");
    assert.equal(cell.text("stderr"), "wrong\n");
  });

  it("written late carries the header of the cell that started it", async () => {
    const start = (name: string) => `
      globalThis.${name} = { round: 0 };
      globalThis.${name}.timer = setInterval(() => console.log("${name}", globalThis.${name}.round++), 1);
      0`;
    const one = await kernel.run(start("one"));
    const two = await kernel.run(start("two"));
    await one.until(() => one.text().includes("one 20"), "20 ticks of one");
    await two.until(() => two.text().includes("two 20"), "20 ticks of two");
    await kernel.run("clearInterval(one.timer); clearInterval(two.timer)");
    assert.doesNotMatch(one.text(), /two/);
    assert.doesNotMatch(two.text(), /one/);
  });

  it("of threads, promises, emitters and streams finds the cell that started them", async () => {
    const cell = await kernel.run(`
      const { Worker } = require("worker_threads");
      const { EventEmitter } = require("events");
      const { Readable } = require("stream");
      globalThis.gate = Promise.withResolvers();
      const thread = new Worker('require("worker_threads").parentPort.once("message", (text) => { console.log("thread", text); console.error("thread error"); })', { eval: true });
      gate.promise.then(() => console.log("promise"));
      Readable.from((async function* () { await gate.promise; yield "stream"; })()).on("data", (text) => console.log(text));
      gate.promise.then(() => thread.postMessage("says"));
      0`);
    const later = await kernel.run("gate.resolve(); 1");
    await cell.until(
      () => ["thread says", "thread error", "promise", "stream"].every((word) => cell.text().includes(word)),
      "all of it",
    );
    assert.equal(later.text(), "");
  });

  it("errors of timers, promises and threads are shown under their cell, and the state lives on", async () => {
    await kernel.run("let alive = 7");
    const cell = await kernel.run(`
      setTimeout(() => { throw new RangeError("in a timer"); }, 1);
      Promise.reject(new TypeError("in a promise"));
      new (require("worker_threads").Worker)('throw new SyntaxError("in a thread")', { eval: true });
      0`);
    assert.equal(cell.reply?.content.status, "ok");
    const later = kernel.submit("await new Promise((resolve) => setTimeout(resolve, 20)); alive");
    await cell.until(() => cell.ofType("error").length === 3, "three errors");
    assert.deepEqual(
      cell
        .ofType("error")
        .map(({ content }) => content.evalue)
        .sort(),
      ["in a promise", "in a thread", "in a timer"],
    );
    await later.done();
    assert.equal(later.result, "7");
    assert.equal(later.ofType("error").length, 0);
  });

  it("100,000 lines are all there, in few messages", async () => {
    const cell = await kernel.run('for (let i = 0; i < 100000; i++) console.log("line " + i)');
    const lines = cell.text("stdout").split("\n");
    assert.equal(lines.length, 100_001);
    assert.ok(lines.slice(0, -1).every((line, index) => line === `line ${index}`));
    assert.ok(cell.ofType("stream").length <= 200, `${cell.ofType("stream").length} messages`);
  });

  it("of a flood is on the wire to its last line, though the cell then spins", async () => {
    const cell = kernel.submit('for (let i = 0; i < 5000; i++) console.log("line", i); for (;;) {}');
    await cell.until(() => cell.text().endsWith("line 4999\n"), "the last line");
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.deepEqual(
      cell.text("stdout").trimEnd().split("\n"),
      Array.from({ length: 5000 }, (_, index) => `line ${index}`),
    );
  });

  it("of a flood on both streams interleaves as written, displays too", async () => {
    const cell = await kernel.run(`
      import { display } from "navette";
      for (let i = 0; i < 1000; i++) { console.log("o" + i); console.error("e" + i); if (i % 100 === 0) display.text("d" + i); }`);
    const order = cell.messages.flatMap(({ type, content }) => {
      if (type === "stream") return String(content.text).trimEnd().split("\n");
      return type === "display_data" ? [String((content.data as Record<string, unknown>)["text/plain"])] : [];
    });
    const expected = Array.from({ length: 1000 }, (_, i) => [
      `o${i}`,
      `e${i}`,
      ...(i % 100 === 0 ? [`d${i}`] : []),
    ]).flat();
    assert.deepEqual(order, expected);
  });

  it("of a flood is all there when the process is aborted right after", async () => {
    const cell = await kernel.run('for (let i = 0; i < 5000; i++) console.log("line", i); process.abort()');
    assert.equal(cell.error?.ename, "ProcessEnded");
    assert.deepEqual(
      cell.text("stdout").trimEnd().split("\n"),
      Array.from({ length: 5000 }, (_, index) => `line ${index}`),
    );
  });

  it("is on the wire while a busy cell goes on", async () => {
    const cell = kernel.submit('console.log("first"); while (!globalThis.stop) {}');
    await cell.until(() => cell.text("stdout") === "first\n", "the line");
    assert.equal(cell.isDone, false);
    kernel.send("control", "interrupt_request", {});
    await cell.done();
  });
});
