/** The course as a reader goes through it in JupyterLab: run it all, change the number of workers, run again. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { vegaLiteMime } from "../../lib/plots/plot.ts";
import { courseNotebooks } from "./course-notebooks.ts";
import { type Cell, NotebookPage } from "./notebook-page.ts";
import { type Lab, openLab } from "./open-lab.ts";

function hasChart({ outputs }: Cell): boolean {
  return outputs.some(({ data }) => data !== undefined && vegaLiteMime in data);
}

function hasPicture({ type, source, outputs }: Cell): boolean {
  if (type === "markdown") return source.includes("![");
  return outputs.some(
    ({ data = {} }) => !(vegaLiteMime in data) && Object.keys(data).some((mime) => /^image/.test(mime)),
  );
}

/** The rows of the data that a cell's chart draws. */
function rowsOf({ outputs }: Cell): { readonly kind: string; readonly name: string }[] {
  const spec = outputs.at(-1)?.data?.[vegaLiteMime] as { data?: { values?: [] } } | undefined;
  return spec?.data?.values ?? [];
}

describe("the course in JupyterLab", () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(() => lab?.[Symbol.asyncDispose]());

  it("has its notebooks in both languages", () => {
    const numbers = (language: string) =>
      courseNotebooks.filter((path) => path.startsWith(language)).map((path) => path.slice(3, 5));
    assert.deepEqual(numbers("en"), numbers("fr"));
    assert.ok(numbers("en").includes("09") && numbers("en").includes("10"));
  });

  for (const path of courseNotebooks) {
    it(`runs ${path}, and draws what it measures`, async () => {
      await using notebook = await NotebookPage.open(lab, path);
      await notebook.runAll();
      const cells = await notebook.cells();
      const code = cells.filter(({ type }) => type === "code");
      const errors = code.flatMap(({ outputs }) => outputs.filter((output) => output.output_type === "error"));
      assert.deepEqual(errors, []);
      assert.deepEqual(
        code.map(({ count }) => count),
        code.map((_, i) => i + 1),
      );

      const charts = new Set<string>();
      for (const { index } of cells.filter(hasChart)) charts.add(await notebook.chart(index));
      assert.equal(charts.size, cells.filter(hasChart).length);
      for (const { index } of cells.filter(hasPicture)) {
        const widths = await notebook.pictureWidths(index);
        assert.ok(widths.length > 0 && widths.every((width) => width > 0), `the pictures of cell ${index}: ${widths}`);
      }

      const experiment = cells.find(({ tags }) => tags.includes("experiment"));
      if (experiment) await runWithThreeWorkers(notebook, experiment);
      assert.deepEqual(notebook.troubles, []);
    });
  }

  async function runWithThreeWorkers(notebook: NotebookPage, experiment: Cell): Promise<void> {
    const before = await notebook.chart(experiment.index);
    const parameters = await notebook.cell(({ tags }) => tags.includes("parameters"));
    await notebook.retype(parameters.index, /^let workers = /, (line) => line.replace(/\d+/, "3"));
    await notebook.run(parameters.index);
    const again = await notebook.run(experiment.index);
    const rows = rowsOf(again);
    assert.ok(
      rows.some(({ kind, name }) => kind === "now" && name.startsWith("3 ")),
      JSON.stringify(rows),
    );
    assert.ok(
      rows.some(({ kind, name }) => kind === "earlier" && name.startsWith("10 ")),
      JSON.stringify(rows),
    );
    assert.notEqual(await notebook.chart(experiment.index), before);
  }
});
