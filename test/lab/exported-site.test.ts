/**
 * The course as a site: all its pages, from the notebooks as they are stored, and all that leads from one to another.
 *
 * What the pages show once their notebooks have run: exported-pages.test.ts for two chapters, course-site.slow.test.ts
 * for all.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { courseNotebooks } from "../../kernel/setup/originals.mjs";
import { navette } from "../install/navette-command.ts";
import { scratchFolder } from "../lib/scratch-folder.ts";
import {
  assertLinks,
  assertNeighbours,
  assertReadable,
  assertSmall,
  courseArguments,
  coursePages,
  pageOf,
  pagesIn,
} from "./course-site.ts";
import { launchChromium } from "./launch-chromium.ts";
import { OfflinePage } from "./offline-page.ts";

/** What a function below, which runs in the page, asks of it. */
declare function getComputedStyle(element: unknown): { readonly backgroundColor: string };

/** Opened in the browser, the others are read as text. */
const opened = [
  "index.html",
  "fr/index.html",
  "en/gallery.html",
  pageOf("fr", "00"),
  pageOf("en", "02"),
  pageOf("fr", "12"),
];

describe("the course as a site, network off", () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof scratchFolder>>;
  let stdout: string;

  before(async () => {
    browser = await launchChromium();
    folder = await scratchFolder();
    const outcome = await navette([...courseArguments(folder.path), "--as-saved"], { env: process.env });
    assert.deepEqual({ code: outcome.code, stderr: outcome.stderr }, { code: 0, stderr: "" });
    stdout = outcome.stdout;
  });

  after(async () => {
    await browser?.close();
    await folder?.[Symbol.asyncDispose]();
  });

  it("has a page for every notebook, and an index and a gallery for every language", async () => {
    assert.deepEqual(await pagesIn(folder.path), coursePages());
    assert.match(stdout, new RegExp(`${courseNotebooks().length} pages are listed in .*index\\.html\n$`));
  });

  it("leads from each page to the one before, the one after and the other language, and nowhere wrong", async () => {
    for (const page of coursePages()) await assertLinks(folder.path, page);
    for (const notebook of courseNotebooks()) {
      await assertNeighbours(folder.path, notebook.replace(/\.ipynb$/, ".html"));
    }
  });

  it("is small, and says nowhere that it was run", async () => {
    for (const page of coursePages()) await assertSmall(folder.path, page);
    assert.doesNotMatch(await readFile(join(folder.path, pageOf("en", "10")), "utf8"), /class="run"/);
  });

  for (const page of opened) {
    it(`is readable: ${page}`, () => assertReadable(browser, folder.path, page));
  }

  it("keeps the dark theme from page to page and from language to language", async () => {
    const first = join(folder.path, pageOf("fr", "09"));
    await using site = await OfflinePage.open(browser, first, { colorScheme: "light", site: folder.path });
    const { page } = site;
    const paper = () => page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
    const light = await paper();
    await page.locator("#theme-button").click();
    await page.locator("#theme-button").click();
    const dark = await paper();
    assert.notEqual(dark, light);
    const steps = [
      { link: page.getByRole("link", { name: "English" }), leadsTo: pageOf("en", "09") },
      { link: page.locator('a[rel="next"]'), leadsTo: pageOf("en", "10") },
      { link: page.getByRole("link", { name: "Français" }), leadsTo: pageOf("fr", "10") },
      { link: page.locator('a[rel="prev"]'), leadsTo: pageOf("fr", "09") },
      { link: page.locator(".site a").first(), leadsTo: "fr/index.html" },
      { link: page.getByRole("link", { name: "Galerie des graphiques" }), leadsTo: "fr/gallery.html" },
      { link: page.getByRole("link", { name: "English" }), leadsTo: "en/gallery.html" },
    ];
    for (const { link, leadsTo } of steps) {
      await link.click();
      await page.waitForURL((url) => url.pathname.endsWith(`/${leadsTo}`));
      assert.equal(await page.locator("html").getAttribute("lang"), leadsTo.slice(0, 2));
      assert.equal(await paper(), dark, leadsTo);
    }
    await page.locator("#theme-button").click();
    await page.goBack();
    assert.notEqual(await paper(), dark, "the page that one comes back to follows");
    assert.deepEqual([...site.troubles, ...site.requests], []);
  });

  it("shows in the gallery each plot with its title, its chapters and what it shows", async () => {
    await using gallery = await OfflinePage.open(browser, join(folder.path, "fr/gallery.html"));
    const bars = gallery.page.locator(".gallery", { hasText: "Durée de chaque stratégie" });
    const chapters = await bars.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(chapters.includes(basename(pageOf("fr", "09"))), String(chapters));
    assert.match(
      (await bars.locator("img").first().getAttribute("alt")) ?? "",
      /^Durée de chaque stratégie.*séquentiel/,
    );
    assert.ok((await gallery.page.locator(".gallery img").count()) > 40);
  });
});
