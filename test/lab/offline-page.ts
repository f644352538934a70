/**
 * An exported page, opened from its file in Chromium with the network off.
 *
 * Every request but the one for the file itself is refused and noted. Owns a browser context; disposed of, it closes it.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { collectTroubles } from "./page-troubles.ts";

/** A picture of a page. */
export interface Picture {
  readonly src: string;
  /** Pixels; 0 for a broken one. */
  readonly width: number;
  /** Whether it takes room in the page. */
  readonly isShown: boolean;
}

/** What the tests ask of an image in the page. */
interface Image {
  readonly src: string;
  readonly naturalWidth: number;
  readonly offsetWidth: number;
  decode(): Promise<void>;
}

/** How the page is opened: by default in a wide, light window with scripts. */
export interface OfflineOptions {
  readonly colorScheme?: "light" | "dark";
  readonly javaScriptEnabled?: boolean;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A folder whose pages links may lead to. */
  readonly site?: string;
}

/** Axe's finding, as far as the tests look at it. */
interface Finding {
  readonly id: string;
  readonly impact?: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}
declare const axe: { run(options: object): Promise<{ readonly violations: readonly Finding[] }> };

/** How long a step, and a plot to come to life, may take, in ms: a guard. */
const limitMs = 120_000;

export class OfflinePage implements AsyncDisposable {
  readonly page: Page;
  /** Addresses that the page has asked for, less its own. */
  readonly requests: readonly string[];
  /** What went wrong in the page so far. */
  readonly troubles: readonly string[];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page, requests: readonly string[]) {
    this.#context = context;
    this.page = page;
    this.requests = requests;
    this.troubles = collectTroubles(page);
  }

  static async open(browser: Browser, file: string, { site, ...options }: OfflineOptions = {}): Promise<OfflinePage> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: "en-GB",
      ...options,
    });
    context.setDefaultTimeout(limitMs);
    const own = pathToFileURL(file).href;
    const requests: string[] = [];
    await context.setOffline(true);
    await context.route("**", (route) => {
      const url = route.request().url();
      const isLinked = site !== undefined && route.request().isNavigationRequest() && isInside(url, site);
      if (url === own || isLinked) return route.continue();
      requests.push(url);
      return route.abort();
    });
    const opened = new OfflinePage(context, await context.newPage(), requests);
    await opened.page.goto(own, { waitUntil: "load" });
    return opened;
  }

  pictures(): Promise<Picture[]> {
    return this.page.locator("img").evaluateAll((images) =>
      Promise.all(
        (images as unknown as Image[]).map(async (image) => {
          await image.decode().catch(() => {});
          return { src: image.src, width: image.naturalWidth, isShown: image.offsetWidth > 0 };
        }),
      ),
    );
  }

  /** Scrolls to every plot of ours and waits until it can be pointed at, or has kept its picture. */
  async untilLive(): Promise<void> {
    for (const figure of await this.page.locator("figure.plot").all()) {
      await figure.scrollIntoViewIfNeeded();
      const live = figure.and(this.page.locator("[data-is-live]"));
      await live.waitFor({ state: "attached", timeout: limitMs });
    }
  }

  /** What axe finds of the two worst kinds, in a light window and in a dark one. */
  async violations(): Promise<string[]> {
    await this.page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
    const schemes = ["light", "dark"] as const;
    const isDark = await this.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");
    const found: string[] = [];
    for (const colorScheme of isDark ? schemes : schemes.toReversed()) {
      await this.page.emulateMedia({ colorScheme });
      const { violations } = await this.page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
      for (const { id, impact, help, nodes } of violations) {
        if (impact !== "serious" && impact !== "critical") continue;
        const parts = nodes.map(({ html }) => html.slice(0, 120)).join(" | ");
        found.push(`${colorScheme}: ${id}: ${help}: ${parts}`);
      }
    }
    return found;
  }

  /** The page's plots: SVG documents of Vega's, in the page itself or as pictures. */
  async plots(): Promise<string[]> {
    const inPage = await this.page.locator("svg.marks").evaluateAll((all) => all.map((svg) => svg.outerHTML));
    return [...inPage, ...(await this.drawings()).filter((svg) => /class=["']marks/.test(svg))];
  }

  /** The SVG documents that the page shows as pictures. */
  async drawings(): Promise<string[]> {
    const pictures = (await this.pictures()).filter(
      ({ src, isShown }) => isShown && src.startsWith("data:image/svg+xml"),
    );
    return Promise.all(pictures.map(async ({ src }) => (await fetch(src)).text()));
  }

  /** Checks that the page shows so many plots, that no picture is broken, and that it asked for nothing. */
  async assertWhole({ plots: count }: { readonly plots: number }): Promise<void> {
    const plots = await this.plots();
    assert.equal(plots.length, count);
    for (const svg of plots) assert.match(svg, /class=["']mark-(rect|symbol|rule|line)[^>]*>\s*<path/);
    const broken = (await this.pictures()).filter(({ width, isShown }) => width === 0 || !isShown);
    assert.deepEqual(
      broken.map(({ src }) => src.slice(0, 80)),
      [],
    );
    assert.deepEqual(this.requests, []);
    assert.deepEqual(this.troubles, []);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
  }
}

function isInside(url: string, folder: string): boolean {
  return url.startsWith(`${pathToFileURL(folder).href}/`);
}
