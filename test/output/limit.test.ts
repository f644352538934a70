/** Output beyond the limit is cut with a notice; the full text is in the file that the notice names. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { after, before, describe, it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";

describe("much output", () => {
  let kernel: KernelClient;
  let file: string | undefined;
  before(async () => {
    kernel = await KernelClient.start({ env: { NAVETTE_OUTPUT_LIMIT: "2" } });
  });
  after(async () => {
    await kernel.dispose();
    assert.equal(file === undefined || existsSync(file), false, "the file goes with the kernel");
  });

  for (const [name, code, expected] of [
    ["in 1,000,000 lines", 'for (let i = 0; i < 1000000; i++) console.log("line " + i)', undefined],
    ["in one string of 100 MB", 'console.log("x".repeat(100_000_000))', 100_000_001],
  ] as const) {
    it(`${name} is cut with a notice, kept in a file, and leaves the kernel well`, async () => {
      const cell = await kernel.run(code);
      assert.equal(cell.reply?.content.status, "ok");
      const text = cell.text();
      assert.ok(text.length < 2.1 * 2 ** 20, `${text.length} characters are shown`);
      const notice =
        /\[Output cut, as there are more than (?:2 MiB|120,000 lines): the full text is in (\S+) until the kernel ends/.exec(
          text,
        );
      assert.ok(notice, text.slice(-300));
      assert.match(text, /NAVETTE_OUTPUT_LIMIT/);
      file = notice[1] ?? "";
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.equal((await stat(dirname(file))).mode & 0o777, 0o700);
      const kept = await readFile(file, "utf8");
      if (expected !== undefined) assert.equal(kept.length, expected);
      else
        assert.ok(
          kept
            .trimEnd()
            .split("\n")
            .every((line, index) => line === `line ${index}`) && kept.endsWith("line 999999\n"),
        );
      assert.equal((await kernel.run("1 + 1")).result, "2");
    });
  }

  it("without end is cut soon, so that a page has little to lay out, and stops when it is interrupted", async () => {
    const cell = kernel.submit('let count = 0; for (;;) console.log("number", count++)');
    await cell.until(() => cell.text().includes("[Output cut"), "the notice");
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    const [shown = "", kept = ""] = cell.text("stdout").split(/\n\n\[Output cut.* the full text is in (\S+) until/);
    assert.ok(cell.ofType("stream").length < 200, `${cell.ofType("stream").length} messages`);
    const printed = (await kernel.run("count")).result;
    const lines = (await readFile(kept, "utf8")).trimEnd().split("\n");
    assert.ok(lines.every((line, index) => line === `number ${index}`));
    assert.ok(Number(printed) - lines.length <= 1, `${lines.length} of ${printed} lines are kept`);
    assert.ok(shown.split("\n").every((line, index) => line === lines[index]));
    assert.ok(lines.length > 120_000);
  });

  it("of which each line overwrites the one before is no more than one line", async () => {
    const cell = await kernel.run(
      'for (let i = 0; i < 40_000; i++) process.stdout.write("\\r" + String(i).padEnd(100, "."))',
    );
    assert.doesNotMatch(cell.text(), /Output cut/);
    assert.equal(cell.text().length, 40_000 * 101);
  });

  it("is not left in the temporary folder when the kernel is killed", async () => {
    const doomed = await KernelClient.start({ env: { NAVETTE_OUTPUT_LIMIT: "2" } });
    const cell = await doomed.run('console.log("x".repeat(5_000_000))');
    const kept = /the full text is in (\S+) until/.exec(cell.text())?.[1] ?? "";
    assert.ok(existsSync(kept));
    doomed.process.kill("SIGKILL");
    while (existsSync(dirname(kept))) await new Promise((resolve) => setTimeout(resolve, 5));
    await doomed.dispose();
  });

  it("goes on where there is no room to keep it", async () => {
    const full = await KernelClient.start({ env: { NAVETTE_OUTPUT_LIMIT: "2", TMPDIR: "/dev/null" } });
    try {
      const cell = await full.run('console.log("x".repeat(5_000_000)); "went on"');
      assert.match(cell.text(), /\[Output cut.*there was no room to keep the rest/);
      assert.equal(cell.result, "'went on'");
    } finally {
      await full.dispose();
    }
  });

  it("below the limit leaves no file", async () => {
    const cell = await kernel.run('console.log("y".repeat(1_500_000))');
    assert.equal(cell.text().length, 1_500_001);
  });
});
