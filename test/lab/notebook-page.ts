/**
 * A notebook open in JupyterLab, driven by clicks and keys; what has happened is read from JupyterLab's own state.
 *
 * Owns a browser context with one page; disposed of, it closes it. The notebook's kernel is JupyterLab's.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { BrowserContext, Download, Locator, Page } from "playwright-core";
import type { CellOutput, LabApplication } from "./lab-application.ts";
import type { Lab } from "./open-lab.ts";
import { collectTroubles } from "./page-troubles.ts";

declare const jupyterapp: LabApplication;

/** What the tests ask of the page's own elements. */
interface Image {
  readonly naturalWidth: number;
  decode(): Promise<void>;
}
interface Canvas {
  toDataURL(): string;
}

/** How long a step, and a run of a whole notebook, may take, in ms: guards. */
const limitMs = 240_000;
const runLimitMs = 420_000;

/** How long a key's answer is waited for before it is pressed again, in ms, and how often. */
const pressAgainMs = 3_000;
const mostPresses = 40;

/** How often JupyterLab's state is looked at while waiting for it, in ms. */
const lookEveryMs = 50;

export interface Cell {
  readonly index: number;
  readonly type: "code" | "markdown" | "raw";
  readonly source: string;
  readonly tags: readonly string[];
  /** The number in brackets. */
  readonly count: number | null;
  /** Whether it shows `[*]`. */
  readonly isRunning: boolean;
  readonly outputs: readonly CellOutput[];
}

export interface PageOptions {
  readonly theme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  readonly pixels?: number;
}

