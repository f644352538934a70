/** Pages of a notebook with a turtle, an anywidget and a slider, made by `navette export` together with another one. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { freshEnvironment, navette, type Outcome } from "../install/navette-command.ts";
import { scratchFolder } from "../lib/scratch-folder.ts";
import { launchChromium } from "./launch-chromium.ts";
import { matchesScreenshot } from "./matches-screenshot.ts";
import { OfflinePage } from "./offline-page.ts";

const turtle = `import { Screen, setup, Turtle } from "navette/turtle";
setup(500, 500);
const playground = Screen();
playground.title("Event Handling 101");
playground.bgcolor("lightblue");
const nathan = new Turtle();
playground.onkey(() => nathan.forward(50), "Up");
playground.listen();
nathan.forward(100);
playground.mainloop();`;

const counter = `import { interact, slider, widget } from "navette";
const bytes = new Uint8Array([7, 8, 9]);
const counter = widget({
  esm: \`export default {
    render({ model, el }) {
      const button = document.createElement("button");
      const show = () => { button.textContent = "count " + model.get("count") + " of " + model.get("bytes").getUint8(2); };
      button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
      model.on("change:count", show);
      show();
      el.append(button);
    },
  }\`,
  css: "button { font-weight: 900 }",
  state: { count: 41, bytes },
});
counter.set({ count: 42 });
counter;`;

/** Drawings without a letter, the same on every machine. */
const spiral = `setup(300, 300);
const tess = new Turtle();
tess.speed(0);
tess.pensize(3);
tess.fillcolor("gold");
tess.begin_fill();
for (let side = 0; side < 40; side++) {
  tess.color(side % 2 === 0 ? "darkblue" : "crimson", "gold");
  tess.forward(side * 6);
  tess.left(91);
}
tess.end_fill();
tess.penup();
tess.goto(-100, -100);
tess.dot(30, "green");`;

const chart = `import { display } from "navette";
display.vegaLite({
  description: "Bars without letters",
  data: { values: [3, 1, 4, 1, 5, 9, 2, 6].map((value, at) => ({ at, value, kind: at % 2 })) },
  width: 320,
  height: 160,
  mark: "bar",
  encoding: {
    x: { field: "at", type: "ordinal", axis: null },
    y: { field: "value", type: "quantitative", axis: null },
    color: { field: "kind", type: "nominal", scale: { range: ["#0072B2", "#E69F00"] }, legend: null },
  },
});`;

/** A plot of the library's: its legend is clicked, its axis zoomed. */
const answering = `import { Plot } from "navette/lib";
const rows = Array.from({ length: 40 }, (_, at) => ({ from: at, to: at + 1, lane: at % 4, kind: "kind " + (at % 2) }));
const x = { field: "from", type: "quantitative" as const, title: null };
const y = { field: "lane", type: "ordinal" as const, title: null };
new Plot({
  description: "Answers to clicks",
  table: [["nothing"]],
  zoom: "x",
  spec: {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    description: "Answers to clicks",
    width: 400,
    height: 120,
    data: { values: rows },
    layer: [
      {
        mark: { type: "bar" },
        encoding: { x, x2: { field: "to" }, y, color: { field: "kind", type: "nominal", legend: { title: null } } },
      },
      { mark: { type: "text" }, encoding: { x, y, text: { value: "t" } } },
    ],
  },
});`;

const code = (source: string, tags: readonly string[] = []) => ({
  cell_type: "code",
  id: `cell-${source.length}`,
  metadata: { tags },
  source,
  execution_count: null,
  outputs: [],
});
const text = (source: string, tags: readonly string[] = []) => ({
  cell_type: "markdown",
  id: `text-${source.length}`,
  metadata: { tags },
  source,
});
const notebook = (language: string, cells: readonly object[]) =>
  JSON.stringify({
    cells,
    metadata: { kernelspec: { name: "navette", display_name: "TypeScript (Navette)" }, language },
    nbformat: 4,
    nbformat_minor: 5,
  });

