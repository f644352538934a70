/** Experiments in a notebook's cells, over the kernel's own sockets: what an interrupt ends, and what it must leave. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { KernelClient } from "../client/kernel-client.ts";
import { untilGone } from "./leaves-nothing.ts";

describe("factoriseAll in a cell", { timeout: 120_000 }, () => {
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
