/**
 * What plots cost the cell that shows them, and how fast live ones are: by a Jupyter client over real sockets.
 *
 * Cells with and without a plot are run in turn, so that what else the machine does falls on both.
 */
import { availableParallelism, loadavg } from "node:os";
import { type Exchange, KernelClient } from "../client/kernel-client.ts";

const rounds = Number(process.env.ROUNDS ?? 60);
const kernel = await KernelClient.start();

try {
  await kernel.run(`import { display, livePlot, progress } from "navette"; import { setTimeout as sleep } from "node:timers/promises";
    const bars = { description: "Bars", mark: "bar", data: { values: Array.from({ length: 12 }, (_, n) => ({ n, y: n % 5 })) },
      encoding: { x: { field: "n", type: "ordinal" }, y: { field: "y", type: "quantitative" } } };
    const chart = { mark: "line", encoding: { x: { field: "n", type: "quantitative" }, y: { field: "y", type: "quantitative" } } };`);
  const plain: number[] = [];
  const plotted: number[] = [];
  for (let round = 0; round < rounds + 10; round += 1) {
    const without = await timed("0");
    const bare = await timed("display.vegaLite(bars); 0");
    if (!hasPictureBeforeIdle(bare.cell)) throw new Error("a plot came without its picture");
    if (round < 10) continue;
    plain.push(without.ms);
    plotted.push(bare.ms);
  }
  const call = Number(
    (
      await kernel.run(`const calls = []; for (let n = 0; n < 50; n += 1) { const begun = performance.now();
    display.vegaLite(bars); calls.push(performance.now() - begun) } calls.sort((a, b) => a - b)[25]`)
    ).result,
  );

  const live = await kernel.run(
    `const plot = livePlot(chart, { window: 200 }); const begun = performance.now(); let n = 0;
    while (performance.now() - begun < 10_000) { plot.append({ n, y: n % 7 }); n += 1; await sleep(1) } n`,
    {},
    120_000,
  );
  const frames = live.messages.filter(({ type }) => /display_data$/.test(type));
  const bar = await kernel.run(
    `const from = performance.now(); for await (const at of progress(1_000_000)) at; performance.now() - from`,
  );
  const bare = await kernel.run(
    "const since = performance.now(); for await (const at of Array.from({ length: 1_000_000 }, (_, at) => at)) at; performance.now() - since",
  );

  console.log(
    `${rounds} rounds, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}\n`,
  );
  console.log("| measure | value |");
  console.log("|---|---|");
  row("cell without a plot, p50, ms", quantile(plain, 0.5));
  row("cell with a plot, until idle, p50, ms", quantile(plotted, 0.5));
  row("what the plot costs the cell, p50, ms", quantile(plotted, 0.5) - quantile(plain, 0.5));
  row("the same, p95, ms", quantile(plotted, 0.95) - quantile(plain, 0.95));
  row("of it in the user process, p50, ms", call);
  row("rows of a live plot in a second", Number(live.result) / 10);
  row("frames of it in a second", frames.length / 10);
  row("a turn of a loop with a bar of progress, ns", Number(bar.result));
  row("the same without, ns", Number(bare.result));
} finally {
  await kernel.dispose();
}

async function timed(code: string): Promise<{ ms: number; cell: Exchange }> {
  const begun = performance.now();
  const cell = await kernel.run(code);
  return { ms: performance.now() - begun, cell };
}

function hasPictureBeforeIdle(cell: Exchange): boolean {
  const types = cell.messages.map(({ type, content }) => (type === "status" ? String(content.execution_state) : type));
  const data = cell.ofType("display_data")[0]?.content.data as Record<string, unknown> | undefined;
  return data?.["image/svg+xml"] !== undefined && types.indexOf("display_data") < types.lastIndexOf("idle");
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;
}

function row(name: string, value: number): void {
  console.log(`| ${name} | ${value.toFixed(value < 10 ? 2 : 1)} |`);
}
