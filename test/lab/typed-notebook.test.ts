/** What TypeScript tells a person in JupyterLab: by Tab, by Shift+Tab, and under a cell that ran. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { NotebookPage } from "./notebook-page.ts";
import { type Lab, openLab } from "./open-lab.ts";

describe("types in a new notebook", () => {
  let lab: Lab;
  let notebook: NotebookPage;

  before(async () => {
    lab = await openLab();
    notebook = await NotebookPage.openNew(lab);
  });

  after(async () => {
    await notebook?.[Symbol.asyncDispose]();
    await lab?.[Symbol.asyncDispose]();
  });

  /** Writes a cell below the others. */
  async function write(source: string): Promise<number> {
    const index = (await notebook.cells()).length - 1;
    await notebook.write(index, source);
    return index;
  }

  async function run(source: string) {
    return notebook.run(await write(source));
  }

  it("explains by Shift+Tab, as rendered Markdown", async () => {
    await run(
      "/** Sails *against* the wind.\n *\n * @param angle - in degrees\n */\nfunction beat(angle: number): string { return `${angle}°`; }",
    );
    const index = await write("beat");
    const shown = await notebook.explain(index, "function beat(angle: number): string");
    await shown.locator(".jp-RenderedMarkdown code").first().waitFor();
    await shown.locator("em", { hasText: "against" }).waitFor();
    assert.doesNotMatch((await shown.textContent()) ?? "", /```/);
    await notebook.page.keyboard.press("Escape");
    await shown.waitFor({ state: "detached" });
    await notebook.write(index, "");
  });

  it("explains the call in whose parentheses the cursor is", async () => {
    const index = await write("beat(");
    const shown = await notebook.explain(index, "beat(angle: number): string");
    await shown.getByText("Argument here").waitFor();
    await notebook.page.keyboard.press("Escape");
    await shown.waitFor({ state: "detached" });
    await notebook.write(index, "");
  });

  it("completes by Tab the members of a value that does not exist yet", async () => {
    const index = await write("const route = [{ harbour: 'Brest', miles: 12 }];\n\"🎉\"; route[0].");
    const menu = await notebook.complete(index, "harbour");
    assert.deepEqual(await menu.locator(".jp-Completer-match").allTextContents(), ["harbour", "miles"]);
    await menu.getByText("miles").click();
    await notebook.editor(index).getByText("route[0].miles").waitFor();
    const ran = await notebook.run(index);
    assert.equal(ran.outputs.at(-1)?.data?.["text/plain"], "12");
  });

  it("inserts a name alone where the list names its module, and the warning has the line to add", async () => {
    const index = await write("clearOut");
    // The only match is inserted at once; of several, the reader chooses.
    const menu = await notebook.complete(index, "clearOutput", notebook.editor(index).getByText("clearOutput"));
    if (await menu.isVisible()) await menu.getByText("clearOutput (navette)").click();
    await notebook.editor(index).getByText("clearOutput", { exact: true }).waitFor();
    await notebook.page.keyboard.insertText("()");
    await notebook.start(index);
    await notebook.locate(index).getByText('Add a line: import { clearOutput } from "navette";').waitFor();
  });

  it("warns under a cell that ran", async () => {
    const ran = await run('const crew: number = "Ada"; crew.length');
    assert.equal(ran.outputs.find(({ data }) => data)?.data?.["text/plain"], "3");
    const shown = notebook.locate(ran.index).locator('.jp-OutputArea-output[data-mime-type*="stderr"]');
    await shown.getByText("TS2322").waitFor();
    assert.match((await shown.textContent()) ?? "", /Type 'string' is not assignable to type 'number'[\s\S]*~~~~/);
  });
});
