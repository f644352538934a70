/** Progress bars, as they go out. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Exchange, KernelClient } from "../client/kernel-client.ts";

const kernel = await KernelClient.start({ env: { LC_ALL: "C.UTF-8" } });
after(() => kernel.dispose());
await kernel.run(
  'import { display, progress, setLocale } from "navette"; import { setTimeout as sleep } from "node:timers/promises"',
);

function frames(cell: Exchange): Record<string, string>[] {
  return cell.messages
    .filter(({ type }) => /display_data$/.test(type))
    .map(({ content }) => content.data as Record<string, string>);
}

const lastText = (cell: Exchange) => frames(cell).at(-1)?.["text/plain"] ?? "";

async function run(code: string): Promise<Exchange> {
  const cell = await kernel.run(code);
  assert.equal(cell.error, undefined, cell.error?.traceback);
  return cell;
}

test("a loop over a list shows one output, its last state the end, before idle", async () => {
  const cell = await run(`let sum = 0; for await (const n of progress([1, 2, 3], { label: "Adding" })) sum += n; sum`);
  assert.equal(cell.result, "6");
  assert.equal(cell.ofType("display_data").length, 1);
  assert.match(lastText(cell), /^Adding █{20} 3 of 3 · in .+ · .+\/s$/);
  const svg = frames(cell).at(-1)?.["image/svg+xml"] ?? "";
  assert.match(svg, /^<svg .*role="img" aria-label="Adding: 3 of 3 · in /);
});

test("numbers count, other sources are iterated, and unknown ends are told as such", async () => {
  const text = async (loop: string) => lastText(await run(loop));
  assert.match(await text("for await (const at of progress(4)) at"), /^█{20} 4 of 4/);
  assert.match(await text("for await (const at of progress(new Set([1, 2]))) at"), /^█{20} 2 of 2/);
  assert.match(
    await text("async function* two() { yield 1; yield 2 } for await (const at of progress(two())) at"),
    /^2 · in/,
  );
  assert.match(await text("for await (const at of progress(two(), { total: 2 })) at"), /^█{20} 2 of 2/);
  assert.match(await text("for await (const at of progress(0)) at"), /^█{20} 0 of 0/);
  assert.match(await text('for await (const letter of progress("héé")) letter'), /^3 · in/);
  assert.match(await text("{ using bar = progress(8); bar.advance(2) }"), /^█{5}░{15} stopped · 2 of 8/);
  assert.match(await text("{ using bar = progress(8); bar.advance(8) }"), /^█{20} 8 of 8/);
  const wrong = await kernel.run("progress(5n as never)");
  assert.match(String(wrong.error?.evalue), /progress takes what can be iterated, or a number of items, not 5n/);
  assert.match(String((await kernel.run("progress(-1)")).error?.evalue), /-1 is no number of items/);
});

test("an unfinished bar has its last state in the notebook", async () => {
  assert.match(
    lastText(await run("const bar = progress(10); for (let n = 0; n < 7; n += 1) bar.advance()")),
    /7 of 10/,
  );
  assert.match(lastText(await run("bar.advance(3)")), /10 of 10 · in/);
});

test("bars within bars share one output", async () => {
  const cell = await run(`for await (const row of progress(3, { label: "rows" }))
    for await (const column of progress(5, { label: "columns" })) column`);
  assert.equal(cell.ofType("display_data").length, 1);
  const [rows, columns, ...more] = lastText(cell).split("\n");
  assert.match(rows ?? "", /^rows █{20} 3 of 3/);
  assert.match(columns ?? "", /^columns █{20} 5 of 5/);
  assert.deepEqual(more, []);
});

test("the bar is drawn at most ten times a second, even in a loop that lets no timer run", async () => {
  // By its thread's CPU time, as a busy machine leaves it only some of the second.
  const cell = await run(`const begun = performance.now(); const used = process.threadCpuUsage();
    for await (const at of progress(10_000_000)) { if (at % 64 === 0 && process.threadCpuUsage(used).user > 800_000) break }
    Math.ceil((performance.now() - begun) / 100)`);
  const drawn = frames(cell).length;
  assert.ok(drawn >= 5 && drawn <= Number(cell.result) + 2, `${drawn} drawings in ${cell.result} tenths of a second`);
  assert.match(frames(cell)[3]?.["text/plain"] ?? "", /of 10,000,000 · .*\/s · .* left$/);
  assert.match(lastText(cell), /stopped · [\d,]+ of 10,000,000/);
});

test("the bar ends with an error, of the loop or of its source", async () => {
  const thrown = await kernel.run(`for await (const at of progress(9)) if (at === 4) throw new Error("four")`);
  assert.equal(thrown.error?.evalue, "four");
  assert.match(lastText(thrown), /stopped · 4 of 9/);
  const failed = await kernel.run(
    `for await (const at of progress((function* () { yield 1; throw new Error("source") })())) at`,
  );
  assert.equal(failed.error?.evalue, "source");
  assert.match(lastText(failed), /^failed · 1 · in/);
});

test("a long operation of lib shows by itself how far it has come", async () => {
  await run('import { downloadImages, serveImages } from "navette/lib"; setLocale("fr")');
  const long = await run(`{ await using server = await serveImages({ count: 3, latencyMs: 600 });
    await downloadImages(server.urls, "temp", { strategy: "sequential" }) }; undefined`);
  // It shows at the first step after a second; on a busy machine that may be the first of all.
  assert.match(frames(long)[0]?.["text/plain"] ?? "", /^Téléchargement .* [12] sur 3 · .* · encore /);
  assert.match(lastText(long), /^Téléchargement █{20} 3 sur 3 · en /);
});

test("so does one that crawls, one that measures, and one that serves", async () => {
  await run('import { crawl, measureScaling, runBakery, serveSite } from "navette/lib"; setLocale("fr")');
  const crawling = await run(`{ await using site = await serveSite({ pages: 3, latencyMs: 500 });
    await crawl(site.start, { strategy: "sequential", maxPages: 4 }) }; undefined`);
  assert.match(lastText(crawling), /^Exploration █{20} 4 sur 4 · en /);
  const measuring = await run(
    'await measureScaling({ strategies: ["threads"], workers: [1], count: 500_000, repetitions: 4 }); undefined',
  );
  assert.match(lastText(measuring), /^Mesure █{20} 8 sur 8 · en /);
  const serving = await run('await runBakery({ servers: 1, customers: 4, serviceMs: 500, work: "wait" }); undefined');
  assert.match(lastText(serving), /^Clients servis █{20} 4 sur 4 · en /);
});

test("what is shown is in the reader's language and escaped", async () => {
  const cell = await run(`for await (const at of progress(2, { label: "<script>é" })) at`);
  assert.match(lastText(cell), /^<script>é █{20} 2 sur 2 · en /);
  assert.doesNotMatch(frames(cell).at(-1)?.["image/svg+xml"] ?? "", /<script/);
});

for (const [name, code] of [
  [
    "awaits in its first step",
    "for await (const at of progress(9, { label: 'long' })) if (at === 0) await new Promise(() => {})",
  ],
  ["computes in its first step", "for await (const at of progress(9, { label: 'long' })) while (at === 0);"],
  ["awaits", "for await (const at of progress(9, { label: 'long' })) if (at === 2) await new Promise(() => {})"],
  ["computes", "for await (const at of progress(9, { label: 'long' })) while (at === 2);"],
  [
    "waits for its source",
    "async function* never() { yield 1; yield 2; await new Promise(() => {}) } for await (const at of progress(never(), { label: 'long' })) at",
  ],
] as const) {
  test(`the bar of a loop that ${name} ends where it is interrupted`, async () => {
    const cell = kernel.submit(`console.log("begun"); ${code}`);
    await cell.until(() => frames(cell).length > 0, "the bar");
    await kernel.request("control", "interrupt_request");
    await cell.done();
    assert.equal(cell.error?.ename, "KeyboardInterrupt");
    assert.match(lastText(cell), /(interrompu|interrupted) · [012]/);
  });
}
