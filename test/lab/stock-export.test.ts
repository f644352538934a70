/**
 * Pages made by nbconvert as it comes, without our template: every plot is there, and the picture of every widget, though
 * the notebook has the widgets' saved state, for which nbconvert would load their views from the network.
 */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { projectPython } from "../../kernel/setup/checkout.mjs";
import { freshEnvironment, run } from "../install/navette-command.ts";
import { scratchFolder } from "../lib/scratch-folder.ts";
import { launchChromium } from "./launch-chromium.ts";
import { OfflinePage } from "./offline-page.ts";

const cells = [
  `import { downloadImages, gantt, serveImages, speedUp, timingBars } from "navette/lib";
   await using server = await serveImages({ count: 2, latencyMs: 10 });
   const alone = await downloadImages(server.urls, "temp", { strategy: "sequential" });
   const atOnce = await downloadImages(server.urls, "temp", { strategy: "async", workers: 2 });
   timingBars([alone, atOnce]);`,
  "gantt(atOnce);",
  "speedUp([alone, atOnce]);",
];

const widgets = [
  `import { setup, Turtle } from "navette/turtle";
   setup(300, 300);
   new Turtle().forward(100);`,
  `import { slider } from "navette";
   slider(1, 16, { value: 4, description: "workers" });`,
];

const notebook = {
  cells: [...cells, ...widgets].map((source, i) => {
    return { cell_type: "code", id: `cell-${i}`, metadata: {}, source, execution_count: null, outputs: [] };
  }),
  metadata: { kernelspec: { name: "navette", display_name: "TypeScript (Navette)", language: "typescript" } },
  nbformat: 4,
  nbformat_minor: 5,
};

describe("nbconvert's own page", () => {
  it("shows every plot and every widget's picture, sanitised or not", async () => {
    await using folder = await scratchFolder();
    const env = freshEnvironment(folder.path);
    await writeFile(join(folder.path, "plots.ipynb"), JSON.stringify(notebook));

    async function nbconvert(...args: readonly string[]): Promise<void> {
      const { code, stderr } = await run(projectPython, ["-m", "nbconvert", ...args], { cwd: folder.path, env });
      assert.equal(code, 0, stderr);
    }
    await nbconvert("--execute", "--to", "notebook", "--inplace", "plots.ipynb");
    const saved = JSON.parse(await readFile(join(folder.path, "plots.ipynb"), "utf8"));
    assert.ok(Object.keys(saved.metadata.widgets["application/vnd.jupyter.widget-state+json"].state).length >= 2);
    const html = ["--to", "html", "--template", "lab", "plots.ipynb", "--output"];
    await nbconvert(...html, "as-it-is");
    await nbconvert(...html, "sanitised", "--HTMLExporter.sanitize_html=True");

    const browser = await launchChromium();
    try {
      for (const name of ["as-it-is", "sanitised"]) {
        await using page = await OfflinePage.open(browser, join(folder.path, `${name}.html`));
        const plots = await page.plots();
        assert.equal(plots.length, cells.length, name);
        for (const svg of plots) assert.match(svg, /class="mark-(rect|symbol|rule|line)[^>]*>\s*<path/, name);
        const drawings = await page.drawings();
        assert.ok(
          drawings.some((svg) => svg.includes('points="0,0 100,0"')),
          `${name}: the turtle`,
        );
        assert.ok(
          drawings.some((svg) => svg.includes("workers")),
          `${name}: the slider`,
        );
      }
    } finally {
      await browser.close();
    }
  });
});
