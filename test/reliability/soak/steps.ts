/** What a soak does with a kernel, step by step; each step knows how it must come out. */
import assert from "node:assert/strict";
import type { KernelClient } from "../../client/kernel-client.ts";
import type { Random } from "../fuzz/random.ts";

export type StepName = keyof typeof steps;

// Steps look at stdout: on stderr, a note tells the first of them in a fresh process that variables are gone.
export const steps = {
  async "a short cell"(kernel: KernelClient, random: Random) {
    const number = random.int(1000);
    assert.equal((await kernel.run(`${number} + 1`)).result, String(number + 1));
  },
  async "a typed cell"(kernel: KernelClient, random: Random) {
    const cell = await kernel.run(`
      interface Reading { place: string; values: number[] }
      class Station { readings: Reading[] = []; add(reading: Reading): this { this.readings.push(reading); return this; } }
      const station = new Station().add({ place: "roof", values: [${random.int(9)}, 2] });
      station.readings.map(({ values }): number => Math.max(...values)).length`);
    assert.equal(cell.result, "1");
  },
  async "many lines"(kernel: KernelClient) {
    const cell = await kernel.run('for (let i = 0; i < 2000; i++) console.log("line", i)');
    assert.equal(cell.text("stdout").split("\n").length, 2001);
  },
  async "late output"(kernel: KernelClient) {
    const cell = await kernel.run('setTimeout(() => console.log("late"), 2); 0');
    await cell.until(() => cell.text("stdout") === "late\n", "the late line");
  },
  async "a display"(kernel: KernelClient) {
    const cell = await kernel.run(
      'import { display } from "navette"; const shown = display.text("one"); shown.update("two")',
    );
    assert.equal(cell.ofType("display_data").length + cell.ofType("update_display_data").length, 2);
  },
  async "an error"(kernel: KernelClient) {
    assert.equal((await kernel.run('throw new RangeError("on purpose")')).error?.ename, "RangeError");
  },
  async "a syntax error"(kernel: KernelClient) {
    assert.equal((await kernel.run("const = 1")).error?.ename, "SyntaxError");
  },
  async "a late error"(kernel: KernelClient) {
    const cell = await kernel.run('Promise.reject(new TypeError("nobody awaits it")); 0');
    await cell.until(() => cell.ofType("error").length === 1, "the error");
  },
  async "completion and inspection"(kernel: KernelClient) {
    await kernel.request("shell", "complete_request", { code: "Math.", cursor_pos: 5 });
    await kernel.request("shell", "inspect_request", { code: "Math", cursor_pos: 2, detail_level: 0 });
  },
  async "much memory for a moment"(kernel: KernelClient) {
    assert.equal((await kernel.run("new Uint8Array(20_000_000).fill(1).length")).result, "20000000");
  },
  async "a thread and a child"(kernel: KernelClient) {
    const cell = await kernel.run(`
      const thread = new (require("worker_threads").Worker)('console.log("from a thread")', { eval: true });
      await new Promise((resolve) => thread.once("exit", resolve));
      require("child_process").execFileSync("node", ["-v"]).length > 0`);
    assert.equal(cell.result, "true");
  },
  "an interrupted loop": (kernel: KernelClient) => interrupted(kernel, "for (;;) {}"),
  "an interrupted await": (kernel: KernelClient) =>
    interrupted(kernel, "await new Promise(() => setInterval(() => {}, 1))"),
  "an interrupted loop behind an await": (kernel: KernelClient) => interrupted(kernel, "await null; for (;;) {}"),
  async "an interrupt of nothing"(kernel: KernelClient) {
    await kernel.request("control", "interrupt_request");
  },
} as const;

async function interrupted(kernel: KernelClient, code: string): Promise<void> {
  const cell = kernel.submit(`console.log("begun");\n${code}`);
  await cell.until(() => cell.text("stdout") !== "", "the first line");
  kernel.send("control", "interrupt_request", {});
  await cell.done();
  assert.equal(cell.error?.ename, "KeyboardInterrupt");
}
