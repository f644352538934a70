/** The chapters as pages: what `navette export` writes, read in a browser without network. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { checkout, navette } from "../install/navette-command.ts";
import { launchChromium } from "../lab/launch-chromium.ts";
import { collectTroubles } from "../lab/page-troubles.ts";
import { type CourseNotebook, chapters } from "./course.ts";

const quick: Readonly<Record<string, readonly string[]>> = {
  "09": ["latencyMs=20", "repetitions=1", "workers=3"],
  "10": ["count=500", "largeCount=1000", "repetitions=1", "workers=2"],
};

/** Whether a picture is a table, which is as wide as what it holds. */
const isTable = (alt: string) => /^(Table|Tableau) /.test(alt);

describe("the pages of the chapters, without network", () => {
  let browser: Browser;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "navette-pages-"));
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  for (const { number, en, fr } of chapters()) {
    const parameters = quick[number];
    if (parameters === undefined) continue;
    for (const notebook of [fr, en]) {
      it(`${notebook.language}/${notebook.name}`, async () => {
        const page = await open(notebook, parameters);
        const troubles = collectTroubles(page);
        const requests: string[] = [];
        page.on("request", (request) => requests.push(request.url()));
        await page.reload();

        assert.equal(await page.locator("html").getAttribute("lang"), notebook.language);
        assert.equal(await page.title(), notebook.metadata.title);
        // A plot is a picture until its chart has come to life.
        const pictures = await page.locator("main img, .plot-view svg").evaluateAll((images) =>
          images.map((image) => ({
            alt: image.getAttribute("alt") ?? image.getAttribute("aria-label") ?? "",
            drawn: Number(Reflect.get(image, "naturalWidth") ?? image.getBoundingClientRect().width),
            shown: image.getBoundingClientRect().width,
          })),
        );
        assert.ok(pictures.length > 4);
        for (const { alt, drawn, shown } of pictures) {
          assert.ok(drawn > 0 && shown > (isTable(alt) ? 60 : 300), alt);
          assert.ok(alt.length > 15 && !alt.startsWith("No description"), alt);
        }

        const solution = page.locator('[data-tags~="solution"] details').first();
        const code = solution.locator("pre").first();
        assert.ok(!(await code.isVisible()), "a solution is folded away");
        await solution.locator("summary").click();
        assert.ok(await code.isVisible());

        const width = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
        assert.equal(width, 0, "nothing makes the page scroll sideways");
        const long = await page
          .locator(".highlight pre")
          .evaluateAll((all) =>
            all.filter((pre) => pre.scrollWidth > pre.clientWidth + 1).map((pre) => pre.textContent),
          );
        assert.deepEqual(long, [], "no line of code is too long for the page");

        assert.deepEqual(
          requests.filter((url) => !/^(file|data|blob):/.test(url)),
          [],
        );
        assert.deepEqual(troubles, []);
        await page.context().close();
      });
    }
  }

  async function open({ file, name, language }: CourseNotebook, parameters: readonly string[]) {
    const out = join(folder, language);
    const args = ["export", file, ...parameters.flatMap((parameter) => ["-p", parameter]), "--out", out];
    const { code, stderr } = await navette(args, { cwd: checkout, env: process.env });
    assert.equal(code, 0, stderr);
    const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, offline: true });
    const page = await context.newPage();
    await page.goto(pathToFileURL(join(out, name.replace(".ipynb", ".html"))).href);
    return page;
  }
});
