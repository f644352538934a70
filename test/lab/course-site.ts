/** The course as a site, opened from the disk with the network off: what every page of it must be. */
import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { notebooks } from "../../kernel/setup/checkout.mjs";
import { courseNotebooks } from "../../kernel/setup/originals.mjs";
import { OfflinePage } from "./offline-page.ts";

/** The list of the gallery's pictures. */
export const galleryList = fileURLToPath(new URL("../lib/fixtures/plots/gallery.json", import.meta.url));

/** What a page may weigh without its pictures, in bytes. */
const mostBytes = 1_500_000;

/** The arguments that make the whole course a site in a folder. */
export function courseArguments(folder: string, source = notebooks): string[] {
  return ["export", join(source, "fr"), join(source, "en"), "--gallery", galleryList, "--out", folder];
}

/** Every page that a site of the course has, as paths inside it. */
export function coursePages(): string[] {
  const chapters = courseNotebooks().map((notebook) => notebook.replace(/\.ipynb$/, ".html"));
  const own = ["en", "fr"].flatMap((language) => [join(language, "gallery.html"), join(language, "index.html")]);
  return [...chapters, ...own, "index.html"].sort();
}

export async function pagesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return names.filter((name) => name.endsWith(".html")).sort();
}

/** The page of a chapter, of which only the number is known. */
export function pageOf(language: "en" | "fr", number: string): string {
  const found = courseNotebooks().find((notebook) => notebook.startsWith(join(language, number)));
  assert.ok(found, `${language} has a chapter ${number}`);
  return found.replace(/\.ipynb$/, ".html");
}

/** Checks that every link that stays in the site leads to a page of it, and to something in that page. */
export async function assertLinks(folder: string, page: string): Promise<void> {
  const html = await readFile(join(folder, page), "utf8");
  const own = pathToFileURL(join(folder, page));
  const wrong: string[] = [];
  for (const link of linksOf(html)) {
    const address = link.match(/ href="([^"]*)"/)?.[1] ?? "";
    const target = new URL(address.replaceAll("&amp;", "&"), own);
    if (target.protocol !== "file:") continue;
    const file = fileURLToPath(new URL(target.pathname, "file:"));
    const isThere = (await stat(file).catch(() => undefined))?.isFile() === true;
    const inside = !relative(folder, file).startsWith("..");
    // A browser looks for the id as it stands in the address, then for what it stands for.
    const ids = [target.hash.slice(1), decodeURIComponent(target.hash.slice(1))];
    const text = isThere ? await readFile(file, "utf8") : "";
    const hasId = isThere && ids.some((id) => id === "" || text.includes(` id="${id}"`));
    if (!inside || !hasId) wrong.push(address);
  }
  assert.deepEqual(wrong, [], page);
}

/** Checks what a chapter's page leads to: the page before, the one after, the other language, the index. */
export async function assertNeighbours(folder: string, page: string): Promise<void> {
  const language = dirname(page);
  const own = courseNotebooks()
    .filter((notebook) => dirname(notebook) === language)
    .map((notebook) => basename(notebook).replace(/\.ipynb$/, ".html"));
  const at = own.indexOf(basename(page));
  const links = linksOf(await readFile(join(folder, page), "utf8"));
  const leadingTo = (attribute: string) =>
    links.find((link) => link.includes(attribute))?.match(/ href="([^"]*)"/)?.[1];
  assert.equal(leadingTo(' rel="prev"'), own[at - 1], page);
  assert.equal(leadingTo(' rel="next"'), own[at + 1], page);
  const other = language === "en" ? "fr" : "en";
  const counterpart = leadingTo(` hreflang="${other}"`) ?? "";
  assert.equal(join(language, counterpart), pageOf(other, basename(page).slice(0, 2)), page);
  assert.equal(leadingTo(' href="index.html"'), "index.html", page);
}

/** The links' tags: nbconvert may put their attributes into another order. */
function linksOf(html: string): string[] {
  return html.match(/<a [^>]*>/g) ?? [];
}

export async function assertSmall(folder: string, page: string): Promise<void> {
  const html = await readFile(join(folder, page), "utf8");
  const bytes = Buffer.byteLength(html.replace(/data:image\/[^"]*/g, ""));
  assert.ok(bytes <= mostBytes, `${page}: ${bytes} bytes without its pictures`);
}

/** Opens a page and checks that it is whole: nothing asked for, nothing in the console, plots to be seen, axe content. */
export async function assertReadable(browser: Browser, folder: string, page: string): Promise<void> {
  await using opened = await OfflinePage.open(browser, join(folder, page));
  await opened.untilLive();
  assert.equal(await opened.page.locator('figure.plot[data-is-live="false"]').count(), 0, page);
  const figures = opened.page.locator("figure.plot .plot-view");
  for (const figure of await figures.all()) {
    const box = await figure.boundingBox();
    assert.ok(box && box.width > 200 && box.height > 40, `${page}: a plot of ${box?.width} × ${box?.height} pixels`);
  }
  await opened.assertWhole({ plots: await plotsIn(opened) });
  const width = await opened.page.locator("html").evaluate((root) => root.scrollWidth - root.clientWidth);
  assert.equal(width, 0, `${page} scrolls sideways`);
  assert.deepEqual(await opened.violations(), [], page);
}

/** How many pictures of Vega's the page has: live ones, and those of a gallery. */
async function plotsIn(opened: OfflinePage): Promise<number> {
  const inGallery = await opened.page.locator(".gallery img").count();
  return inGallery + (await opened.page.locator("figure.plot").count());
}