export class NotebookPage implements AsyncDisposable {
  readonly page: Page;
  /** What went wrong in the page so far. */
  readonly troubles: readonly string[];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    this.troubles = collectTroubles(page);
  }

  /** Opens a notebook, by its path in the course, and waits for its kernel; without a path, JupyterLab's launcher. */
  static async open(lab: Lab, path?: string, options: PageOptions = {}): Promise<NotebookPage> {
    const { theme = "light", width = 1280, height = 900, pixels = 1 } = options;
    const context = await lab.browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: pixels,
      locale: "en-GB",
      colorScheme: theme,
    });
    context.setDefaultTimeout(limitMs);
    const notebook = new NotebookPage(context, await context.newPage());
    try {
      // A workspace of its own: tabs of other pages stay out of this one.
      const address = new URL(`/lab/workspaces/${randomUUID()}${path ? `/tree/${path}` : ""}`, lab.address);
      address.search = lab.address.search;
      await notebook.page.goto(String(address));
      await notebook.page.waitForFunction(() => "jupyterapp" in globalThis, undefined, { polling: lookEveryMs });
      if (path) await notebook.untilIdle();
      if (theme === "dark") await notebook.#darken();
      return notebook;
    } catch (error) {
      const status = await notebook.page
        .evaluate(() => ({
          app: "jupyterapp" in globalThis,
          kernel: jupyterapp.shell.currentWidget?.sessionContext?.kernelDisplayStatus,
        }))
        .catch(String);
      await context.close();
      const seen = JSON.stringify({ status, troubles: notebook.troubles });
      throw new Error(`${path ?? "the launcher"} did not open: ${seen}\n${lab.printed()}`, { cause: error });
    }
  }

  /** Makes a notebook by the launcher's card, and waits for its kernel. */
  static async openNew(lab: Lab, options: PageOptions = {}): Promise<NotebookPage> {
    const notebook = await NotebookPage.open(lab, undefined, options);
    const card = notebook.page.locator('.jp-LauncherCard[data-category="Notebook"]:visible');
    await card.filter({ hasText: "TypeScript (Navette)" }).click();
    await notebook.untilIdle();
    return notebook;
  }

  /** The widths of a cell's pictures, once each is loaded or has failed: 0 for a broken one. */
  async pictureWidths(index: number): Promise<number[]> {
    await this.scrollTo(index);
    return this.locate(index)
      .locator("img")
      .evaluateAll((images) =>
        Promise.all(
          (images as unknown as Image[]).map(async (image) => {
            await image.decode().catch(() => {});
            return image.naturalWidth;
          }),
        ),
      );
  }

  /** What the chart of a cell, the last of several, looks like, as a PNG's data URL, once it is drawn. */
  async chart(index: number): Promise<string> {
    await this.scrollTo(index);
    const chart = this.locate(index).locator(".vega-embed").last();
    // The chart's menu is made once the chart is drawn; its canvas is there before, and empty.
    await chart.locator("details").waitFor({ state: "attached" });
    return chart.locator("canvas").evaluate((element) => (element as unknown as Canvas).toDataURL());
  }

  /** Waits until JupyterLab shows the kernel as idle. */
  untilIdle(): Promise<void> {
    return this.#untilKernelIs("idle");
  }

  /** Waits until the kernel has said that it is at a cell which was started: `[*]` stands there before the kernel has it. */
  untilBusy(): Promise<void> {
    return this.#untilKernelIs("busy");
  }

  cells(): Promise<Cell[]> {
    return this.page.evaluate(() =>
      (jupyterapp.shell.currentWidget?.content.widgets ?? []).map(({ model }, index) => ({
        index,
        type: model.type,
        source: model.sharedModel.getSource(),
        tags: model.getMetadata("tags") ?? [],
        count: model.executionCount ?? null,
        isRunning: model.executionState === "running",
        outputs: model.outputs?.toJSON() ?? [],
      })),
    );
  }

  /** The one cell for which the condition holds. */
  async cell(condition: (cell: Cell) => boolean): Promise<Cell> {
    const found = (await this.cells()).filter(condition);
    const [cell] = found;
    assert.ok(cell && found.length === 1, `${found.length} cells are like ${condition}`);
    return cell;
  }

  /** Where a cell is in the page. */
  locate(index: number): Locator {
    return this.page.locator(`.jp-NotebookPanel:visible .jp-Cell[data-windowed-list-index="${index}"]`);
  }

  /** Brings a cell to the top of the window. */
  async scrollTo(index: number, align: "start" | "center" = "start"): Promise<void> {
    await this.page.evaluate(
      ({ index, align }) => jupyterapp.shell.currentWidget?.content.scrollToItem?.(index, align),
      { index, align },
    );
    await this.locate(index).scrollIntoViewIfNeeded();
  }

  /** Chooses an entry of a menu: `menu("Run", "Run All Cells")`. */
  async menu(...names: readonly string[]): Promise<void> {
    const labels = this.page.locator(".lm-MenuBar-itemLabel:visible, .lm-Menu-itemLabel:visible");
    for (const name of names) await labels.getByText(name, { exact: true }).click();
  }

  /** Clicks a button of the notebook's toolbar, by the beginning of its tooltip. */
  async toolbar(name: RegExp): Promise<void> {
    await this.page.locator(".jp-NotebookPanel-toolbar:visible").getByRole("button", { name }).click();
  }

  /** Runs every cell from the menu and waits for the last one's end; a failed cell ends the run earlier. */
  async runAll(): Promise<void> {
    await this.menu("Run", "Run All Cells");
    await this.#untilAllRan();
  }

  /** Restarts the kernel and runs every cell, by the toolbar's button. */
  async restartAndRunAll(): Promise<void> {
    await this.toolbar(/^Restart the kernel and run all cells/);
    await this.page.getByRole("button", { name: "Confirm Kernel Restart" }).click();
    await this.#untilAllRan();
  }

  /** Saves the notebook's page to a file by the File menu, sanitised or not. */
  async saveAsHtml(file: string, { isSanitised }: { readonly isSanitised: boolean }): Promise<void> {
    await this.menu("File", "Save and Export Notebook As", "HTML");
    const dialog = this.page.getByRole("dialog");
    await dialog.getByLabel("Sanitize HTML output").setChecked(isSanitised);
    // JupyterLab opens the page in a new tab, which closes as the download begins.
    const { promise: download, resolve } = Promise.withResolvers<Download>();
    this.page.once("download", resolve);
    this.#context.once("page", (tab) => tab.once("download", resolve));
    await dialog.getByRole("button", { name: "Ok" }).click();
    await (await download).saveAs(file);
  }

  /** Runs one cell by Shift+Enter and waits for its end. */
  async run(index: number): Promise<Cell> {
    await this.start(index);
    return this.untilEnded(index);
  }

  /** Starts one cell by Shift+Enter, and waits until JupyterLab has sent it. */
  async start(index: number): Promise<void> {
    const before = (await this.cells())[index]?.count;
    await this.editor(index).click();
    await this.page.keyboard.press("Shift+Enter");
    await this.page.waitForFunction(
      ({ index, before }) => {
        const model = jupyterapp.shell.currentWidget?.content.widgets?.[index]?.model;
        return model?.executionState === "running" || model?.executionCount !== before;
      },
      { index, before },
      { polling: lookEveryMs },
    );
  }

  async untilEnded(index: number): Promise<Cell> {
    await this.#untilRun([index]);
    const cell = (await this.cells())[index];
    assert.ok(cell);
    return cell;
  }

  editor(index: number): Locator {
    return this.locate(index).locator(".cm-content");
  }

  /** Replaces a cell's text, all at once as by pasting it, and leaves the cursor at its end. */
  async write(index: number, source: string): Promise<void> {
    await this.editor(index).click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(source);
  }

  /**
   * Presses Tab at the end of a cell until the menu of completions offers a text, or what stands for its answer is there:
   * JupyterLab drops answers that take longer than a second, and may then offer words of the notebook's own; a reader
   * presses again.
   */
  async complete(index: number, offered: string, orElse?: Locator): Promise<Locator> {
    const menu = this.page.locator(".jp-Completer:visible");
    const wanted = menu.getByText(offered);
    const answered = (orElse ? wanted.or(orElse) : wanted).first();
    for (let tries = 0; tries < mostPresses && !(await answered.isVisible()); tries += 1) {
      if (await menu.isVisible()) {
        // Escape leaves the editor where there is no menu to close.
        await this.page.keyboard.press("Escape");
        await menu.waitFor({ state: "hidden" });
        await this.editor(index).click();
        await this.page.keyboard.press("ControlOrMeta+End");
      }
      await this.page.keyboard.press("Tab");
      await answered.waitFor({ timeout: pressAgainMs }).catch(() => {});
    }
    await answered.waitFor();
    return menu;
  }

  /**
   * Shows what Shift+Tab says at the end of a cell, asked again until it has a text: the first answers may come without
   * types or values, and JupyterLab shows nothing where the kernel knows nothing.
   */
  async explain(index: number, text: string | RegExp): Promise<Locator> {
    const shown = this.page.locator(".jp-Tooltip:visible");
    const wanted = shown.getByText(text);
    for (let tries = 0; tries < mostPresses; tries += 1) {
      // Escape leaves the editor where there is no tooltip to close.
      await this.editor(index).click();
      await this.page.keyboard.press("End");
      await this.page.keyboard.press("Shift+Tab");
      const isShown = await shown.waitFor({ timeout: pressAgainMs }).then(
        () => true,
        () => false,
      );
      if (!isShown) continue;
      if ((await wanted.count()) > 0) break;
      await this.page.keyboard.press("Escape");
      await shown.waitFor({ state: "detached" });
    }
    await wanted.first().waitFor();
    return shown;
  }

  /** Replaces a line of a cell by typing. */
  async retype(index: number, line: RegExp, replacement: (text: string) => string): Promise<void> {
    await this.scrollTo(index, "center");
    const place = this.editor(index).locator(".cm-line").filter({ hasText: line });
    const text = (await place.textContent()) ?? "";
    await place.click();
    await this.page.keyboard.press("End");
    await this.page.keyboard.press("Shift+Home");
    await this.page.keyboard.type(replacement(text));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
  }

  async #untilKernelIs(status: "idle" | "busy"): Promise<void> {
    await this.page.waitForFunction(
      (status) => jupyterapp.shell.currentWidget?.sessionContext?.kernelDisplayStatus === status,
      status,
      { polling: lookEveryMs },
    );
  }

  async #darken(): Promise<void> {
    const theme = "JupyterLab Dark";
    await this.page.evaluate((theme) => jupyterapp.commands.execute("apputils:change-theme", { theme }), theme);
    await this.page.locator(`body[data-jp-theme-name="${theme}"]`).waitFor({ state: "attached" });
  }

  async #untilAllRan(): Promise<void> {
    const cells = await this.cells();
    await this.#untilRun(
      cells.filter(({ type, source }) => type === "code" && source.trim()).map(({ index }) => index),
    );
  }

  async #untilRun(indices: readonly number[]): Promise<void> {
    await this.page.waitForFunction(
      (indices) => {
        const panel = jupyterapp.shell.currentWidget;
        const models = indices.map((index) => panel?.content.widgets?.[index]?.model);
        const failed = models.some((model) =>
          model?.outputs?.toJSON().some((output) => output.output_type === "error"),
        );
        const ended = models.every((model) => model?.executionState === "idle" && (failed || model.executionCount));
        return ended && panel?.sessionContext?.kernelDisplayStatus === "idle";
      },
      indices,
      { polling: lookEveryMs, timeout: runLimitMs },
    );
  }
}
