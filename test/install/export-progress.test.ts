/** What `navette export` shows of its progress, on a terminal and elsewhere. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ExportEvent } from "../../kernel/export/export-event.ts";
import { ExportProgress } from "../../kernel/export/export-progress.ts";

function shown(notebooks: readonly string[], events: readonly ExportEvent[], isTTY: boolean) {
  const written = { out: "", err: "" };
  const progress = new ExportProgress(notebooks, {
    screen: { isTTY, columns: 200, write: (text) => (written.out += text) },
    errors: { isTTY, write: (text) => (written.err += text) },
  });
  for (const event of events) progress.take(event);
  progress.end();
  return written;
}

const one = "/course/en/01-one.ipynb";
const two = "/course/fr/01-un.ipynb";
const cell = (notebook: string): ExportEvent => ({
  event: "cell",
  notebook,
  number: 2,
  count: 12,
  seconds: 0.25,
  line: "await measure();",
});
const events: ExportEvent[] = [
  { event: "start", notebook: one, count: 12 },
  { event: "start", notebook: two, count: 3 },
  cell(one),
  { event: "ran", notebook: two, count: 3, seconds: 4 },
  {
    event: "failed",
    notebook: one,
    page: "/course/en/01-one.failed.html",
    number: 3,
    count: 12,
    line: "throw new Error('no');",
    traceback: "\u001b[31mError: no\u001b[0m",
  },
];

describe("the progress of an export", () => {
  test("has a line for every cell of a single notebook", () => {
    const { out } = shown([one], [{ event: "start", notebook: one, count: 12 }, cell(one)], true);
    assert.equal(out, "01-one.ipynb: 12 code cells\n  [ 2/12]  0.3 s  await measure();\n");
  });

  test("has a line for every notebook of several, and names the cell that failed", () => {
    const { out, err } = shown([one, two], events, false);
    assert.equal(out, "[1/2] fr/01-un.ipynb: 3 code cells in 4.0 s\n");
    assert.match(
      err,
      /en\/01-one\.ipynb: cell 3 of 12 failed:\n {2}throw new Error\('no'\);\nError: no\nWhat ran before/,
    );
  });

  test("shows on a terminal what is running, in a line that is rewritten", () => {
    const { out } = shown([one, two], events, true);
    assert.match(out, /0 of 2 notebooks have run; now en\/01-one\.ipynb 2\/12, fr\/01-un\.ipynb starts\r/);
    assert.match(out, /1 of 2 notebooks have run; now en\/01-one\.ipynb 2\/12\r\u001b\[K$/);
  });
});
