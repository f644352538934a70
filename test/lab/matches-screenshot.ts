/**
 * Compares what an element looks like with a stored picture of it.
 *
 * For drawings without text: fonts differ from machine to machine. `NAVETTE_UPDATE_SCREENSHOTS=1 npm test -- …` stores
 * the pictures anew.
 */
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";

const folder = join(import.meta.dirname, "fixtures", "screenshots");

/** How far a colour may be off at an edge, of 255, and the share of pixels that may be further off. */
const tolerance = 40;
const mostOff = 0.01;

const corner = "position: fixed; inset: 0 auto auto 0; z-index: 9; margin: 0; border-radius: 0; background: #fff";

/** What the function below, which runs in a page, asks of it. */
declare function createImageBitmap(blob: Blob): Promise<Bitmap>;
interface Bitmap {
  readonly width: number;
  readonly height: number;
}
declare class OffscreenCanvas {
  constructor(width: number, height: number);
  getContext(kind: "2d"): {
    drawImage(image: Bitmap, x: number, y: number): void;
    getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray };
  };
}

export async function matchesScreenshot(element: Locator, name: string): Promise<void> {
  // Where it stands in the page depends on the fonts above it, and half a pixel more or less is another picture.
  await element.evaluate((drawing, style) => drawing.setAttribute("style", style), corner);
  const taken = await element.screenshot({ animations: "disabled", scale: "css" });
  const file = join(folder, `${name}.png`);
  if (process.env.NAVETTE_UPDATE_SCREENSHOTS) {
    await mkdir(folder, { recursive: true });
    await writeFile(file, taken);
    return;
  }
  const browser = element.page().context().browser();
  assert.ok(browser);
  await using page = await browser.newPage();
  const stored = await readFile(file);
  const { sizes, off } = await page.evaluate(difference, {
    pictures: [stored.toString("base64"), taken.toString("base64")],
    tolerance,
  });
  if (off <= mostOff) return;
  const kept = join(tmpdir(), `navette-${name}.png`);
  await writeFile(kept, taken);
  assert.fail(`${(off * 100).toFixed(2)} % of ${name} look different (${sizes.join(" now ")}): see ${kept}`);
}

/** Runs in the page: the share of pixels that differ, 1 where the sizes do. */
async function difference({ pictures, tolerance }: { pictures: string[]; tolerance: number }) {
  const bitmaps = await Promise.all(
    pictures.map((picture) => {
      const bytes = Uint8Array.from(atob(picture), (character) => character.charCodeAt(0));
      return createImageBitmap(new Blob([bytes], { type: "image/png" }));
    }),
  );
  const sizes = bitmaps.map(({ width, height }) => `${width} × ${height}`);
  if (sizes[0] !== sizes[1]) return { sizes, off: 1 };
  const [before, now] = bitmaps.map((bitmap) => {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    canvas.drawImage(bitmap, 0, 0);
    return canvas.getImageData(0, 0, bitmap.width, bitmap.height).data;
  });
  let different = 0;
  for (let at = 0; before && now && at < before.length; at += 4) {
    const isOff = [0, 1, 2].some(
      (colour) => Math.abs((before[at + colour] ?? 0) - (now[at + colour] ?? 0)) > tolerance,
    );
    if (isOff) different++;
  }
  return { sizes, off: before ? different / (before.length / 4) : 1 };
}
