/**
 * An interrupt ends whatever a cell is doing, in the same process and with every variable kept.
 *
 * Each case waits until the cell is known to be in the middle (it has printed, or been seen by its children), so
 * nothing here depends on the clock.
 */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

const busy: Record<string, string> = {
  "an endless loop": "for (;;) {}",
  "a loop in try, catch and finally": "for (;;) { try { for (;;) {} } catch {} finally {} }",
  "a generator": "for (const _ of (function* () { for (;;) yield 1; })()) {}",
  "a vm context": 'require("vm").runInNewContext("for (;;) {}")',
  "regex backtracking": '/^(a+)+$/.test("a".repeat(40) + "b")',
  "Atomics.wait": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
  execSync: 'require("child_process").execSync("sleep 1000")',
  "spawnSync with a grandchild": 'require("child_process").spawnSync("sh", ["-c", "sleep 1000 & sleep 1000; wait"])',
  "a huge sort": "for (;;) Array.from({ length: 3e6 }, Math.random).sort()",
  "a huge JSON.stringify": "for (;;) JSON.stringify(Array.from({ length: 1e6 }, (_, index) => ({ index })))",
  "a microtask storm": "(function again() { Promise.resolve().then(again); })(); await new Promise(() => {})",
  "a nextTick storm": "(function again() { process.nextTick(again); })(); await new Promise(() => {})",
};

const awaiting: Record<string, string> = {
  "an endless await": "await new Promise(() => {})",
  "for await over a stream": 'for await (const _ of new (require("stream").PassThrough)()) {}',
  "for await over an endless generator":
    "for await (const _ of (async function* () { for (;;) { await new Promise((r) => setTimeout(r, 1)); yield 1; } })()) {}",
  "an await inside a function": "async function deep() { await new Promise(() => {}); }\nawait deep()",
  "a foreign thenable": "await { then() {} }",
  "Promise.all": "await Promise.all([new Promise(() => {}), new Promise(() => {})])",
};

