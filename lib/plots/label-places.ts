import type { SpeedUpDatum } from "./speed-up-layers.ts";
import { textWidth } from "./text-width.ts";
import { textSize } from "./theme.ts";

/** Pixels from one line of text to the next, beside a label, and between points of the same worker count. */
const lineHeight = 15;
const gap = 16;
const dodge = 6;

/** What labels share with the lines that they name. */
export interface LabelRoom {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly mostWorkers: number;
  readonly mostValue: number;
}

/** Points with the places of their labels. */
export interface PlacedLabels {
  readonly data: readonly SpeedUpDatum[];
  /** Where the axis of workers ends, for the labels to fit on the right. */
  readonly endOfAxis: number;
}

/**
 * Makes room for labels on the right, moves those up that would overlap a lower one, and moves points of the same
 * worker count a little apart, so that their whiskers can be told from one another.
 */
export function placeLabels(
  data: readonly SpeedUpDatum[],
  { width, height, mostWorkers, mostValue }: LabelRoom,
): PlacedLabels {
  const ends = data.map(
    ({ workers, label = "" }) => workers / (1 - Math.min(0.5, (textWidth(label, textSize) + gap) / width)),
  );
  const endOfAxis = Math.max(mostWorkers * 1.05, ...ends);
  const workerWidth = width / endOfAxis;
  const apart = (lineHeight / height) * mostValue;
  const placed = new Map<SpeedUpDatum, number>();

  function overlap(a: SpeedUpDatum, b: SpeedUpDatum): boolean {
    const [left, right] = a.workers <= b.workers ? [a, b] : [b, a];
    const end = left.workers * workerWidth + gap + textWidth(left.label ?? "", textSize);
    return end > right.workers * workerWidth;
  }

  for (const point of data.filter(({ label }) => label !== undefined).sort((a, b) => a.value - b.value)) {
    const below = [...placed].filter(([other]) => overlap(other, point)).map(([, place]) => place + apart);
    placed.set(point, Math.max(point.value, ...below));
  }
  return {
    data: data.map((point): SpeedUpDatum => {
      const strokes = [...new Set(data.filter((other) => isBeside(other, point)).map(({ stroke }) => stroke))];
      const shift = (strokes.indexOf(point.stroke) - (strokes.length - 1) / 2) * (dodge / workerWidth);
      const labelAt = placed.get(point);
      return {
        ...point,
        at: point.workers + (point.kind === "course" ? 0 : shift),
        ...(labelAt !== undefined && { labelAt }),
      };
    }),
    endOfAxis,
  };
}

/** Whether two points, both measured, would lie one on the other but for their values. */
function isBeside(a: SpeedUpDatum, b: SpeedUpDatum): boolean {
  return a.workers === b.workers && a.kind !== "course" && b.kind !== "course";
}
