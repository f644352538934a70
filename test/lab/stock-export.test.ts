/** Pages made by nbconvert as it comes, without our template: every plot is there, sanitised or not. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
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

const notebook = {
  cells: cells.map((source, i) => {
    return { cell_type: "code", id: `cell-${i}`, metadata: {}, source, execution_count: null, outputs: [] };
  }),
  metadata: { kernelspec: { name: "navette", display_name: "TypeScript (Navette)", language: "typescript" } },
  nbformat: 4,
  nbformat_minor: 5,
};

describe("nbconvert's own page", () => {
  it("shows every plot, sanitised or not", async () => {
    await using folder = await scratchFolder();
    const env = freshEnvironment(folder.path);
    await writeFile(join(folder.path, "plots.ipynb"), JSON.stringify(notebook));

    async function nbconvert(...args: readonly string[]): Promise<void> {
      const { code, stderr } = await run(projectPython, ["-m", "nbconvert", ...args], { cwd: folder.path, env });
      assert.equal(code, 0, stderr);
    }
    await nbconvert("--execute", "--to", "notebook", "--inplace", "plots.ipynb");
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
      }
    } finally {
      await browser.close();
    }
  });
});
