import { textWidth } from "../plots/text-width.ts";

/** A point on two logarithmic axes, and what is written on its right. */
export interface LabelledPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** Where both axes begin and end, pixels from end to end of the upright one, and the straight lines that are drawn. */
export interface LogarithmicRoom {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly height: number;
  readonly lines: readonly (readonly { readonly x: number; readonly y: number }[])[];
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

/** Pixels between two places of a line that are kept free, and about each of them. */
const step = 3;
const margin = 2;

/** How far a label may leave its point, in pixels, and by which steps. */
const furthest = 90;
const stride = 5;

/**
 * Moves labels up or down, as little as is needed, so that none is written over another, over a point or over a line.
 * O(points × (points + pixels of lines) × places).
 */
export function roomForLabels<P extends LabelledPoint>(
  points: readonly P[],
  { x, y, height, lines }: LogarithmicRoom,
): (P & { readonly labelY: number })[] {
  const at = (value: number, [from, to]: readonly [number, number], pixels: number) =>
    (Math.log(value / from) / Math.log(to / from)) * pixels;
  const about = (across: number, up: number, room: number): Box => {
    return { left: across - room, right: across + room, bottom: up - room, top: up + room };
  };
  const taken: Box[] = [
    ...points.map((point) => about(at(point.x, x, width), at(point.y, y, height), half)),
    ...lines.flatMap((line) =>
      line.slice(1).flatMap((end, before) => {
        const start = line[before] ?? end;
        const [fromX, toX] = [at(start.x, x, width), at(end.x, x, width)];
        const [fromY, toY] = [at(start.y, y, height), at(end.y, y, height)];
        const steps = Math.max(1, Math.ceil(Math.hypot(toX - fromX, toY - fromY) / step));
        const place = (share: number) => about(fromX + share * (toX - fromX), fromY + share * (toY - fromY), margin);
        return Array.from({ length: steps + 1 }, (_, count) => place(count / steps));
      }),
    ),
  ];
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
