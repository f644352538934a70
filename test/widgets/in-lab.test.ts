/** The turtle and `interact` as a person uses them in JupyterLab. */
import assert from "node:assert/strict";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { NotebookPage } from "../lab/notebook-page.ts";
import { OfflinePage } from "../lab/offline-page.ts";
import { type Lab, openLab } from "../lab/open-lab.ts";
import { keyToRedraw } from "./key-to-redraw.ts";

/** What the functions below, which run in the page, ask of it. */
interface PageElement {
  readonly ownerDocument: { readonly activeElement: unknown };
}

function isFocused(element: unknown): boolean {
  return element === (element as PageElement).ownerDocument.activeElement;
}

const pictures = fileURLToPath(new URL("../../.navette/screenshots/", import.meta.url));

describe("widgets in JupyterLab", () => {
  let lab: Lab;
  let notebook: NotebookPage;

  before(async () => {
    await mkdir(pictures, { recursive: true });
    lab = await openLab();
    notebook = await NotebookPage.openNew(lab);
  });

  after(async () => {
    await notebook?.[Symbol.asyncDispose]();
    await lab?.[Symbol.asyncDispose]();
  });

  /** Types into the last cell and runs it, which makes a new one below. */
  async function type(source: string) {
    const index = (await notebook.cells()).length - 1;
    await notebook.write(index, source);
    return notebook.run(index);
  }

  const count = async () => (await notebook.cells()).length;

  it("moves the turtle by keys, which the notebook doesn't see until Escape", async () => {
    await type(`import { setup, Screen, Turtle } from "navette/turtle";
setup(300, 300);
const playground = Screen();
playground.title("Event Handling 101");
playground.bgcolor("lightblue");
const nathan = new Turtle("turtle");
playground.onkey(() => nathan.forward(50), "Up");
playground.onkey(() => nathan.left(30), "Left");
playground.onkey(() => nathan.dot(12, "red"), "a");
playground.onkey(() => nathan.stamp(), "b");
playground.listen();
playground.mainloop();`);
    const canvas = notebook.locate(0).locator(".navette-turtle-canvas");
    await canvas.waitFor();
    await canvas.click({ position: { x: 20, y: 20 } });
    const before = await count();
    const { page } = notebook;
    for (const key of ["ArrowUp", "ArrowLeft", "ArrowUp", "a", "b", "d", "d"]) await page.keyboard.press(key);
    await canvas.locator('polyline[points="0,0 50,0 93.3,-25"]').waitFor();
    await canvas.locator('circle[fill="red"]').waitFor();
    assert.equal(await count(), before);
    assert.equal(await canvas.evaluate(isFocused), true);
    await page.screenshot({ path: `${pictures}turtle-focused.png` });

    await page.keyboard.press("Escape");
    assert.equal(await canvas.evaluate(isFocused), false);
    await page.keyboard.press("b");
    await notebook.locate(before).waitFor();
    await page.screenshot({ path: `${pictures}turtle-left.png` });
  });

  it("keeps the drawing in the notebook", async () => {
    // It comes a moment after the window has lost the focus.
    const kept = async () =>
      (await notebook.cells())[0]?.outputs.find((output) => output.data?.["image/svg+xml"])?.data?.["image/svg+xml"];
    while (!String(await kept()).includes('points="0,0 50,0 93.3,-25"'));
  });

  it("redraws soon after a key", async () => {
    const canvas = notebook.locate(0).locator(".navette-turtle-canvas");
    await canvas.click({ position: { x: 20, y: 20 } });
    const times = (await canvas.evaluate(keyToRedraw, 20)).sort((a, b) => a - b);
    console.log("key to redraw, ms:", times.map(Math.round).join(" "));
    // A guard: the quickest quarter tells what the machine can do while it isn't busy with other things.
    assert.ok((times[5] ?? Number.POSITIVE_INFINITY) < 600, `three quarters of the redraws took over ${times[5]} ms`);
    await notebook.page.keyboard.press("Escape");
  });

  it("runs a function again where a slider moves", async () => {
    const last = (await count()) - 1;
    await type(`import { interact, slider, display } from "navette";
await interact(({ workers }) => "with " + workers + " workers", { workers: slider(1, 16, { value: 4 }) });`);
    const output = notebook.locate(last).locator(".jp-OutputArea-output");
    await output.getByText("'with 4 workers'").waitFor();
    const handle = notebook.locate(last).locator(".noUi-handle");
    await handle.focus();
    for (let step = 0; step < 3; step += 1) await notebook.page.keyboard.press("ArrowRight");
    await output.getByText("'with 7 workers'").waitFor();
    await notebook.page.screenshot({ path: `${pictures}interact.png` });
    const kept = (await notebook.cells())[last]?.outputs.at(-1);
    assert.equal(kept?.data?.["text/plain"], "'with 7 workers'");
  });

  it("saves by Ctrl+S from the window, with the newest drawing", async () => {
    const { page } = notebook;
    const canvas = notebook.locate(0).locator(".navette-turtle-canvas");
    await canvas.click({ position: { x: 20, y: 20 } });
    await page.keyboard.press("ArrowUp");
    const lines = canvas.locator("polyline");
    await lines.nth(1).waitFor({ state: "attached" });
    const drawn = String(await lines.last().getAttribute("points"));
    const saved = page.waitForRequest(
      (request) => request.method() === "PUT" && /\/api\/contents\//.test(request.url()),
    );
    await page.keyboard.press("ControlOrMeta+s");
    // JupyterLab asks for the name of a new notebook at its first save.
    await page.getByRole("button", { name: "Rename and Save" }).click();
    await (await (await saved).response())?.finished();
    const files = (await readdir(lab.folder)).filter((name) => name.endsWith(".ipynb"));
    assert.equal(files.length, 1);
    assert.ok((await readFile(join(lab.folder, String(files[0])), "utf8")).includes(drawn));
  });

  it("is drawn in the page that the File menu makes, from the saved state", async () => {
    const file = join(lab.folder, "page.html");
    const canvas = notebook.locate(0).locator(".navette-turtle-canvas");
    const drawn = String(await canvas.locator("polyline").last().getAttribute("points"));
    await notebook.saveAsHtml(file, { isSanitised: true });
    await using page = await OfflinePage.open(lab.browser, file);
    const picture = page.page.locator('.widget[data-is-live="true"] .navette-turtle-canvas');
    await picture.locator(`polyline[points="${drawn}"]`).waitFor({ state: "attached" });
    assert.match(await page.page.locator(".output-controls").innerText(), /workers\s+7/);
    assert.deepEqual(page.troubles, []);
  });

  it("has met no error in the page", () => {
    // A machine that is busy with other things makes JupyterLab complain of its own plugins.
    assert.deepEqual(
      notebook.troubles.filter((trouble) => !/to activate/.test(trouble)),
      [],
    );
  });
});
