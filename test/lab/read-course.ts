/** The course as a reader goes through it in JupyterLab: run it all, change the number of workers, run again. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { courseNotebooks } from "../../kernel/setup/originals.mjs";
import { vegaLiteMime } from "../../lib/plots/plot.ts";
import { type Cell, NotebookPage } from "./notebook-page.ts";
import { OfflinePage } from "./offline-page.ts";
import { type Lab, openLab } from "./open-lab.ts";
import { moveTheSlider, predictANumber, steerTheTurtle } from "./take-part.ts";

const widgetMime = "application/vnd.jupyter.widget-view+json";

function hasChart({ outputs }: Cell): boolean {
  return outputs.some(({ data }) => data !== undefined && vegaLiteMime in data);
}

function hasPicture({ type, source, outputs }: Cell): boolean {
  if (type === "markdown") return source.includes("![");
  return outputs.some(
    ({ data = {} }) =>
      // JupyterLab draws charts and widgets itself; the picture in their bundles is for other places.
      !(vegaLiteMime in data || widgetMime in data) && Object.keys(data).some((mime) => /^image/.test(mime)),
  );
}

/** The rows of the data that a cell's chart draws. */
function rowsOf({ outputs }: Cell): { readonly kind: string; readonly name: string }[] {
  const spec = outputs.at(-1)?.data?.[vegaLiteMime] as { data?: { values?: [] } } | undefined;
  return spec?.data?.values ?? [];
}

/** The chapters that are read on every change: those that their readers open first. */
export const firstChapters: readonly string[] = ["00", "05", "09", "10"];

/** The chapters in which the reader's part is played too: a prediction, the slider, and keys in chapter 05's turtle. */
const takingPart: readonly string[] = ["05", "09", "10"];

/** Tests of the course's chapters with these numbers, in one language, in a JupyterLab of their own. */
export function readCourse(language: "en" | "fr", isRead: (chapter: string) => boolean): void {
  const notebooks = courseNotebooks().filter((path) => path.startsWith(language) && isRead(path.slice(3, 5)));

  describe(`the course in JupyterLab, ${language}`, () => {
    let lab: Lab;
    before(async () => {
      lab = await openLab();
    });
    after(() => lab?.[Symbol.asyncDispose]());

    for (const path of notebooks) {
      it(`runs ${path}, and draws what it measures`, async () => {
        await using notebook = await NotebookPage.open(lab, path);
        if (language === "fr") await notebook.restartAndRunAll();
        else await notebook.runAll();
        const cells = await notebook.cells();
        assertRan(cells);
        await assertDrawn(notebook, cells);

        const experiment = cells.find(({ tags }) => tags.includes("experiment"));
        if (experiment) {
          // Chapter 17's experiment is a program to step through, and chapter 06's is simulated by one thread.
          const isByWorkers = hasChart(experiment) && /\bworkers\b/.test(experiment.source);
          const rows = isByWorkers ? await runWithThreeWorkers(notebook, experiment) : [];
          if (/^(09|10)/.test(path.slice(3))) assertEarlierRunIsKept(rows);
          const file = join(lab.folder, "page.html");
          await notebook.saveAsHtml(file, { isSanitised: language === "fr" });
          await using page = await OfflinePage.open(lab.browser, file);
          await page.untilLive();
          const charts = cells.flatMap(({ outputs }) => outputs.filter(({ data = {} }) => vegaLiteMime in data));
          await page.assertWhole({ plots: charts.length });
        }
        if (takingPart.includes(path.slice(3, 5))) {
          await predictANumber(notebook);
          await moveTheSlider(notebook);
        }
        if (/^05/.test(path.slice(3))) await steerTheTurtle(notebook);
        assert.deepEqual(notebook.troubles, []);
      });
    }

    if (!isRead("09")) return;
    it("stops the experiment by the toolbar's button, and runs it again", async () => {
      await using notebook = await NotebookPage.open(
        lab,
        notebooks.find((path) => path.slice(3, 5) === "09"),
      );
      const experiment = await notebook.cell(({ tags }) => tags.includes("experiment"));
      const parameters = await notebook.cell(({ tags }) => tags.includes("parameters"));
      const setLatency = async (ms: number) => {
        await notebook.retype(parameters.index, /^let latencyMs = /, (line) => line.replace(/\d+/, String(ms)));
        await notebook.run(parameters.index);
      };
      const code = (await notebook.cells()).filter(({ type, index }) => type === "code" && index < experiment.index);
      for (const { index } of code) await notebook.run(index);
      await setLatency(20_000);
      await notebook.start(experiment.index);
      await notebook.locate(experiment.index).getByText("[*]").waitFor();
      await notebook.untilBusy();
      await notebook.toolbar(/^Interrupt the kernel/);
      const stopped = await notebook.untilEnded(experiment.index);
      assert.deepEqual(
        stopped.outputs.map(({ output_type, ename }) => ename ?? output_type),
        ["KeyboardInterrupt"],
      );
      await setLatency(20);
      assert.ok(hasChart(await notebook.run(experiment.index)));
      await notebook.chart(experiment.index);
      assert.deepEqual(notebook.troubles, []);
    });
  });
}

/** Every code cell has run, in order, and none has failed. */
function assertRan(cells: readonly Cell[]): void {
  const code = cells.filter(({ type }) => type === "code");
  const errors = code.flatMap(({ outputs }) => outputs.filter((output) => output.output_type === "error"));
  assert.deepEqual(errors, []);
  assert.deepEqual(
    code.map(({ count }) => count),
    code.map((_, i) => i + 1),
  );
}

/** Every chart is drawn, none like another, and every picture is there. */
async function assertDrawn(notebook: NotebookPage, cells: readonly Cell[]): Promise<void> {
  const charts = new Set<string>();
  for (const { index } of cells.filter(hasChart)) charts.add(await notebook.chart(index));
  assert.equal(charts.size, cells.filter(hasChart).length);
  for (const { index } of cells.filter(hasPicture)) {
    const widths = await notebook.pictureWidths(index);
    assert.ok(widths.length > 0 && widths.every((width) => width > 0), `the pictures of cell ${index}: ${widths}`);
  }
}

/** The chart changes with the number of workers; returns the rows that it draws then. */
async function runWithThreeWorkers(notebook: NotebookPage, experiment: Cell): Promise<ReturnType<typeof rowsOf>> {
  const before = await notebook.chart(experiment.index);
  const parameters = await notebook.cell(({ tags }) => tags.includes("parameters"));
  await notebook.retype(parameters.index, /^let workers = /, (line) => line.replace(/\d+/, "3"));
  await notebook.run(parameters.index);
  const rows = rowsOf(await notebook.run(experiment.index));
  assert.notEqual(await notebook.chart(experiment.index), before);
  return rows;
}

/** The run before, with ten workers, stays in the chart, paler. */
function assertEarlierRunIsKept(rows: ReturnType<typeof rowsOf>): void {
  const has = (kind: string, workers: string) =>
    rows.some((row) => row.kind === kind && row.name.startsWith(`${workers} `));
  assert.ok(has("now", "3") && has("earlier", "10"), JSON.stringify(rows));
}
