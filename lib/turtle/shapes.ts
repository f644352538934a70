import type { Point } from "./point.ts";
import { turtleError } from "./turtle-error.ts";

/** Outlines of the shapes, looking east, in pixels around the turtle's place. */
const outlines = {
  classic: [
    [0, 0],
    [-9, 5],
    [-6, 0],
    [-9, -5],
  ],
  arrow: [
    [6, 0],
    [-6, 8],
    [-6, -8],
  ],
  square: [
    [8, 8],
    [-8, 8],
    [-8, -8],
    [8, -8],
  ],
  triangle: [
    [10, 0],
    [-6, 9],
    [-6, -9],
  ],
  circle: ring(8, 24),
  turtle: mirrored([
    [15, 0],
    [14, 2],
    [11, 2.5],
    [9, 1.5],
    [7, 4.5],
    [9, 7],
    [8, 9.5],
    [5.5, 9],
    [4, 6.5],
    [0, 7.5],
    [-4, 6.5],
    [-6, 9],
    [-8.5, 9],
    [-9, 7],
    [-7, 4.5],
    [-8.5, 2],
    [-12, 0],
  ]),
} satisfies Record<string, readonly Point[]>;

/** What a turtle can look like. */
export type ShapeName = keyof typeof outlines;

export const shapeNames = Object.keys(outlines);

/** The outline of a shape; throws `ERR_NAVETTE_TURTLE` for an unknown name. */
export function outlineOf(name: ShapeName): readonly Point[] {
  if (!Object.hasOwn(outlines, name))
    throw turtleError("shape", name, `is not a shape: give one of ${shapeNames.join(", ")}.`);
  return outlines[name];
}

function ring(radius: number, sides: number): Point[] {
  return Array.from({ length: sides }, (_, side): Point => {
    const angle = (side / sides) * 2 * Math.PI;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

function mirrored(half: readonly Point[]): Point[] {
  const other = half.slice(1, -1).map(([x, y]): Point => [x, -y]);
  return [...half, ...other.reverse()];
}
