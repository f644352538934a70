/** The stepper in an exported page, with the network off: by its buttons, its slider and the keys. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { freshEnvironment, navette } from "../install/navette-command.ts";
import { scratchFolder } from "../lib/scratch-folder.ts";
import { launchChromium } from "./launch-chromium.ts";
import { OfflinePage } from "./offline-page.ts";

const source = `import { trace } from "navette/trace";
await trace("let a = [1];\\nlet b = a;\\nb.push(2);\\nconsole.log(a);");`;

it("a program is stepped through in the exported page", async () => {
  await using folder = await scratchFolder();
  const cells = [
    { cell_type: "markdown", id: "title", metadata: {}, source: "# Steps" },
    { cell_type: "code", id: "steps", metadata: {}, source, execution_count: null, outputs: [] },
  ];
  const metadata = { kernelspec: { name: "navette", display_name: "TypeScript (Navette)" }, language: "en" };
  const notebook = { cells, metadata, nbformat: 4, nbformat_minor: 5 };
  await writeFile(join(folder.path, "steps.ipynb"), JSON.stringify(notebook));
  const { code, stderr } = await navette(["export", "steps.ipynb"], {
    env: freshEnvironment(folder.path),
    cwd: folder.path,
  });
  assert.equal(code, 0, stderr);

  const browser = await launchChromium();
  try {
    await using page = await OfflinePage.open(browser, join(folder.path, "steps.html"));
    const group = page.page.getByRole("group", { name: "The program, step by step" });
    const place = group.locator("[aria-live]");
    await place.getByText("Step 1 of 5: line 1 runs next.").waitFor();
    await group.getByRole("button", { name: "One step forward" }).click();
    await place.getByText("Step 2 of 5: line 2 runs next.").waitFor();
    await page.page.keyboard.press("ArrowRight");
    await place.getByText("Step 3 of 5: line 3 runs next.").waitFor();
    assert.match(
      String(await group.getByRole("img").getAttribute("aria-label")),
      /a: Array \(0: 1\); b: Array \(0: 1\)/,
    );
    await page.page.keyboard.press("End");
    await place.getByText("Step 5 of 5: the end.").waitFor();
    assert.match(String(await group.getByRole("img").textContent()), /\[ 1, 2 \]/);
    // The button that was clicked can't be any more, and the keys go on.
    await page.page.keyboard.press("ArrowLeft");
    await place.getByText("Step 4 of 5").waitFor();
    await group.getByRole("slider").fill("0");
    await place.getByText("Step 1 of 5").waitFor();
    assert.ok(await group.getByRole("button", { name: "First step" }).isDisabled());
    assert.deepEqual(await page.violations(), []);
    assert.deepEqual([...page.troubles, ...page.requests], []);

    const phone = { viewport: { width: 390, height: 844 } };
    await using narrow = await OfflinePage.open(browser, join(folder.path, "steps.html"), phone);
    await narrow.page.getByRole("slider").press("End");
    // It keeps its size, and is moved sideways, by the keys as well.
    const picture = narrow.page.locator(".navette-trace-picture[tabindex]");
    await picture.waitFor();
    const drawn = await picture.locator("svg").boundingBox();
    assert.ok(drawn && drawn.width > 390, `${drawn?.width} pixels`);
    assert.deepEqual(await narrow.violations(), []);
    assert.deepEqual(narrow.troubles, []);
  } finally {
    await browser.close();
  }
});
