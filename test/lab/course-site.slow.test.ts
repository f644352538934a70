/** All notebooks of the course executed and made a site, as `npm run course` does; every page opened, network off. */
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { notebooks } from "../../kernel/setup/checkout.mjs";
import { courseNotebooks } from "../../kernel/setup/originals.mjs";
import { navette } from "../install/navette-command.ts";
import { scratchFolder } from "../lib/scratch-folder.ts";
import { assertLinks, assertReadable, assertSmall, courseArguments, coursePages, pagesIn } from "./course-site.ts";
import { launchChromium } from "./launch-chromium.ts";

/** Keeps the site where somebody wants to look at it. */
const keptSite = process.env.NAVETTE_COURSE_SITE;

describe("the executed course, network off", () => {
  let browser: Browser;
  let scratch: Awaited<ReturnType<typeof scratchFolder>>;
  let folder: string;

  before(async () => {
    browser = await launchChromium();
    scratch = await scratchFolder();
    folder = keptSite ?? join(scratch.path, "site");
  });

  after(async () => {
    await browser?.close();
    await scratch?.[Symbol.asyncDispose]();
  });

  it("runs whole, several notebooks at once, and tells how far it is", { timeout: 3_000_000 }, async () => {
    // The cells write beside their notebook.
    const copy = join(scratch.path, "notebooks");
    await cp(notebooks, copy, { recursive: true, filter: (file) => basename(file) !== "temp" });
    const { code, stdout, stderr } = await navette([...courseArguments(folder, copy), "-p", "workers=3"], {
      env: process.env,
    });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    const count = courseNotebooks().length;
    assert.match(stdout, /^-p workers: 2 of \d+ notebooks have no such parameter and run as they are: .*00-/);
    assert.match(stdout, new RegExp(`^\\[${count}/${count}\\] (en|fr)/.*: \\d+ code cells in [\\d.]+ s$`, "m"));
    assert.deepEqual(await pagesIn(folder), coursePages());
  });

  for (const page of coursePages()) {
    it(`is whole: ${page}`, async () => {
      await assertLinks(folder, page);
      await assertSmall(folder, page);
      await assertReadable(browser, folder, page);
    });
  }
});
