import { type Colour, disc, ellipse, gradient, line, polygon } from "../canvas.ts";
import type { Scene } from "./scene.ts";

const rings: readonly Colour[] = [
  [246, 246, 240],
  [40, 42, 48],
  [52, 148, 214],
  [222, 54, 58],
  [252, 214, 58],
];

/** Three arrows in a target. */
export const archery: Scene = (canvas, random) => {
  gradient(canvas, 0, 140, [188, 222, 206], [238, 246, 222]);
  for (let tree = 0; tree < 26; tree++) {
    const x = tree * 16 + random() * 10;
    ellipse(canvas, [x, 112 + random() * 14], 16, 30 + random() * 16, [58 + random() * 34, 122 + random() * 30, 84]);
  }
  gradient(canvas, 136, 200, [112, 172, 82], [70, 132, 58]);
  line(canvas, [116, 190], [146, 30], 7, [130, 92, 56]);
  line(canvas, [204, 190], [174, 30], 7, [130, 92, 56]);
  for (const [index, colour] of rings.entries()) disc(canvas, [160, 96], 80 - index * 16, colour);
  for (let arrow = 0; arrow < 3; arrow++) {
    const x = 160 + (random() - 0.5) * 60;
    const y = 96 + (random() - 0.5) * 60;
    line(canvas, [x, y], [x + 58, y + 20], 2.4, [92, 62, 40]);
    const vane: Colour = arrow === 1 ? [60, 200, 190] : [250, 120, 180];
    polygon(
      canvas,
      [
        [x + 46, y + 16],
        [x + 54, y + 8],
        [x + 66, y + 12],
        [x + 58, y + 20],
      ],
      vane,
    );
    polygon(
      canvas,
      [
        [x + 46, y + 16],
        [x + 50, y + 26],
        [x + 62, y + 30],
        [x + 58, y + 20],
      ],
      vane,
    );
  }
};
