/** The course's pages, made by `navette export` with other parameters, opened with the network off. */
import assert from "node:assert/strict";
import { cp, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { notebooks } from "../../kernel/setup/checkout.mjs";
import { courseNotebooks } from "../../kernel/setup/originals.mjs";
import { navette } from "../install/navette-command.ts";
import { scratchFolder } from "../lib/scratch-folder.ts";
import { launchChromium } from "./launch-chromium.ts";
import { OfflinePage } from "./offline-page.ts";

const chapters = courseNotebooks().filter((path) => /^(09|10)/.test(basename(path)));

/** A call at the beginning of a line that shows a plot. */
const plot = /^(timingBars|gantt|speedUp)\(/m;

async function sources(path: string, type: "code" | "markdown"): Promise<string[]> {
  const notebook = JSON.parse(await readFile(join(notebooks, path), "utf8")) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return notebook.cells.filter(({ cell_type }) => cell_type === type).map(({ source }) => [source].flat().join(""));
}

describe("pages of the course", () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof scratchFolder>>;

  before(async () => {
    browser = await launchChromium();
    folder = await scratchFolder();
  });

  after(async () => {
    await browser?.close();
    await folder?.[Symbol.asyncDispose]();
  });

  it("are made by `navette export`, with three workers", async () => {
    // The cells write beside their notebook.
    const copy = join(folder.path, "notebooks");
    await cp(notebooks, copy, { recursive: true, filter: (file) => basename(file) !== "temp" });
    const commands = [
      { chapter: "09", parameters: ["workers=3", "latencyMs=20", "repetitions=1"] },
      { chapter: "10", parameters: ["workers=3", "largeCount=5000", "repetitions=1"] },
    ];
    const outcomes = await Promise.all(
      commands.map(({ chapter, parameters }) => {
        const files = chapters.filter((path) => basename(path).startsWith(chapter)).map((path) => join(copy, path));
        const values = parameters.flatMap((parameter) => ["-p", parameter]);
        return navette(["export", ...files, ...values, "--out", folder.path], { env: process.env });
      }),
    );
    for (const { code, stderr } of outcomes) assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
  });

  for (const path of chapters) {
    it(`show everything with the network off: ${path}`, async () => {
      const file = join(folder.path, `${basename(path, ".ipynb")}.html`);
      await using page = await OfflinePage.open(browser, file);
      const code = await sources(path, "code");
      const drawings = (await sources(path, "markdown")).join("\n").match(/!\[/g) ?? [];
      await page.assertWhole({ plots: code.filter((source) => plot.test(source)).length });
      assert.ok(drawings.length > 0);
      assert.ok((await page.pictures()).length >= drawings.length);
      assert.match(await page.page.locator("body").innerText(), /let workers = 3;/);
      assert.equal(await page.page.locator("html").getAttribute("lang"), path.slice(0, 2));
    });
  }
});
