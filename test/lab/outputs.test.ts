/** Charts, live plots and widgets as a person sees them in JupyterLab: also after a reload, in a second browser, restarted. */
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import type { LabApplication } from "./lab-application.ts";
import { NotebookPage } from "./notebook-page.ts";
import { type Lab, openLab } from "./open-lab.ts";

declare const jupyterapp: LabApplication;

/** What the functions below, which run in the page, ask of it. */
declare const document: { querySelector(selector: string): { toDataURL(): string } | null };
declare const getComputedStyle: (element: unknown) => { readonly color: string };

/** Whether the chart of a cell looks otherwise than before. */
function hasChanged([index, before]: readonly [number, string]): boolean {
  const canvas = document.querySelector(`.jp-Cell[data-windowed-list-index="${index}"] .vega-embed canvas`);
  return canvas !== null && canvas.toDataURL() !== before;
}

/** Whether the chart of a cell looks again as before. */
function isAsBefore([index, before]: readonly [number, string]): boolean {
  const canvas = document.querySelector(`.jp-Cell[data-windowed-list-index="${index}"] .vega-embed canvas`);
  return canvas?.toDataURL() === before;
}

/** As much of a canvas as is read in the page. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly clientWidth: number;
  getContext(type: "2d"): {
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
  };
}

/** Where the leftmost blue is in the last forty pixels of a chart, where its legend stands; runs in the page. */
function blueOfLegend(element: unknown): { x: number; y: number } | undefined {
  const canvas = element as Canvas;
  const { width, height } = canvas;
  const scale = canvas.clientWidth / width;
  const top = Math.round(height - 40 / scale);
  const { data } = canvas.getContext("2d").getImageData(0, top, width, height - top);
  for (let x = 0; x < width; x += 1) {
    for (let y = 0; y < height - top; y += 1) {
      const [red = 0, green = 0, blue = 0] = data.slice(4 * (y * width + x), 4 * (y * width + x) + 3);
      if (blue > green + 30 && green > red + 30) return { x: (x + 3) * scale, y: (top + y + 0.5) * scale };
    }
  }
  return undefined;
}

const pictures = fileURLToPath(new URL("../../.navette/screenshots/", import.meta.url));

const sources = [
  `import { display, livePlot, slider, widget } from "navette";
import { setTimeout as sleep } from "node:timers/promises";
import { readFileSync } from "node:fs";`,
  `display.vegaLite({
  description: "Four dots of two kinds",
  width: 300, height: 200,
  data: { values: [{ x: 1, y: 1, kind: "a" }, { x: 2, y: 3, kind: "b" }, { x: 3, y: 2, kind: "a" }, { x: 4, y: 4, kind: "b" }] },
  params: [
    { name: "chosen", select: { type: "point", fields: ["kind"] }, bind: "legend" },
    { name: "zoom", select: "interval", bind: "scales" },
  ],
  mark: { type: "point", filled: true, size: 4000 },
  encoding: {
    x: { field: "x", type: "quantitative" }, y: { field: "y", type: "quantitative" },
    color: { field: "kind", type: "nominal", scale: { range: ["#0072B2", "#D55E00"] } },
    opacity: { condition: { param: "chosen", value: 1 }, value: 0.1 },
    tooltip: { field: "kind", type: "nominal" },
  },
});`,
  `const workers = slider(1, 16, { value: 4, description: "workers" }); workers`,
  `workers`,
  `const counter = widget({
  esm: \`export default { render({ model, el }) {
    const button = document.createElement("button");
    const show = () => { button.textContent = "pressed " + model.get("count"); };
    button.className = "counter-button";
    button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
    model.on("change:count", show); show(); el.append(button);
  } }\`,
  css: ".counter-button { color: rgb(0, 114, 178) }",
  state: { count: 0 },
}); counter`,
  `let frames = 30;
const memory = (pid) => Number(readFileSync(\`/proc/\${pid}/statm\`, "utf8").split(" ")[1]) / 256;`,
  `const live = livePlot({ description: "Live", mark: "line", width: 300, height: 120,
  encoding: { x: { field: "n", type: "quantitative" }, y: { field: "y", type: "quantitative" } } }, { window: 100 });
for (let n = 1; n <= frames; n += 1) { live.append({ n, y: Math.sin(n / 5) }); await sleep(100) }
process.platform === "linux" ? [memory(process.pid), memory(process.ppid)].map(Math.round).join(" ") : "0 0"`,
  `frames = 100;`,
  `[workers.value, counter.get("count")].join(" ")`,
  `import { runTrains, spaceTime } from "navette/lib";
spaceTime(await runTrains({ workers: 6, msPerKm: 1 }));`,
];

const path = "outputs.ipynb";

/** How often the ten seconds of a live plot are repeated: more often by hand, to see what grows. */
const liveRounds = Number(process.env.NAVETTE_LIVE_ROUNDS ?? 1);

