/** Live plots, as they go out: throttled, and with the last state right. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { vegaLiteMime } from "../../lib/plots/plot.ts";
import { type Exchange, KernelClient } from "../client/kernel-client.ts";

const kernel = await KernelClient.start();
after(() => kernel.dispose());
await kernel.run(`import { display, livePlot } from "navette"; import { setTimeout as sleep } from "node:timers/promises";
  const chart = { description: "Times", mark: "line",
    encoding: { x: { field: "n", type: "quantitative" }, y: { field: "ms", type: "quantitative" } } };`);

interface Frame {
  readonly rows: readonly { readonly n: number }[];
  readonly hasPicture: boolean;
  readonly hasMenu: boolean;
  readonly at: number;
}

function framesOf(cell: Exchange): Frame[] {
  return cell.messages
    .filter(({ type }) => /display_data$/.test(type))
    .map(({ content, at }) => {
      const data = content.data as Record<string, unknown>;
      const { data: source } = data[vegaLiteMime] as { data: { values: { n: number }[] } };
      const hasMenu = Object(Object(content.metadata)[vegaLiteMime]).embed_options?.actions !== false;
      return { rows: source.values, hasPicture: /^<svg/.test(String(data["image/svg+xml"])), hasMenu, at };
    });
}

test("a storm of 10,000 rows arrives throttled, with the last state right, before idle", async () => {
  const cell = await kernel.run(`const plot = livePlot(chart, { window: 500 }); const begun = performance.now();
    for (let n = 0; n < 10_000; n += 1) { plot.append({ n, ms: n % 7 }); if (n % 100 === 0) await sleep(5) }
    Math.ceil((performance.now() - begun) / 100)`);
  assert.equal(cell.error, undefined);
  const frames = framesOf(cell);
  assert.ok(
    frames.length >= 3 && frames.length <= Number(cell.result) + 3,
    `${frames.length} in ${cell.result} tenths`,
  );
  for (const { hasPicture } of frames) assert.ok(hasPicture);
  const last = frames.at(-1)?.rows ?? [];
  assert.equal(last.length, 500);
  assert.deepEqual([last[0]?.n, last.at(-1)?.n], [9500, 9999]);
  assert.equal((await kernel.run("plot.rows.length")).result, "500");
});

test("frames have no menu, by which JupyterLab would hold each of them; the last state has it again", async () => {
  const cell = await kernel.run(`const moving = display.vegaLite({ ...chart, data: { values: [{ n: 0, ms: 1 }] } });
    for (let n = 1; n <= 20; n += 1) { moving.update({ ...chart, data: { values: [{ n, ms: 1 }] } }); await sleep(100) }`);
  const frames = framesOf(cell);
  assert.equal(frames[0]?.hasMenu, true);
  assert.ok(frames.some(({ hasMenu }) => !hasMenu));
  assert.equal(frames.at(-1)?.hasMenu, true);
  assert.equal(frames.at(-1)?.rows[0]?.n, 20);
});

test("10,000 updates of one display at once cost no 10,000 pictures, and end with the last", async () => {
  const cell = await kernel.run(`const shown = display.vegaLite({ ...chart, data: { values: [] } });
    for (let n = 0; n < 10_000; n += 1) shown.update({ ...chart, data: { values: [{ n, ms: 1 }] } });`);
  const frames = framesOf(cell);
  assert.equal(frames.at(-1)?.rows[0]?.n, 9999);
  assert.ok(frames.length < 5000, `${frames.length} pictures`);
});

test("rows of a loop that lets no timer run are drawn meanwhile; a reset starts again", async () => {
  const cell = await kernel.run(`const busy = livePlot({ ...chart, data: { values: [{ n: -1, ms: 0 }] } });
    const used = process.threadCpuUsage(); let n = 0;
    while (process.threadCpuUsage(used).user < 600_000) { busy.append({ n: n++, ms: 1 }); const next = performance.now() + 5; while (performance.now() < next); }`);
  const frames = framesOf(cell);
  assert.ok(frames.length >= 4, `${frames.length} frames`);
  assert.equal(frames[0]?.rows[0]?.n, -1);
  const reset = await kernel.run("busy.reset([{ n: 5, ms: 5 }]); busy.append({ n: 6, ms: 6 }, { n: 7, ms: 7 })");
  assert.deepEqual(
    framesOf(reset)
      .at(-1)
      ?.rows.map((row) => row.n),
    [5, 6, 7],
  );
});

test("what is no chart, no row or no window is refused by name", async () => {
  for (const [code, says] of [
    ["livePlot(5 as never)", /livePlot takes a Vega-Lite specification, not 5/],
    ["livePlot(chart, { window: 0 })", /the window is 0: give 1 row or more/],
    ["plot.append(3 as never)", /livePlot takes rows such as .*, not 3/],
  ] as const) {
    assert.match(String((await kernel.run(code)).error?.evalue), says);
  }
});
