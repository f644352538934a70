/** The turtle goes where CPython's goes: `fixtures/turtle-drawings.py` wrote down where that is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Navigator } from "../../lib/turtle/navigator.ts";
import type { Point } from "../../lib/turtle/point.ts";

interface Drawing {
  readonly steps: readonly (readonly [method: string, ...args: number[]])[];
  readonly places: readonly Point[];
  readonly headings: readonly number[];
  readonly distance: number;
  readonly towards: number;
}

const drawings: Record<string, Drawing> = JSON.parse(
  readFileSync(new URL("fixtures/turtle-drawings.json", import.meta.url), "utf8"),
);

class Path extends Navigator {
  readonly places: Point[] = [];

  protected override moved(to: Point): void {
    this.places.push(to);
  }
}

const tolerance = 1e-7;

function near(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < tolerance, `${what}: ${actual} instead of ${expected}`);
}

/** 359.9999999999 and 0 are the same direction. */
function sameDirection(actual: number, expected: number, what: string): void {
  near((((actual - expected + 540) % 360) + 360) % 360, 180, what);
}

describe("the turtle's geometry", () => {
  for (const [name, { steps, places, headings, distance, towards }] of Object.entries(drawings)) {
    it(`agrees with CPython's on: ${name}`, () => {
      const path = new Path();
      for (const [step, [method, ...args]] of steps.entries()) {
        Reflect.apply(Reflect.get(path, method), path, args);
        sameDirection(path.heading(), headings[step] ?? Number.NaN, `heading after step ${step}`);
      }
      assert.equal(path.places.length, places.length);
      for (const [index, place] of path.places.entries()) {
        near(place[0], places[index]?.[0] ?? Number.NaN, `x of place ${index}`);
        near(place[1], places[index]?.[1] ?? Number.NaN, `y of place ${index}`);
      }
      near(path.distance(17, -23), distance, "distance");
      sameDirection(path.towards(17, -23), towards, "towards");
    });
  }
});