function notebookOf(cells: readonly string[]): string {
  return JSON.stringify({
    cells: cells.map((source, at) => ({
      cell_type: "code",
      execution_count: null,
      id: `cell-${at}`,
      metadata: {},
      outputs: [],
      source,
    })),
    metadata: {
      kernelspec: { name: "navette", display_name: "TypeScript (Navette)", language: "typescript" },
      language_info: { name: "typescript" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

describe("outputs in JupyterLab", () => {
  let lab: Lab;
  let notebook: NotebookPage;

  before(async () => {
    await mkdir(pictures, { recursive: true });
    lab = await openLab();
    await writeFile(join(lab.folder, path), notebookOf(sources));
    notebook = await NotebookPage.open(lab, path);
    for (const index of [0, 1, 2, 3, 4, 5]) assert.notEqual((await notebook.run(index)).count, null);
  });

  after(async () => {
    await notebook?.[Symbol.asyncDispose]();
    await lab?.[Symbol.asyncDispose]();
  });

  /** Runs a cell and returns its result as text. */
  async function result(index: number): Promise<string> {
    await notebook.scrollTo(index);
    const { outputs } = await notebook.run(index);
    return String(outputs.at(-1)?.data?.["text/plain"]);
  }

  const sliderIn = (page: NotebookPage, index: number) => page.locate(index).locator(".noUi-handle");
  const readoutIn = (page: NotebookPage, index: number) => page.locate(index).locator(".widget-readout");

  it("shows a chart with alt text, tooltips, zoom, and a legend that toggles", async () => {
    await notebook.scrollTo(1);
    const chart = notebook.locate(1).locator(".vega-embed canvas");
    await chart.waitFor();
    const label = notebook.locate(1).locator('[aria-label="Four dots of two kinds"]');
    assert.ok((await label.count()) > 0, "the chart has its description");
    const before = await notebook.chart(1);
    const box = await chart.boundingBox();
    assert.ok(box);

    // The dot at (2, 3) of a plot of 300 × 200 whose axes take some pixels on the left.
    const find = async () => {
      for (const dx of [120, 140, 150, 160, 170, 180, 190, 200]) {
        for (const dy of [40, 50, 60, 70]) {
          await notebook.page.mouse.move(box.x + dx, box.y + dy);
          const tooltip = notebook.page.locator("#vg-tooltip-element.visible");
          if ((await tooltip.count()) > 0) return tooltip.textContent();
        }
      }
      return undefined;
    };
    // A busy page may be late with it.
    let tip = await find();
    for (let tries = 0; tries < 20 && !tip?.includes("b"); tries += 1) tip = await find();
    assert.match(tip ?? "", /b/);

    await notebook.page.mouse.wheel(0, -300);
    await notebook.page.waitForFunction(hasChanged, [1, before] as const);
    const zoomed = await notebook.chart(1);
    assert.notEqual(zoomed, before);

    // The legend stands on the right of the plot: its first symbol is clicked.
    await notebook.page.mouse.click(box.x + box.width - 30, box.y + 28);
    await notebook.page.waitForFunction(hasChanged, [1, zoomed] as const);
    await notebook.page.screenshot({ path: `${pictures}outputs-chart.png` });
  });

  it("shows a plot of the course, whose axis zooms and moves, and whose legend toggles", async () => {
    const index = 9;
    await notebook.scrollTo(index);
    await notebook.run(index);
    const whole = await notebook.chart(index);
    const { mouse, keyboard } = notebook.page;
    const chart = notebook.locate(index).locator(".vega-embed canvas");
    const box = async () => {
      const found = await chart.boundingBox();
      assert.ok(found);
      return found;
    };
    const middle = async () => {
      const { x, y, width, height } = await box();
      return [x + width / 2, y + height / 2] as const;
    };

    await mouse.move(...(await middle()));
    await keyboard.down("Control");
    await mouse.wheel(0, -300);
    await keyboard.up("Control");
    await notebook.page.waitForFunction(hasChanged, [index, whole] as const);
    const zoomed = await notebook.chart(index);
    const [x, y] = await middle();
    await mouse.move(x, y);
    await mouse.down();
    await mouse.move(x + 60, y, { steps: 3 });
    await mouse.up();
    await notebook.page.waitForFunction(hasChanged, [index, zoomed] as const);
    await mouse.dblclick(...(await middle()));
    await notebook.page.waitForFunction(isAsBefore, [index, whole] as const);

    // All of it has to be in the window.
    await chart.scrollIntoViewIfNeeded();
    // The legend stands below the plot.
    const symbol = await chart.evaluate(blueOfLegend);
    assert.ok(symbol, "the legend has no blue symbol");
    const { x: left, y: top } = await box();
    await notebook.page.screenshot({ path: `${pictures}outputs-course-plot.png` });
    await mouse.click(left + symbol.x, top + symbol.y);
    await notebook.page.waitForFunction(hasChanged, [index, whole] as const);
    await notebook.page.screenshot({ path: `${pictures}outputs-course-plot.png` });
  });

  it("moves all views of a control together", async () => {
    await notebook.scrollTo(2);
    await sliderIn(notebook, 2).focus();
    await notebook.page.keyboard.press("ArrowRight");
    await readoutIn(notebook, 2).getByText("5").waitFor();
    await readoutIn(notebook, 3).getByText("5").waitFor();
    await notebook.locate(4).locator(".counter-button").click();
    await notebook.locate(4).getByText("pressed 1").waitFor();
    assert.equal(
      await notebook
        .locate(4)
        .locator(".counter-button")
        .evaluate((button) => getComputedStyle(button).color),
      "rgb(0, 114, 178)",
    );
    assert.equal(await result(8), "'5 1'");
  });

  it("takes ten frames a second for ten seconds without growing, in the page and in the kernel", async () => {
    const cdp = await notebook.page.context().newCDPSession(notebook.page);
    const held = async (): Promise<number> => {
      await cdp.send("HeapProfiler.collectGarbage");
      return (await cdp.send("Runtime.getHeapUsage")).usedSize / 2 ** 20;
    };
    const measured: { page: number; user: number; control: number }[] = [];
    const measure = async () => {
      const [user = 0, control = 0] = (await result(6)).slice(1, -1).split(" ").map(Number);
      measured.push({ page: Math.round(await held()), user, control });
    };
    await measure();
    await result(7);
    for (let round = 0; round < liveRounds; round += 1) await measure();
    console.log("MiB held by the page, the user and the control process, after 3 s and each 10 s more:", measured);
    const [first, ...others] = measured;
    const last = others.at(-1);
    assert.ok(first && last);
    assert.ok(last.page - first.page < 10 * liveRounds, "the page's heap");
    assert.ok(last.user - first.user < 60, "the user process");
    assert.ok(last.control - first.control < 80, "the control process");
    const shown = (await notebook.cells())[6]?.outputs[0]?.data?.["application/vnd.vegalite.v5+json"];
    const { data } = shown as { data: { values: { n: number }[] } };
    assert.equal(data.values.at(-1)?.n, 100);
  });

  it("keeps widgets where the page is loaded again", async () => {
    await notebook.page.evaluate(() => jupyterapp.commands.execute("docmanager:save", {}));
    await notebook.page.reload();
    await notebook.page.waitForFunction(() => "jupyterapp" in globalThis);
    await notebook.untilIdle();
    await notebook.locate(2).waitFor();
    await notebook.scrollTo(2);
    await readoutIn(notebook, 2).getByText("5").waitFor();
    await notebook.locate(4).getByText("pressed 1").waitFor();
    await notebook.locate(4).locator(".counter-button").click();
    await notebook.locate(4).getByText("pressed 2").waitFor();
    await sliderIn(notebook, 3).focus();
    await notebook.page.keyboard.press("ArrowRight");
    await readoutIn(notebook, 2).getByText("6").waitFor();
    assert.equal(await result(8), "'6 2'");
  });

  it("shows the same widgets in a second browser, moved from either", async () => {
    await using second = await NotebookPage.open(lab, path);
    await second.scrollTo(2);
    await readoutIn(second, 2).getByText("6").waitFor();
    await sliderIn(second, 2).focus();
    await second.page.keyboard.press("ArrowRight");
    await readoutIn(second, 2).getByText("7").waitFor();
    await notebook.scrollTo(2);
    await readoutIn(notebook, 2).getByText("7").waitFor();
    await notebook.locate(4).locator(".counter-button").click();
    await second.scrollTo(4);
    await second.locate(4).getByText("pressed 3").waitFor();
  });

  it("leaves widgets in place, and says so of nothing broken, where the kernel is restarted", async () => {
    await notebook.scrollTo(2);
    await notebook.menu("Kernel", "Restart Kernel…");
    await notebook.page.getByRole("button", { name: "Confirm Kernel Restart" }).click();
    await notebook.untilIdle();
    // Cells whose numbers are other ones than before, which is how a run is told from none.
    for (const index of [5, 0, 7]) {
      await notebook.scrollTo(index);
      await notebook.run(index);
    }
    await notebook.scrollTo(2);
    await notebook.page.screenshot({ path: `${pictures}outputs-restarted.png` });
    assert.equal(await notebook.page.getByText(/Error displaying widget|Loading widget/).count(), 0);
    await readoutIn(notebook, 2).getByText("7").waitFor();
    await sliderIn(notebook, 2).focus();
    await notebook.page.keyboard.press("ArrowRight");
    assert.equal((await notebook.run(2)).outputs.at(-1)?.output_type, "execute_result");
    await readoutIn(notebook, 2).getByText("4").waitFor();
  });

  it("has met no error in the page", () => {
    // A machine that is busy with other things makes JupyterLab complain of its own plugins; the page that is loaded
    // again drops what it had asked for.
    assert.deepEqual(
      notebook.troubles.filter((trouble) => !/to activate|net::ERR_ABORTED/.test(trouble)),
      [],
    );
  });
});
