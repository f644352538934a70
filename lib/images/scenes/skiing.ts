import { disc, gradient, line, polygon } from "../canvas.ts";
import type { Scene } from "./scene.ts";

/** A skier in a slalom, under the peaks. */
export const skiing: Scene = (canvas, random) => {
  gradient(canvas, 0, 150, [36, 92, 178], [170, 210, 244]);
  for (const [x, y, width] of [
    [70, 34, 150],
    [190, 18, 190],
    [320, 44, 170],
  ] as const) {
    const peak = y + random() * 12;
    const foot = ((200 - peak) / (140 - peak)) * (width / 2);
    polygon(
      canvas,
      [
        [x - foot, 200],
        [x, peak],
        [x + foot, 200],
      ],
      [112, 134, 172],
    );
    const [left, right] = [x - width * 0.17, x + width * 0.17];
    const snow = peak + (140 - peak) * 0.34;
    polygon(
      canvas,
      [
        [left, snow],
        [x, peak],
        [right, snow],
        [x + 10, snow - 8],
        [x - 4, snow + 4],
      ],
      [246, 250, 255],
    );
  }
  polygon(
    canvas,
    [
      [0, 84],
      [400, 164],
      [400, 200],
      [0, 200],
    ],
    [238, 244, 252],
  );
  polygon(
    canvas,
    [
      [0, 128],
      [400, 186],
      [400, 200],
      [0, 200],
    ],
    [220, 232, 246],
  );
  for (let tree = 0; tree < 9; tree++) {
    const x = 8 + tree * 22 + random() * 12;
    const y = 84 + x * 0.2 + 4;
    polygon(
      canvas,
      [
        [x - 8, y],
        [x, y - 26],
        [x + 8, y],
      ],
      [26, 86, 70],
    );
    polygon(
      canvas,
      [
        [x - 6, y - 10],
        [x, y - 32],
        [x + 6, y - 10],
      ],
      [36, 106, 84],
    );
  }
  for (const [gate, x] of [240, 306, 366].entries()) {
    const y = 86 + x * 0.22;
    line(canvas, [x, y + 14], [x, y - 26], 2, [60, 60, 70]);
    const flag = gate % 2 === 0 ? ([222, 44, 48] as const) : ([32, 84, 200] as const);
    polygon(
      canvas,
      [
        [x, y - 26],
        [x + 18, y - 24],
        [x + 18, y - 12],
        [x, y - 14],
      ],
      flag,
    );
  }
  const x = 150 + random() * 40;
  const y = 150;
  line(canvas, [x - 40, y + 14], [x + 34, y + 30], 3.5, [200, 40, 60]);
  line(canvas, [x - 4, y + 18], [x + 10, y + 4], 8, [40, 44, 60]);
  line(canvas, [x + 10, y + 4], [x - 8, y - 8], 8, [40, 44, 60]);
  line(canvas, [x - 8, y - 8], [x + 12, y - 28], 10, [250, 150, 30]);
  line(canvas, [x + 8, y - 22], [x + 24, y - 10], 5, [250, 150, 30]);
  line(canvas, [x + 24, y - 10], [x - 16, y + 10], 1.6, [30, 30, 36]);
  disc(canvas, [x + 18, y - 37], 8, [220, 44, 60]);
  disc(canvas, [x + 21, y - 36], 4, [250, 214, 180]);
};
