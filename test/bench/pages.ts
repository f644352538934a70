/**
 * Size of exported pages, and ms until they answer, opened from their files in Chromium with the network off: the same
 * chart in our page and in Altair's, and a page like a chapter's. Each round takes every page in turn; medians.
 *
 * Interactive is when the first plot is a chart in the page and the browser has drawn it. Owns Chromium and a folder below
 * `.navette/`.
 */
import assert from "node:assert/strict";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { openPlotRenderer } from "../../kernel/display/plot-renderer.ts";
import { made } from "../../kernel/setup/checkout.mjs";
import { gantt } from "../../lib/plots/gantt.ts";
import type { Plot } from "../../lib/plots/plot.ts";
import { vegaLiteMime } from "../../lib/plots/plot.ts";
import { timingBars } from "../../lib/plots/timing-bars.ts";
import { runPython } from "../client/python.ts";
import { launchChromium } from "../lab/launch-chromium.ts";
import { sampleRun, sampleRuns, sampleSpan } from "../lib/sample-runs.ts";
import { saveByAltair } from "./pages/altair.ts";
import { median } from "./tables/median.ts";

const rounds = Number(process.env.ROUNDS ?? 7);
const folder = join(made, "bench-pages");

/** What the function below, which runs in the page, asks of it. */
declare const document: { querySelector(selector: string): unknown };
declare function requestAnimationFrame(action: () => void): void;

interface Row {
  readonly name: string;
  readonly file: string;
  /** Tells the chart once it is there. */
  readonly selector: string;
  readonly times: number[];
}

await mkdir(folder, { recursive: true });
const spans = Array.from({ length: 200 }, (_, at) => {
  const started = Math.floor(at / 4) * 4 + 1;
  return sampleSpan({ tid: (at % 4) + 1, started, ended: started + 3 });
});
const chart = gantt(sampleRun({ strategy: "threads", workers: 4, wallMs: 1, spans }));
const bars = timingBars([sampleRuns("sequential", 1, [2105, 2098]), sampleRuns("threads", 4, [612, 644])]);
await writeFile(join(folder, "chart.json"), JSON.stringify(chart.spec));
await using renderer = openPlotRenderer();

const rows: Row[] = [
  await ours("Navette: one Gantt chart", "chart", [chart]),
  await ours("Navette: twelve plots, as in a chapter", "chapter", Array(6).fill([chart, bars]).flat()),
  await ours("Navette: text and code alone", "text", []),
];
const altair = saveByAltair(join(folder, "chart.json"), join(folder, "altair.html"));
if ("version" in altair) {
  const file = join(folder, "altair.html");
  rows.push({ name: `Altair ${altair.version}: the same chart`, file, selector: "#vis svg, #vis canvas", times: [] });
} else console.log(`Altair isn't measured: ${altair.missing}.`);

const browser = await launchChromium();
try {
  for (let round = 0; round < rounds; round++) for (const row of rows) row.times.push(await open(browser, row));
} finally {
  await browser.close();
}

console.log(`${rounds} rounds, Chromium ${browser.version()}, network off\n`);
console.log("| page | kB | kB compressed | interactive after, ms | 95 % interval |");
console.log("|---|---|---|---|---|");
for (const { name, file, times } of rows) {
  const { size } = await stat(file);
  const compressed = gzipSync(await readFile(file)).byteLength;
  const { median: middle, low, high } = median(times);
  const interval = `${low.toFixed(0)} – ${high.toFixed(0)}`;
  console.log(`| ${name} | ${kB(size)} | ${kB(compressed)} | ${middle.toFixed(0)} | ${interval} |`);
}

/** Makes a page of ours with these plots, by nbconvert as JupyterLab's menu does. */
async function ours(name: string, stem: string, plots: readonly Plot[]): Promise<Row> {
  const cells: object[] = [
    { cell_type: "markdown", id: "text", metadata: {}, source: "# A page\n\nWith text.\n\n## Part" },
  ];
  for (const [at, plot] of plots.entries()) {
    const { svg } = await renderer.render(plot.spec);
    const data = { [vegaLiteMime]: plot.spec, "image/svg+xml": svg, "text/plain": String(plot) };
    const outputs = [{ output_type: "execute_result", execution_count: at + 1, metadata: {}, data }];
    cells.push({
      cell_type: "code",
      id: `cell-${at}`,
      metadata: {},
      source: "gantt(run);",
      execution_count: at + 1,
      outputs,
    });
  }
  const notebook = { cells, metadata: {}, nbformat: 4, nbformat_minor: 5 };
  await writeFile(join(folder, `${stem}.ipynb`), JSON.stringify(notebook));
  const args = ["-m", "nbconvert", "--to", "html", "--template", "navette", join(folder, `${stem}.ipynb`)];
  const { code, stderr } = await runPython("python", args);
  assert.equal(code, 0, stderr);
  const selector = plots.length > 0 ? "figure[data-is-live=true] svg" : "html[data-is-dark]";
  return { name, file: join(folder, `${stem}.html`), selector, times: [] };
}

/** Opens a page in a window of its own; returns the ms from asking for it until its chart is drawn. */
async function open(browser: Browser, { file, selector }: Row): Promise<number> {
  const context = await browser.newContext({ offline: true });
  try {
    const page = await context.newPage();
    await page.goto(pathToFileURL(file).href, { waitUntil: "commit" });
    return await page.evaluate(
      (selector) =>
        new Promise<number>((resolve) => {
          const look = () => {
            if (document.querySelector(selector)) requestAnimationFrame(() => resolve(performance.now()));
            else requestAnimationFrame(look);
          };
          look();
        }),
      selector,
    );
  } finally {
    await context.close();
  }
}

function kB(bytes: number): string {
  return Math.round(bytes / 1000).toLocaleString("en");
}
