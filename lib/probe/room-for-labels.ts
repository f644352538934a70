import { textWidth } from "../plots/text-width.ts";

/** A point on two logarithmic axes, and what is written on its right. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** Where both axes begin and end, and pixels from end to end of the upright one. */
export interface LogarithmicRoom {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly height: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Pixels of the other axis, about; of a label's letters and line, its distance from the point, and a point's half. */
const width = 550;
const letters = 11;
const line = 13;
const distance = 9;
const half = 6;

/** How far a label may leave its point, in pixels, and by which steps. */
const furthest = 90;
const stride = 5;

/**
 * Moves labels up or down, as little as is needed, so that none is written over another or over a point.
 * O(points² × places).
 */
export function roomForLabels<P extends LabelledPoint>(
  points: readonly P[],
  { x, y, height }: LogarithmicRoom,
): (P & { readonly labelY: number })[] {
  const at = (value: number, [from, to]: readonly [number, number], pixels: number) =>
    (Math.log(value / from) / Math.log(to / from)) * pixels;
  const taken: Box[] = points.map((point) => {
    const [across, up] = [at(point.x, x, width), at(point.y, y, height)];
    return { left: across - half, right: across + half, bottom: up - half, top: up + half };
  });
  const shifts = Array.from({ length: furthest / stride }, (_, step) => (step + 1) * stride);
  return points
    .toSorted((a, b) => a.y - b.y)
    .map((point) => {
      const left = at(point.x, x, width) + distance;
      const right = left + textWidth(point.label, letters);
      const boxAt = (shift: number): Box => {
        const bottom = at(point.y, y, height) + shift;
        return { left, right, bottom, top: bottom + line };
      };
      const isFree = (shift: number) => {
        const box = boxAt(shift);
        return box.bottom >= 0 && box.top <= height && !taken.some((other) => overlap(box, other));
      };
      const shift = [0, ...shifts.flatMap((pixels) => [pixels, -pixels])].find(isFree) ?? 0;
      taken.push(boxAt(shift));
      return { ...point, labelY: point.y * (y[1] / y[0]) ** (shift / height) };
    });
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}
