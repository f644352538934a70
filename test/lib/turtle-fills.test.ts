/** The turtle draws and fills what CPython's does: `fixtures/turtle-fills.py` wrote down what that is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Screen, Turtle } from "../../lib/turtle/index.ts";
import type { Point } from "../../lib/turtle/point.ts";

type Segment = readonly [x1: number, y1: number, x2: number, y2: number, colour: string, width: number];

interface Drawing {
  readonly steps: readonly (readonly [method: string, ...args: (number | string)[]])[];
  readonly fills: readonly { readonly colour: string; readonly points: readonly Point[] }[];
  readonly segments: readonly Segment[];
}

const drawings: Record<string, Drawing> = JSON.parse(
  readFileSync(new URL("fixtures/turtle-fills.json", import.meta.url), "utf8"),
);

/** Coordinates to a millionth of a pixel. */
const rounded = (values: readonly unknown[]) =>
  values.map((value) => (typeof value === "number" ? Number(value.toFixed(6)) + 0 : value));

describe("the turtle's pen", () => {
  for (const [name, { steps, fills, segments }] of Object.entries(drawings)) {
    it(`agrees with CPython's on: ${name}`, () => {
      Screen().clear();
      const pen = new Turtle();
      for (const [method, ...args] of steps) Reflect.apply(Reflect.get(pen, method), pen, args);
      const marks = [...Screen().picture().marks];
      assert.deepEqual(
        marks.flatMap((mark) =>
          mark.kind === "fill" && mark.points.length > 0
            ? [{ colour: mark.colour, points: mark.points.map(rounded) }]
            : [],
        ),
        fills.map(({ colour, points }) => ({ colour, points: points.map(rounded) })),
      );
      assert.deepEqual(
        marks.flatMap((mark) =>
          mark.kind === "line"
            ? mark.points
                .slice(1)
                .map((to, at) => rounded([...(mark.points[at] ?? []), ...to, mark.colour, mark.width]))
            : [],
        ),
        segments.map(rounded),
      );
    });
  }
});
