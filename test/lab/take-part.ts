/** What a reader of a chapter does beside running its cells: predict, move the slider, steer the turtle. */
import assert from "node:assert/strict";
import type { Cell, NotebookPage } from "./notebook-page.ts";

/**
 * Writes an estimate into the first prediction that asks for a number, runs it and then the measurement below it, twice:
 * the mark in the chart is there, and stays.
 */
export async function predictANumber(notebook: NotebookPage): Promise<void> {
  const cells = await notebook.cells();
  const asked = cells.find(({ tags, source }) => tags.includes("prediction") && /: null\b/.test(source));
  assert.ok(asked, "no prediction asks for a number");
  const measured = cells.find(({ index, outputs }) => index > asked.index && outputs.some(hasChart));
  assert.ok(measured, "no chart follows the prediction");
  const before = await notebook.chart(measured.index);
  assert.doesNotMatch(drawn(measured), predictionMark);
  await notebook.retype(asked.index, /: null\b/, (line) => line.replace(": null", ": 1.5"));
  await notebook.run(asked.index);
  for (const _ of ["once", "again"]) assert.match(drawn(await notebook.run(measured.index)), predictionMark);
  assert.notEqual(await notebook.chart(measured.index), before);
}

/** Moves the slider for the number of workers by a key, which draws the experiment below it. */
export async function moveTheSlider(notebook: NotebookPage): Promise<void> {
  const { index } = await notebook.cell(({ tags }) => tags.includes("slider"));
  await notebook.scrollTo(index);
  assert.equal(await notebook.locate(index).locator(".vega-embed canvas").count(), 0);
  await notebook.locate(index).locator(".noUi-handle").focus();
  await notebook.page.keyboard.press("ArrowRight");
  await notebook.locate(index).locator(".vega-embed canvas").first().waitFor();
  await notebook.untilIdle();
}

/** Steers the turtle by the arrow keys, which draw a line more, and leaves its window by Escape. */
export async function steerTheTurtle(notebook: NotebookPage): Promise<void> {
  const { index } = await notebook.cell(({ source }) => source.includes('from "navette/turtle"'));
  await notebook.scrollTo(index);
  const canvas = notebook.locate(index).locator(".navette-turtle-canvas");
  const path = async () => String(await canvas.locator("polyline").last().getAttribute("points"));
  const before = await path();
  await canvas.click();
  for (const key of ["ArrowRight", "ArrowUp"]) await notebook.page.keyboard.press(key);
  await notebook.page.waitForFunction(isOther, [await canvas.elementHandle(), before] as const);
  await notebook.page.keyboard.press("Escape");
}

interface Drawing {
  querySelectorAll(selector: string): ArrayLike<{ getAttribute(name: string): string | null }>;
}

/** Whether the last line of a drawing is no longer what it was; runs in the page. */
function isOther([drawing, before]: readonly [unknown, string]): boolean {
  const lines = (drawing as Drawing).querySelectorAll("polyline");
  return lines[lines.length - 1]?.getAttribute("points") !== before;
}

const predictionMark = /"kind":"prediction"/;

function hasChart({ data }: Cell["outputs"][number]): boolean {
  return data !== undefined && "application/vnd.vegalite.v5+json" in data;
}

function drawn({ outputs }: Cell): string {
  return JSON.stringify(outputs);
}
