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

/** What the functions below, which run in the page, ask of it. */
declare function getComputedStyle(element: unknown): {
  readonly backgroundColor: string;
  readonly breakAfter: string;
  readonly breakInside: string;
  readonly scrollBehavior: string;
};

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
    const file = () => join(folder.path, `${basename(path, ".ipynb")}.html`);

    it(`show everything with the network off: ${path}`, async () => {
      await using page = await OfflinePage.open(browser, file());
      const code = await sources(path, "code");
      const drawings = (await sources(path, "markdown")).join("\n").match(/!\[/g) ?? [];
      await page.untilLive();
      await page.assertWhole({ plots: code.filter((source) => plot.test(source)).length });
      assert.equal(await page.page.locator('figure.plot[data-is-live="false"]').count(), 0);
      assert.ok(drawings.length > 0);
      assert.ok((await page.pictures()).length >= drawings.length);
      const text = await page.page.locator("body").innerText();
      assert.match(text, /let workers = 3;/);
      assert.match(text, /(Run with|Exécuté avec) workers = 3, .*(on|sur) .*Node v24/);
      assert.equal(await page.page.locator("html").getAttribute("lang"), path.slice(0, 2));
      assert.deepEqual(await page.violations(), []);
    });
  }

  const english = () => join(folder.path, "09-downloading-images.html");
  const french = () => join(folder.path, "10-accelerer-le-calcul.html");

  it("are small, apart from their pictures, and allow their own scripts only", async () => {
    for (const file of [english(), french()]) {
      const html = await readFile(file, "utf8");
      const bytes = Buffer.byteLength(html.replace(/data:image\/[^"]*/g, ""));
      assert.ok(bytes < 1_500_000, `${file}: ${bytes} bytes`);
      const [, policy = ""] =
        /http-equiv="Content-Security-Policy" content="([^"]*)"|content="([^"]*)" http-equiv/
          .exec(html)
          ?.filter((part) => part !== undefined) ?? [];
      assert.match(policy, /^default-src 'none'; script-src( 'sha256-[\w+/=]{44}')+; style-src/);
      assert.doesNotMatch(policy, /unsafe-eval|https?:|\*/);
      assert.doesNotMatch(html, /<link|<iframe|MathJax/);
      assert.doesNotMatch(html, /Temml/, "there is no formula in the page");
    }
  });

  it("answer the mouse: a plot tells its values", async () => {
    await using page = await OfflinePage.open(browser, english());
    await page.untilLive();
    const bar = page.page.locator("figure.plot").first().locator(".mark-rect path").first();
    await bar.scrollIntoViewIfNeeded();
    await bar.hover();
    const tooltip = page.page.locator("#vg-tooltip-element.visible");
    await tooltip.waitFor();
    assert.match(await tooltip.innerText(), /\d/);
    assert.deepEqual(page.troubles, []);
  });

  it("are dark for those who like it so, and by the button", async () => {
    await using page = await OfflinePage.open(browser, french(), { colorScheme: "dark" });
    const paper = () => page.page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
    const dark = await paper();
    await page.untilLive();
    assert.deepEqual(await page.violations(), []);
    const button = page.page.locator("#theme-button");
    await button.click();
    assert.match(await button.innerText(), /clair/);
    assert.notEqual(await paper(), dark);
    await page.page.reload();
    assert.notEqual(await paper(), dark, "it remembers");
    await button.click();
    assert.equal(await paper(), dark);
  });

  it("are read by keyboard: text, contents, folded code", async () => {
    await using page = await OfflinePage.open(browser, english());
    const { keyboard } = page.page;
    await keyboard.press("Tab");
    assert.equal(await page.page.locator(":focus").getAttribute("href"), "#text");
    await keyboard.press("Enter");
    assert.equal(await page.page.locator("main:focus").count(), 1);
    const contents = page.page.locator(".contents a");
    const cells = page.page.locator("details.code");
    assert.ok((await contents.count()) > 5);
    for (const link of await contents.all()) {
      const id = String(await link.getAttribute("href")).slice(1);
      assert.equal(await page.page.locator(`main [id="${id}"]`).count(), 1, id);
    }
    await cells.first().locator("summary").focus();
    await keyboard.press("Enter");
    assert.equal(await cells.first().getAttribute("open"), null);
    await page.page.locator("#code-button").focus();
    await keyboard.press("Space");
    assert.equal(await page.page.locator("details.code[open]").count(), 0);
    await keyboard.press("Space");
    assert.equal(await page.page.locator("details.code[open]").count(), await cells.count());
  });

  it("are whole without scripts", async () => {
    await using page = await OfflinePage.open(browser, french(), { javaScriptEnabled: false });
    const images = page.page.locator("figure.plot img");
    assert.ok((await images.count()) > 5);
    for (const image of await images.all()) assert.ok(((await image.boundingBox())?.height ?? 0) > 100);
    assert.equal(await page.page.locator(".contents a").first().isVisible(), true);
    assert.equal(await page.page.locator(".buttons").isVisible(), false);
    assert.deepEqual(page.requests, []);
  });

  it("fit a phone", async () => {
    await using page = await OfflinePage.open(browser, french(), { viewport: { width: 360, height: 740 } });
    await page.untilLive();
    const width = await page.page.locator("html").evaluate((root) => root.scrollWidth);
    assert.ok(width <= 360, `${width} pixels`);
    assert.equal(await page.page.locator(".contents a").first().isVisible(), false);
    assert.deepEqual(await page.violations(), []);
  });

  it("print their text, code and plots, and no buttons", async () => {
    await using page = await OfflinePage.open(browser, english(), { colorScheme: "dark" });
    await page.page.locator("#code-button").click();
    const pdf = await page.page.pdf({ format: "A4" });
    assert.ok(pdf.length > 100_000);
    await page.page.emulateMedia({ media: "print" });
    assert.equal(await page.page.locator(".bar").isVisible(), false);
    assert.equal(
      await page.page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor),
      "rgb(255, 255, 255)",
    );
    assert.equal(await page.page.locator("details.code pre").first().isVisible(), true);
    // Code stays in one piece, and with what it drew.
    const code = page.page.locator("details.code").first();
    assert.equal(await code.evaluate((element) => getComputedStyle(element).breakInside), "avoid");
    // Where it drew something: cells without an output may part.
    const breaks = (place: string) =>
      page.page
        .locator(`details.code${place}`)
        .evaluateAll((all) => [...new Set(all.map((element) => getComputedStyle(element).breakAfter))]);
    assert.deepEqual(await breaks(":not(:last-child)"), ["avoid"]);
    assert.deepEqual(await breaks(":last-child"), ["auto"]);
    const plot = page.page.locator(".plot-view").first();
    assert.equal(await plot.evaluate((element) => getComputedStyle(element).breakInside), "avoid");
    // Neither is a short table torn apart, nor what a sentence announces torn from it.
    const numbers = page.page.locator("figure.plot > details pre.short").first();
    assert.equal(await numbers.evaluate((element) => getComputedStyle(element).breakInside), "avoid");
    // A table is there once: as its picture.
    const table = page.page.locator(".output-picture figure", { has: page.page.locator("details") }).first();
    assert.equal(await table.locator("img").isVisible(), true);
    assert.equal(await table.locator("details").isVisible(), false);
  });

  it("move nothing for those who ask for that", async () => {
    await using page = await OfflinePage.open(browser, english());
    const scrolling = () => page.page.locator("html").evaluate((root) => getComputedStyle(root).scrollBehavior);
    assert.equal(await scrolling(), "smooth");
    await page.page.emulateMedia({ reducedMotion: "reduce" });
    assert.equal(await scrolling(), "auto");
  });
});
