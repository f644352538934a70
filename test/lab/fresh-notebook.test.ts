/** What a person does in an empty notebook: keys, completion, tooltips, and the buttons above. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { NotebookPage } from "./notebook-page.ts";
import { type Lab, openLab } from "./open-lab.ts";

describe("a new notebook", () => {
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

  /** Types into the last cell and runs it, which makes a new one below. */
  async function type(source: string) {
    const index = (await notebook.cells()).length - 1;
    await notebook.write(index, source);
    return notebook.run(index);
  }

  function text(cell: { outputs: readonly { data?: Readonly<Record<string, unknown>> }[] }): unknown {
    return cell.outputs.at(-1)?.data?.["text/plain"];
  }

  it("shows the result of a cell run by Shift+Enter", async () => {
    const cell = await type("const answer: number = 6 * 7; answer");
    assert.equal(cell.count, 1);
    assert.equal(text(cell), "42");
    await notebook.locate(0).locator(".jp-OutputArea-executeResult").getByText("42", { exact: true }).waitFor();
  });

  it("completes by Tab names that exist only in the running kernel", async () => {
    await type('Object.assign(globalThis, { ["live" + "First"]: 1, ["live" + "Second"]: 2 }); undefined');
    const index = (await notebook.cells()).length - 1;
    await notebook.write(index, "live");
    const menu = await notebook.complete(index, "liveFirst");
    await menu.getByText("liveSecond").click();
    await notebook.editor(index).getByText("liveSecond").waitFor();
    assert.equal(text(await notebook.run(index)), "2");
  });

  it("tells by Shift+Tab what is under the cursor", async () => {
    await type("const distances = new Map([['Lyon', 465]]); undefined");
    const index = (await notebook.cells()).length - 1;
    await notebook.write(index, "distances");
    const tooltip = await notebook.explain(index, /^distances: Map/);
    await notebook.page.keyboard.press("Escape");
    await tooltip.waitFor({ state: "detached" });
    assert.match(String(text(await notebook.run(index))), /'Lyon' => 465/);
  });

  it("stops an endless cell by the toolbar's button and keeps what was there", async () => {
    await type("let turns = 0; undefined");
    const index = (await notebook.cells()).length - 1;
    await notebook.write(index, 'console.log("begun"); for (;;) turns += 1;');
    await notebook.start(index);
    await notebook.locate(index).locator(".jp-OutputArea-output").getByText("begun").waitFor();
    await notebook.locate(index).getByText("[*]").waitFor();
    await notebook.toolbar(/^Interrupt the kernel/);
    const stopped = await notebook.untilEnded(index);
    assert.equal(stopped.outputs.at(-1)?.ename, "KeyboardInterrupt");
    assert.equal(text(await type("turns > 0 && answer")), "42");
  });

  it("restarts from the toolbar's button, forgets the names, and runs again", async () => {
    await notebook.toolbar(/^Restart the kernel$/);
    await notebook.page.getByRole("button", { name: "Confirm Kernel Restart" }).click();
    await notebook.untilIdle();
    const cell = await type("typeof answer");
    assert.equal(cell.count, 1);
    assert.equal(text(cell), "'undefined'");
    assert.equal(text(await notebook.run(0)), "42");
    assert.equal(text(await type("answer")), "42");
  });

  it("has met no error in the page", () => {
    assert.deepEqual(notebook.troubles, []);
  });
});
