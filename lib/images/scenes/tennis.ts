import { disc, ellipse, gradient, line, polygon } from "../canvas.ts";
import type { Scene } from "./scene.ts";

/** A clay court, its net, and a ball that has just bounced. */
export const tennis: Scene = (canvas, random) => {
  gradient(canvas, 0, 60, [24, 78, 66], [44, 120, 92]);
  gradient(canvas, 60, 200, [196, 98, 58], [224, 124, 74]);
  const white = [250, 246, 240] as const;
  line(canvas, [118, 66], [20, 192], 4, white);
  line(canvas, [282, 66], [380, 192], 4, white);
  line(canvas, [118, 66], [282, 66], 3, white);
  line(canvas, [20, 192], [380, 192], 4, white);
  line(canvas, [144, 66], [78, 192], 2.5, white);
  line(canvas, [256, 66], [322, 192], 2.5, white);
  line(canvas, [200, 84], [200, 160], 2.5, white);
  line(canvas, [121, 84], [279, 84], 2.5, white);
  line(canvas, [96, 160], [304, 160], 2.5, white);
  const net: [number, number][] = [
    [62, 88],
    [338, 88],
    [338, 122],
    [62, 122],
  ];
  polygon(canvas, net, [20, 30, 34, 0.5]);
  for (let x = 66; x < 338; x += 6) line(canvas, [x, 88], [x, 122], 0.6, [220, 226, 228, 0.6]);
  for (let y = 93; y < 122; y += 6) line(canvas, [62, y], [338, y], 0.6, [220, 226, 228, 0.6]);
  line(canvas, [62, 87], [338, 87], 4, white);
  line(canvas, [62, 82], [62, 128], 4, [60, 64, 70]);
  line(canvas, [338, 82], [338, 128], 4, [60, 64, 70]);
  const x = 120 + random() * 50;
  ellipse(canvas, [x + 16, 182], 20, 4, [96, 42, 26, 0.5]);
  disc(canvas, [x, 148], 20, [214, 232, 62]);
  for (let step = -6; step < 6; step++) {
    const [from, to] = [step * 2.6, (step + 1) * 2.6];
    line(canvas, [x - 2 - from ** 2 / 22, 148 + from], [x - 2 - to ** 2 / 22, 148 + to], 2, [248, 250, 226]);
  }
  disc(canvas, [x + 7, 140], 6, [240, 250, 150, 0.6]);
};
