/**
 * Takes the pictures of README.md and README.fr.md: chapter 09 in JupyterLab, run with ten workers, then with three.
 *
 * Run by hand on a machine that does nothing else, whose times the plot shows: `node test/lab/take-readme-picture.ts`.
 */
import { join } from "node:path";
import { notebooks } from "../../kernel/setup/checkout.mjs";
import { courseNotebooks } from "../../kernel/setup/originals.mjs";
import { NotebookPage } from "./notebook-page.ts";
import { openLab } from "./open-lab.ts";

await using lab = await openLab();
for (const path of courseNotebooks().filter((path) => path.slice(3, 5) === "09")) {
  await using notebook = await NotebookPage.open(lab, path, { width: 1280, height: 860, pixels: 1.5 });
  const experiment = await notebook.cell(({ tags }) => tags.includes("experiment"));
  const parameters = await notebook.cell(({ tags }) => tags.includes("parameters"));
  const code = (await notebook.cells()).filter(({ type, index }) => type === "code" && index <= experiment.index);
  for (const { index } of code) await notebook.run(index);
  await notebook.retype(parameters.index, /^let workers = /, (line) => line.replace(/\d+/, "3"));
  await notebook.run(parameters.index);
  await notebook.run(experiment.index);
  await notebook.chart(experiment.index);
  const file = join(notebooks, "images", `jupyterlab-${path.slice(0, 2)}.png`);
  await notebook.page.screenshot({ path: file });
  console.log(file);
}
