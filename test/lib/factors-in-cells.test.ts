/** Experiments in a notebook's cells, over the kernel's own sockets: what an interrupt ends, and what it must leave. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";
import { untilGone } from "./leaves-nothing.ts";

describe("factoriseAll in a cell", () => {
  let kernel: KernelClient;

  before(async () => {
    kernel = await KernelClient.start({ cwd: import.meta.dirname });
    const cell = await kernel.run(`
      import { closeSessionPools, factoriseAll, randomNumbers, Timeline } from "navette/lib";
      const few = randomNumbers({ count: 4000 });
      const many = randomNumbers({ count: 3_000_000 });
      const lanes = (timeline: Timeline) => timeline.lanes().map(({ pid, tid }) => \`\${pid}/\${tid}\`).sort().join(" ");
    `);
    assert.equal(cell.error, undefined);
  });
  after(() => kernel.dispose());

  async function interrupted(options: string): Promise<string> {
    const cell = kernel.submit(`
      const seen = new Timeline();
      let told = false;
      await factoriseAll(many, { ${options}, workers: 2, chunk: 20_000, timeline: seen, onProgress: () => {
        if (!told && seen.lanes().length === 2) console.log("lanes", lanes(seen));
        told ||= seen.lanes().length === 2;
      } });
    `);
    await cell.until(() => cell.text().includes("lanes") && cell.text().endsWith("\n"), "two workers at work");
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    return cell.text().replace("lanes", "").trim();
  }

  for (const strategy of ["sequential", "async", "threads", "processes"]) {
    it(`gives results and spans (${strategy})`, async () => {
      const cell = await kernel.run(`
        const run = await factoriseAll(few, { strategy: "${strategy}", workers: 2 });
        console.log(run.results.length, run.timeline.lanes().length, process.getActiveResourcesInfo().length >= 0);
      `);
      assert.equal(cell.error, undefined);
      assert.equal(cell.text(), `4000 ${strategy === "threads" || strategy === "processes" ? 2 : 1} true\n`);
    });
  }

  it("takes its processes with it when it is interrupted, and prints nothing of its own", async () => {
    const lanes = await interrupted(`strategy: "processes"`);
    for (const lane of lanes.split(" ")) await untilGone(Number(lane.split("/")[0]));
    const { result } = await kernel.run("seen.spans.filter(({ status }) => status === 'cancelled').length > 0");
    assert.equal(result, "true");
  });

  for (const strategy of ["threads", "processes"]) {
    it(`leaves the session's pool when it is interrupted (${strategy})`, async () => {
      const warm = `strategy: "${strategy}", warm: true`;
      const work = `console.log(lanes((await factoriseAll(few, { ${warm}, workers: 2 })).timeline))`;
      const first = await kernel.run(work);
      assert.equal((await kernel.run(work)).text(), first.text());
      await interrupted(warm);
      const again = await kernel.run(work);
      assert.equal(again.error, undefined);
      assert.equal((await kernel.run(work)).text(), again.text());

      // The workers that took the places of those that were interrupted don't belong to any cell either.
      const idle = kernel.submit("console.log('waiting'); await new Promise(() => {})");
      await idle.until(() => idle.text().includes("waiting"), "a cell to interrupt");
      kernel.send("control", "interrupt_request", {});
      await idle.done();
      assert.equal((await kernel.run(work)).text(), again.text());
      await kernel.run("await closeSessionPools()");
    });
  }
});

describe("writeFactors in a cell", () => {
  let kernel: KernelClient;
  before(async () => {
    kernel = await KernelClient.start({ cwd: import.meta.dirname });
  });
  after(() => kernel.dispose());

  it("ends with its threads when it is interrupted, and leaves whole lines", async () => {
    const opened = await kernel.run(`
      import { mkdtempSync, readFileSync, rmSync } from "node:fs";
      import { tmpdir } from "node:os";
      import { join } from "node:path";
      import { type Unfinished, writeFactors, type WrittenFactors } from "navette/lib";
      const folder = mkdtempSync(join(tmpdir(), "navette-cell-"));
      const hard = new Array<bigint>(100_000).fill(4_294_967_291n * 4_294_967_279n);
    `);
    assert.equal(opened.error, undefined);
    const cell = kernel.submit(`
      let told = false;
      const ended = writeFactors(hard, join(folder, "factors.txt"), { workers: 3, chunk: 10, onProgress: ({ done }) => {
        if (!told && done >= 50) console.log("at work");
        told ||= done >= 50;
      } }).catch((error: Unfinished<WrittenFactors>) => error);
      await ended;
    `);
    await cell.until(() => cell.text().includes("at work"), "threads at work");
    kernel.send("control", "interrupt_request", {});
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    const after = await kernel.run(`
      const { code, partial: { count, bytes } } = (await ended) as Unfinished<WrittenFactors>;
      const text = readFileSync(join(folder, "factors.txt"), "utf8");
      rmSync(folder, { recursive: true });
      const line = "18446743979220271189: 4294967279 4294967291\\n";
      console.log(code, count >= 50 && count < 100_000, text.length === bytes, text === line.repeat(count));
      console.log(process.getActiveResourcesInfo().includes("Worker"));
    `);
    assert.equal(after.error, undefined);
    assert.equal(after.text(), "ERR_NAVETTE_ABORTED true true true\nfalse\n");
  });
});
