import type { SpeedUpDatum } from "./speed-up-layers.ts";

/** Pixels of an average character of a label, from one line of text to the next, and between a point and its label. */
const characterWidth = 6.5;
const lineHeight = 15;
const gap = 16;

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

/** Makes room for labels on the right, and moves those up that would overlap a lower one. */
export function placeLabels(
  data: readonly SpeedUpDatum[],
  { width, height, mostWorkers, mostValue }: LabelRoom,
): PlacedLabels {
  const longest = Math.max(...data.map(({ label = "" }) => label.length));
  const share = Math.min(0.5, (longest * characterWidth + gap) / width);
  const workerWidth = (width * (1 - share)) / mostWorkers;
  const apart = (lineHeight / height) * mostValue;
  const placed = new Map<SpeedUpDatum, number>();

  function overlap(a: SpeedUpDatum, b: SpeedUpDatum): boolean {
    const [left, right] = a.workers <= b.workers ? [a, b] : [b, a];
    const end = left.workers * workerWidth + gap + (left.label?.length ?? 0) * characterWidth;
    return end > right.workers * workerWidth;
  }

  for (const point of data.filter(({ label }) => label !== undefined).sort((a, b) => a.value - b.value)) {
    const below = [...placed].filter(([other]) => overlap(other, point)).map(([, place]) => place + apart);
    placed.set(point, Math.max(point.value, ...below));
  }
  return {
    data: data.map((point) => {
      const labelAt = placed.get(point);
      return labelAt === undefined ? point : { ...point, labelAt };
    }),
    endOfAxis: mostWorkers / (1 - share),
  };
}