describe("pages that are exported together", () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof scratchFolder>>;
  let outcome: Outcome;
  const page = (name: string) => join(folder.path, "pages", name);

  before(async () => {
    browser = await launchChromium();
    folder = await scratchFolder();
    const widgets = [
      text("# Turtles & <b>sliders</b>\n\nThe *first* lesson, with [the second](leçon%202.ipynb#Deux)."),
      code(turtle),
      code(counter),
      code(spiral),
      code(chart),
      code(answering),
      code('await interact(({ workers }) => "with " + workers, { workers: slider(1, 16, { value: 4 }) });'),
      text("## Exercise"),
      text("<details><summary>A solution</summary>\n\nsecret\n\n</details>", ["solution"]),
      code('const secret = "secret";', ["solution"]),
    ];
    const second = [text("# Deuxième leçon\n\nEn français.\n\n## Deux")];
    assert.equal(new Set(widgets.map(({ id }) => id)).size, widgets.length);
    await writeFile(join(folder.path, "lesson.ipynb"), notebook("en", widgets));
    await writeFile(join(folder.path, "leçon 2.ipynb"), notebook("fr", second));
    outcome = await navette(["export", "lesson.ipynb", "leçon 2.ipynb", "--out", "pages", "--solutions", "none"], {
      env: freshEnvironment(folder.path),
      cwd: folder.path,
    });
  });
  after(async () => {
    await browser?.close();
    await folder?.[Symbol.asyncDispose]();
  });

  it("have an index, and lead to each other", async () => {
    assert.equal(outcome.code, 0, outcome.stderr);
    assert.match(outcome.stdout, /2 pages are listed in pages.index\.html\n$/);
    await using index = await OfflinePage.open(browser, page("index.html"));
    assert.deepEqual(await index.violations(), []);
    const links = index.page.locator("main a");
    assert.deepEqual(await links.allInnerTexts(), ["Turtles & sliders", "Deuxième leçon"]);
    assert.match(
      await index.page.locator("main").innerText(),
      /English[\s\S]*The first lesson, with the second\.[\s\S]*Français/,
    );
    for (const link of await links.all()) {
      const address = new URL(String(await link.getAttribute("href")), pathToFileURL(page("index.html")));
      assert.match(await readFile(address, "utf8"), /^<!DOCTYPE html>/);
    }
    await using lesson = await OfflinePage.open(browser, page("lesson.html"));
    const next = await lesson.page.getByRole("link", { name: "the second" }).getAttribute("href");
    assert.equal(next, "le%C3%A7on%202.html#Deux");
    assert.deepEqual([...index.troubles, ...lesson.troubles], []);
  });

  it("leave out the solutions", async () => {
    const html = await readFile(page("lesson.html"), "utf8");
    assert.match(html, /Exercise/);
    assert.doesNotMatch(html, /secret/);
  });

  it("draw the turtle's window as it was left", async () => {
    await using lesson = await OfflinePage.open(browser, page("lesson.html"));
    const turtleWindow = lesson.page.locator('.widget[data-is-live="true"] .navette-turtle').first();
    await turtleWindow.waitFor();
    assert.equal(await turtleWindow.locator(".navette-turtle-title").innerText(), "Event Handling 101");
    await turtleWindow.locator('polyline[points="0,0 100,0"]').waitFor({ state: "attached" });
    assert.equal(await turtleWindow.locator("[tabindex], [role=application]").count(), 0, "no kernel hears keys");
    assert.deepEqual(await lesson.violations(), []);
    assert.deepEqual(lesson.troubles, []);
  });

  it("look as they did: a turtle's drawing and a plot, as pictures and once scripts have run", async () => {
    for (const javaScriptEnabled of [true, false]) {
      for (const colorScheme of ["light", "dark"] as const) {
        await using lesson = await OfflinePage.open(browser, page("lesson.html"), { javaScriptEnabled, colorScheme });
        if (javaScriptEnabled) await lesson.untilLive();
        const drawing = lesson.page.locator(javaScriptEnabled ? ".navette-turtle-canvas svg" : ".widget img").last();
        await matchesScreenshot(drawing, "turtle");
        const plot = lesson.page.locator(javaScriptEnabled ? ".plot-view svg.marks" : ".plot-view img").first();
        await matchesScreenshot(plot, "bars");
      }
    }
  });

  it("have plots that zoom, move and fade, and leave the wheel to the page", async () => {
    await using lesson = await OfflinePage.open(browser, page("lesson.html"));
    await lesson.untilLive();
    const { keyboard, mouse } = lesson.page;
    const plot = lesson.page.locator("figure.plot svg.marks").last();
    await plot.scrollIntoViewIfNeeded();
    const { width, height } = (await plot.boundingBox()) ?? { width: 0, height: 0 };
    const middle = { position: { x: width / 2, y: height / 3 } };
    // The end of the axis.
    const end = plot.getByText("40", { exact: true });
    await end.waitFor({ state: "attached" });

    await plot.hover(middle);
    const top = await lesson.page.evaluate("scrollY");
    await mouse.wheel(0, -100);
    await lesson.page.waitForFunction((before) => scrollY !== before, top);
    assert.equal(await end.count(), 1, "the wheel alone scrolls");
    // Pointed at once the page stands still.
    await plot.hover(middle);
    await keyboard.down("Control");
    await mouse.wheel(0, -500);
    await keyboard.up("Control");
    await end.waitFor({ state: "detached" });
    await plot.dblclick(middle);
    await end.waitFor({ state: "attached" });

    const faded = plot.locator('.mark-rect path[opacity="0.1"]');
    assert.equal(await faded.count(), 0);
    await plot.locator(".role-legend-symbol path").first().click();
    await faded.first().waitFor({ state: "attached" });
    assert.equal(await faded.count(), 20);
    assert.deepEqual(lesson.troubles, []);
  });

  it("run a widget's own front end from its saved state, bytes and style included", async () => {
    await using lesson = await OfflinePage.open(browser, page("lesson.html"));
    const button = lesson.page.locator(".widget button");
    await button.waitFor();
    assert.equal(await button.innerText(), "count 42 of 9");
    await button.click();
    assert.equal(await button.innerText(), "count 43 of 9");
    const weight = (selector: string) =>
      lesson.page.locator(selector).evaluate((element) => getComputedStyle(element).fontWeight);
    assert.equal(await weight(".widget button"), "900");
    assert.notEqual(await weight("#print-button"), "900", "its style stays with it");
  });

  it("show a control's value, and pictures where no script runs", async () => {
    await using lesson = await OfflinePage.open(browser, page("lesson.html"), { javaScriptEnabled: false });
    assert.match(await lesson.page.locator(".output-controls").innerText(), /workers\s+4/);
    assert.equal(await lesson.page.locator("meter").getAttribute("aria-label"), "workers");
    const picture = lesson.page.locator(".widget img").first();
    assert.equal(await picture.getAttribute("alt"), "Event Handling 101");
    assert.ok(((await picture.boundingBox())?.height ?? 0) > 400);
    assert.match(await lesson.page.locator("main").innerText(), /\[widget count, bytes\]/);
  });

  it("have an index only where it takes nothing else's place", async () => {
    const both = ["lesson.ipynb", "leçon 2.ipynb"].map((name) => join(folder.path, name));
    const env = freshEnvironment(folder.path);
    await writeFile(join(folder.path, "index.html"), "mine");
    const refused = await navette(["export", ...both], { env });
    assert.match(refused.stderr, /index\.html, which is a page that Navette hasn't made\. Name another folder/);
    await writeFile(join(folder.path, "index.ipynb"), notebook("en", []));
    const taken = await navette(["export", join(folder.path, "index.ipynb"), ...both, "--out", page("")], { env });
    assert.match(taken.stderr, /is the page of .*index\.ipynb\. Rename or leave out that notebook\. Nothing was run/);
    const unknown = await navette(["export", ...both, "--solutions", "some"], { env });
    assert.match(unknown.stderr, /Allowed choices are all, none/);
    assert.deepEqual([refused.code, taken.code, unknown.code], [1, 1, 1]);
  });
});

/** What the functions above, which run in the page, ask of it. */
declare function getComputedStyle(element: unknown): { readonly fontWeight: string };
declare const scrollY: number;
