/** The faults of cells and processes, met by a person in JupyterLab: what its buttons do, and what it shows. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isAlive } from "../client/is-alive.ts";
import type { CellOutput } from "./lab-application.ts";
import { NotebookPage } from "./notebook-page.ts";
import { type Lab, openLab } from "./open-lab.ts";

describe("a notebook whose cells go wrong", () => {
  let lab: Lab;
  let notebook: NotebookPage;

  before(async () => {
    // Of what a flood prints until the button is reached, a page on a busy machine would lay out 16 MiB for minutes.
    lab = await openLab({ NAVETTE_OUTPUT_LIMIT: "1" });
    notebook = await NotebookPage.openNew(lab);
    await run("let kept = 41; undefined");
  });

  after(async () => {
    await notebook?.[Symbol.asyncDispose]();
    await lab?.[Symbol.asyncDispose]();
  });

  /** Writes into the last cell, runs it, and gives what it shows; JupyterLab makes a new one below. */
  async function run(source: string): Promise<readonly CellOutput[]> {
    const index = (await notebook.cells()).length - 1;
    await notebook.write(index, source);
    return (await notebook.run(index)).outputs;
  }

  /** Starts a cell, waits for its first line, and presses the stop button. */
  async function stop(source: string): Promise<readonly CellOutput[]> {
    const index = (await notebook.cells()).length - 1;
    await notebook.write(index, `console.log("begun");\n${source}`);
    await notebook.start(index);
    await notebook.locate(index).locator(".jp-OutputArea-output").getByText("begun").first().waitFor();
    await notebook.toolbar(/^Interrupt the kernel/);
    return (await notebook.untilEnded(index)).outputs;
  }

  function shown(outputs: readonly CellOutput[]): string {
    return outputs.map((output) => JSON.stringify(output)).join("\n");
  }

  for (const [name, source] of Object.entries({
    "an endless await": "await new Promise(() => setInterval(() => {}, 10))",
    "a loop behind an await": "await null; for (;;) {}",
    "a child that is waited for": 'require("child_process").execSync("sleep 1000")',
    "a loop that prints":
      "for (let i = 0; ; i++) { console.log(i); const end = Date.now() + 5; while (Date.now() < end); }",
    "a flood of lines": "let i = 0; while (true) console.log(i++)",
    "a flood without a line's end": 'for (;;) process.stdout.write("x")',
  })) {
    it(`${name} is stopped by the button, and the variables stay`, async () => {
      assert.equal((await stop(source)).at(-1)?.ename, "KeyboardInterrupt");
      assert.match(shown(await run("kept + 1")), /"42"/);
    });
  }

  it("what ends the process is told under its cell, and the next cell runs in a fresh one", async () => {
    for (const source of ["process.exit(3)", "process.abort()", 'process.kill(process.pid, "SIGKILL"); for (;;) {}']) {
      assert.equal((await run(source)).at(-1)?.ename, "ProcessEnded");
      assert.match(shown(await run("6 * 7")), /variables of earlier cells are gone[\s\S]*"42"/);
    }
    assert.equal(await notebook.page.getByText(/kernel .*(died|dead|restarting)/i).count(), 0);
  });

  it("late output and late errors stand under the cell that started them", async () => {
    const index = (await notebook.cells()).length - 1;
    await run(`
      globalThis.go = Promise.withResolvers();
      go.promise.then(() => { console.log("late line"); throw new RangeError("late error"); });
      undefined`);
    await run("go.resolve()");
    await notebook.locate(index).getByText("late line", { exact: true }).waitFor();
    await notebook.locate(index).getByText("RangeError: late error").first().waitFor();
  });

  it("a restart in the middle of a loop ends the old process, and runs again", async () => {
    const pid = Number(/\d+/.exec(String((await run("process.pid")).at(-1)?.data?.["text/plain"]))?.[0]);
    const index = (await notebook.cells()).length - 1;
    await notebook.write(index, 'console.log("begun"); for (;;) {}');
    await notebook.start(index);
    await notebook.locate(index).locator(".jp-OutputArea-output").getByText("begun").first().waitFor();
    await notebook.toolbar(/^Restart the kernel$/);
    await notebook.page.getByRole("button", { name: "Confirm Kernel Restart" }).click();
    await notebook.untilIdle();
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.match(shown(await run("typeof kept")), /undefined/);
  });

  it("a shutdown from the menu leaves no process", async () => {
    const pid = Number(/\d+/.exec(String((await run("process.pid")).at(-1)?.data?.["text/plain"]))?.[0]);
    assert.ok(isAlive(pid));
    await notebook.menu("Kernel", "Shut Down Kernel");
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it("has met no error in the page", () => {
    assert.deepEqual(notebook.troubles, []);
  });
});
