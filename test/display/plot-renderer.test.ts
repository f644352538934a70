import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { suite, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { PlotError } from "../../kernel/display/plot-error.ts";
import { openPlotRenderer } from "../../kernel/display/plot-renderer.ts";
import { barChart, endlessChart } from "./charts.ts";

/** By the next turn of the event loop, the first plot asked for is with the thread. */
const turn = setImmediate;

/** What a test that must never reach it would take. */
const farAway = 120_000;

suite("openPlotRenderer", () => {
  test("draws Vega-Lite as an SVG document that names itself", async () => {
    await using renderer = openPlotRenderer({ timeLimitMs: farAway });
    const description = 'Times of "a" & <b>, accélérés';
    const { svg, problems, warnings } = await renderer.render({ ...barChart, description });
    assert.match(svg, /^<svg role="img" aria-label="Times of &quot;a&quot; &amp; &lt;b&gt;, accélérés"/);
    assert.match(svg, /xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.equal(svg.match(/aria-roledescription="bar"/g)?.length, 2);
    assert.deepEqual([...problems, ...warnings], []);
  });

  test("draws Vega, and names a chart without description by its title", async () => {
    await using renderer = openPlotRenderer({ timeLimitMs: farAway });
    const spec = { width: 20, height: 20, title: { text: ["One", "square"] }, marks: [{ type: "rect" }] };
    const { svg } = await renderer.render(spec, { grammar: "vega" });
    assert.match(svg, /aria-label="One square"/);
  });

  test("escapes whatever titles, data and links contain", async () => {
    await using renderer = openPlotRenderer({ timeLimitMs: farAway });
    const attack = '</script><img src=x onerror="alert(1)">';
    const values = [{ name: attack, time: 1, link: "javascript:alert(1)" }];
    const encoding = { ...barChart.encoding, href: { field: "link" }, tooltip: { field: "name" } };
    const spec = { ...barChart, title: attack, description: attack, data: { values }, encoding };
    const { svg } = await renderer.render(spec);
    assert.doesNotMatch(svg, /<img|<script|<\/script|href="javascript/);
    assert.match(svg, /&lt;img/);
    assert.match(svg, /<a xlink:href="about:blank"/);
  });

  test("gives a chart that asks for its container's width one that fits a page", async () => {
    await using renderer = openPlotRenderer({ timeLimitMs: farAway });
    const { svg } = await renderer.render({ ...barChart, width: "container" });
    assert.match(svg, /width="600"/);
  });

  test("answers each of many plots asked for at once with its own", async () => {
    await using renderer = openPlotRenderer({ timeLimitMs: farAway });
    const titles = Array.from({ length: 20 }, (_, at) => `chart ${at}`);
    const drawn = await Promise.all(titles.map((title) => renderer.render({ ...barChart, title })));
    for (const [at, title] of titles.entries()) assert.ok(drawn[at]?.svg.includes(`aria-label="${title}"`));
  });

  test("gives a plot up that takes too long, and draws the next one", async () => {
    await using renderer = openPlotRenderer({ timeLimitMs: 1500 });
    const slow = renderer.render(endlessChart);
    const next = renderer.render(barChart);
    await assert.rejects(slow, { code: "ERR_NAVETTE_PLOT_TIME", message: /more than 1\.5 s.*aggregate/ });
    assert.match((await next).svg, /^<svg /);
  });

  test("outlives a plot that takes too much memory", async () => {
    await using renderer = openPlotRenderer({ timeLimitMs: farAway, memoryMiB: 64 });
    await assert.rejects(renderer.render(endlessChart), { code: "ERR_NAVETTE_PLOT_RENDERER", message: /memory/ });
    assert.match((await renderer.render(barChart)).svg, /^<svg /);
  });

  test("refuses a specification that is too large before it reaches the thread", async () => {
    await using renderer = openPlotRenderer({ longestJson: 100 });
    await assert.rejects(renderer.render(barChart), { code: "ERR_NAVETTE_PLOT_SIZE", field: "data.values" });
  });

  test("gives plots up whose signal is aborted, waiting or being drawn", async () => {
    await using renderer = openPlotRenderer({ timeLimitMs: 2000 });
    const controller = new AbortController();
    const both = [endlessChart, barChart].map((spec) => renderer.render(spec, { signal: controller.signal }));
    await turn();
    const reason = new Error("interrupted");
    controller.abort(reason);
    for (const plot of both) await assert.rejects(plot, reason);
    assert.match((await renderer.render(barChart)).svg, /^<svg /);
  });

  test("gives up what is being drawn when disposed of, and draws nothing afterwards", async () => {
    const renderer = openPlotRenderer({ timeLimitMs: farAway });
    const unfinished = assert.rejects(renderer.render(endlessChart), { code: "ERR_NAVETTE_PLOT_RENDERER" });
    await turn();
    await renderer[Symbol.asyncDispose]();
    await unfinished;
    await assert.rejects(renderer.render(barChart), { code: "ERR_NAVETTE_PLOT_RENDERER" });
  });

  test("loads nothing, neither addresses nor files", async () => {
    let asked = 0;
    await using server = createServer((_request, response) => {
      asked++;
      response.end("[]");
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const address = server.address();
    assert.ok(typeof address === "object" && address !== null);
    await using renderer = openPlotRenderer({ timeLimitMs: farAway });
    for (const url of [`http://127.0.0.1:${address.port}/rows.json`, "/etc/hostname", "file:///etc/hostname"]) {
      const failure = await renderer.render({ ...barChart, data: { url } }).catch((error: unknown) => error);
      assert.ok(failure instanceof PlotError);
      assert.equal(failure.code, "ERR_NAVETTE_PLOT_DATA");
      assert.equal(failure.field, "data.url");
      assert.ok(failure.message.includes(url), failure.message);
    }
    assert.equal(asked, 0);
  });

  test("lets the process end without being disposed of", async (t) => {
    const module = new URL("../../kernel/display/plot-renderer.ts", import.meta.url).href;
    const program = `const { openPlotRenderer } = await import(${JSON.stringify(module)});
      const { svg } = await openPlotRenderer().render(${JSON.stringify(barChart)});
      console.log(svg.slice(0, 4));`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", program], { signal: t.signal });
    child.stdout.setEncoding("utf8");
    const [text, [code]] = await Promise.all([
      child.stdout.toArray().then((parts) => parts.join("")),
      new Promise<[number | null]>((ended) => child.once("exit", (status) => ended([status]))),
    ]);
    assert.deepEqual([text.trim(), code], ["<svg", 0]);
  });
});