describe("an interrupt", () => {
  let kernel: KernelClient;
  let pid: unknown;
  before(async () => {
    kernel = await KernelClient.start();
    await kernel.run("let kept = 41");
    pid = (await kernel.run("process.pid")).result;
  });
  after(() => kernel.dispose());

  async function interrupted(code: string, before = "") {
    const cell = kernel.submit(`${before}console.log("in the middle");\n${code}`);
    await cell.until(() => cell.text().includes("in the middle"), "the cell's first line");
    const reply = await kernel.request("control", "interrupt_request");
    assert.equal(reply.reply?.content.status, "ok");
    await cell.done();
    return cell;
  }

  /** Goes on after an await: a cell's first, synchronous part is terminated without asking, `finally` blocks and all. */
  const awaited = "await null; ";

  for (const [name, code] of Object.entries({ ...busy, ...awaiting })) {
    it(`ends ${name}`, async () => {
      const cell = await interrupted(code);
      assert.equal(cell.reply?.content.status, "error");
      assert.equal(cell.reply?.content.ename, "KeyboardInterrupt");
      assert.equal(cell.ofType("error").length, 1);
      assert.equal(cell.error?.ename, "KeyboardInterrupt");
      assert.equal((await kernel.run("kept + 1")).result, "42");
      assert.equal((await kernel.run("process.pid")).result, pid);
    });
  }

  // What is still going on after the grace would hold the main thread, and with it the next cell.
  for (const [name, code] of Object.entries({
    "catches every interruption and tries again": "for (;;) { try { await new Promise(() => {}); } catch {} }",
    "has a disposer that never ends":
      "using resource = { [Symbol.dispose]() { for (;;) {} } };\nawait new Promise(() => {})",
    "loops in its finally block": "try { await new Promise(() => {}); } finally { for (;;) {} }",
  })) {
    it(`ends a cell that ${name}`, async () => {
      const cell = await interrupted(`{\n${code}\n}`);
      assert.equal(cell.error?.ename, "KeyboardInterrupt");
      assert.equal((await kernel.run("kept + 1")).result, "42");
      assert.equal((await kernel.run("process.pid")).result, pid);
    });
  }

  it("of a loop behind an await leaves nothing that a garbage collection stumbles over", async () => {
    const cell = await interrupted("for (;;) {}", awaited);
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    // The cell's promise is never settled: collecting it once ended the process, from inside the inspector.
    const collected = await kernel.run(`
      require("v8").setFlagsFromString("--expose-gc");
      for (let time = 0; time < 3; time += 1) require("vm").runInNewContext("gc")();
      kept`);
    assert.equal(collected.result, "41");
    assert.equal((await kernel.run("process.pid")).result, pid);
  });

  it("ends a log flood, and what was printed before is there in whole lines", async () => {
    const cell = kernel.submit('for (let i = 0; ; i++) console.log("line", i)');
    // On a quick machine there are soon more lines than are shown: see `output-limit.ts`.
    await cell.until(() => cell.text().includes("line 1000\n"), "its first thousand lines");
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    const [shown = ""] = cell.text().split("\n[Output cut");
    const lines = shown.trimEnd().split("\n");
    assert.ok(lines.every((line, index) => line === `line ${index}`));
    assert.equal((await kernel.run("kept")).result, "41");
  });

  it("ends what runs while the cell is told to be over, and the cell with it", async () => {
    const cell = kernel.submit(`import { host } from "navette/lib";
      host().atEnd(() => { console.log("at the end"); for (;;) {} });`);
    await cell.until(() => cell.text().includes("at the end"), "the cell's end");
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.reply?.content.ename, "KeyboardInterrupt");
    assert.equal(cell.ofType("error").length, 1);
    assert.equal((await kernel.run("kept + 1")).result, "42");
    assert.equal((await kernel.run("process.pid")).result, pid);
  });

  it("comes once, however long a sort takes no interrupt", async () => {
    for (let round = 0; round < 30; round += 1) {
      const cell = await interrupted("for (;;) Array.from({ length: 3e6 }, Math.random).sort()");
      assert.equal(cell.ofType("error").length, 1);
    }
  });

  it("ends a pending input", async () => {
    const cell = kernel.submit('import { input } from "navette"; await input("name? ")', { allow_stdin: true });
    await cell.until(() => cell.ofType("input_request").length === 1, "the question");
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    assert.equal((await kernel.run("kept")).result, "41");
  });

  it("runs finally blocks and disposers of the cell first", async () => {
    const code = `
      using outer = { [Symbol.dispose]() { console.log("disposed at the top"); } };
      async function work() {
        using inner = { [Symbol.dispose]() { console.log("disposed inside"); } };
        try { await new Promise(() => {}); } finally { console.log("finally"); }
      }
      await work();`;
    const cell = await interrupted(code, awaited);
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    assert.deepEqual(cell.text().trim().split("\n"), [
      "in the middle",
      "finally",
      "disposed inside",
      "disposed at the top",
    ]);
  });

  it("lets a finally block await for a while", async () => {
    const code = `
      try { await new Promise(() => {}); }
      finally { await new Promise((resolve) => setImmediate(resolve)); console.log("awaited in finally"); }`;
    const cell = await interrupted(code, awaited);
    assert.match(cell.text(), /awaited in finally/);
  });

  it("does not wait for ever for a finally block that never ends", async () => {
    const cell = await interrupted("try { await new Promise(() => {}); } finally { await new Promise(() => {}); }");
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
  });

  it("names the line where a busy cell stopped", async () => {
    const cell = await interrupted("function spin(): never {\n  for (;;) {\n  }\n}\nspin()");
    assert.match(cell.error?.traceback ?? "", /at spin \(In\[\d+\]:[34]:\d+\)/);
    assert.match(cell.error?.traceback ?? "", /at In\[\d+\]:6:1/);
    assert.doesNotMatch(cell.error?.traceback ?? "", /node:|kernel\/user/);
  });

  it("can be caught by the cell's code, which then goes on", async () => {
    const cell = await interrupted(
      'try { await new Promise(() => {}); } catch (error) { console.log("caught", error.name); }\n"went on"',
      awaited,
    );
    assert.match(cell.text(), /caught KeyboardInterrupt/);
    assert.equal(cell.result, "'went on'");
  });

  it("aborts queued cells, and what comes later runs", async () => {
    const cell = kernel.submit('console.log("in the middle"); await new Promise(() => {})');
    const queued = [kernel.submit("1"), kernel.submit("2")];
    await cell.until(() => cell.text() !== "", "the first line");
    // What is queued has arrived when something that was sent after it is answered.
    await kernel.request("shell", "kernel_info_request");
    kernel.send("control", "interrupt_request", {});
    await Promise.all([cell, ...queued].map((exchange) => exchange.done()));
    assert.deepEqual(
      queued.map(({ reply }) => reply?.content.status),
      ["aborted", "aborted"],
    );
    assert.equal((await kernel.run("3")).result, "3");
  });

  it("is harmless while nothing runs, and twice in a row", async () => {
    for (let time = 0; time < 3; time += 1) await kernel.request("control", "interrupt_request");
    assert.equal((await kernel.run("kept")).result, "41");
    const cell = kernel.submit('console.log("in the middle"); for (;;) {}');
    await cell.until(() => cell.text() !== "", "the first line");
    kernel.send("control", "interrupt_request", {});
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.ofType("error").length, 1);
    assert.equal((await kernel.run("kept")).result, "41");
  });

  it("ends a timer's endless loop, with and without a cell waiting behind it", async () => {
    const looping = "setTimeout(() => { console.log('looping'); for (;;) {} }, 1); 0";
    const first = await kernel.run(looping);
    await first.until(() => first.text().includes("looping"), "the loop");
    await kernel.request("control", "interrupt_request");
    assert.equal((await kernel.run("kept")).result, "41");

    const second = await kernel.run(looping);
    await second.until(() => second.text().includes("looping"), "the loop");
    const waiting = kernel.submit("kept");
    await waiting.until(() => waiting.ofType("execute_input").length === 1, "the cell to be sent");
    await kernel.request("control", "interrupt_request");
    await waiting.done();
    assert.equal((await kernel.run("kept")).result, "41");
  });

  it("ends a timer's endless loop while the next cell is still prepared, and that cell", async () => {
    const first = await kernel.run("setTimeout(() => { console.log('looping'); for (;;) {} }, 1); 0");
    await first.until(() => first.text().includes("looping"), "the loop");
    // The compiler waits for another program with these declarations: the interrupt comes meanwhile.
    const prepared = kernel.submit("enum A { a }\nclass B { @d m() {} }\nfor (;;) {}\nfunction d() {}");
    kernel.send("shell", "interrupt_request", {});
    await prepared.done();
    assert.equal(prepared.error?.ename, "KeyboardInterrupt");
    assert.equal((await kernel.run("kept")).result, "41");
  });

  it("aborts a cell that waits for the interrupt before", async () => {
    const first = await kernel.run("setTimeout(() => { console.log('looping'); for (;;) {} }, 1); 0");
    await first.until(() => first.text().includes("looping"), "the loop");
    // Not over before the loop is known to be one.
    kernel.send("control", "interrupt_request", {});
    const waiting = kernel.submit("await new Promise(() => {})");
    // Read in their order: the cell is in the queue.
    await kernel.request("shell", "kernel_info_request");
    await kernel.request("control", "interrupt_request");
    await waiting.done();
    assert.notEqual(waiting.reply?.content.status, "ok");
    assert.equal((await kernel.run("kept")).result, "41");
  });

  it("of what nothing can interrupt is told after a while; one more ends the process", async () => {
    const stuck = await KernelClient.start();
    try {
      // Nobody will ever write into the pipe: opening it waits in a system call.
      const cell = stuck.submit(
        'require("child_process").execSync("mkfifo pipe"); console.log("in the middle"); require("fs").readFileSync("pipe")',
      );
      await cell.until(() => cell.text() !== "", "the first line");
      await stuck.request("control", "interrupt_request");
      await cell.until(() => /Interrupt once more/.test(cell.text("stderr")), "the notice");
      await stuck.request("control", "interrupt_request");
      await cell.done();
      assert.equal(cell.error?.ename, "KeyboardInterrupt");
      assert.match(cell.error?.evalue ?? "", /could not be interrupted.*variables are gone/);
      assert.equal((await stuck.run("1 + 1")).result, "2");
    } finally {
      await stuck.dispose();
    }
  });

  it("comes as SIGINT to the kernel's process too", async () => {
    const cell = kernel.submit('console.log("in the middle"); for (;;) {}');
    await cell.until(() => cell.text() !== "", "the first line");
    kernel.process.kill("SIGINT");
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
  });

  it("comes as SIGINT to the user process's group too, when that listens", async () => {
    const cell = kernel.submit('console.log("in the middle"); await new Promise(() => {})');
    await cell.until(() => cell.text() !== "", "the first line");
    process.kill(-Number(pid), "SIGINT");
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    assert.equal((await kernel.run("kept")).result, "41");
  });
});
