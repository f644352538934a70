import { type Colour, disc, ellipse, gradient, line } from "../canvas.ts";
import type { Scene } from "./scene.ts";

const caps: readonly Colour[] = [
  [236, 72, 60],
  [252, 196, 46],
  [250, 250, 250],
  [120, 70, 180],
];

/** Four swimmers, seen from above, between ropes of floats. */
export const swimming: Scene = (canvas, random) => {
  gradient(canvas, 0, 200, [22, 148, 200], [60, 186, 222]);
  for (let ripple = 0; ripple < 170; ripple++) {
    const x = random() * 400;
    const y = random() * 200;
    line(canvas, [x, y], [x + 8 + random() * 16, y + random() * 2], 1.2, [214, 244, 252, 0.35]);
  }
  for (let rope = 0; rope <= 4; rope++) {
    for (let float = 0; float < 50; float++) {
      const red = Math.floor(float / 5) % 2 === 0;
      disc(canvas, [4 + float * 8, rope * 50], 3.4, red ? [222, 52, 52] : [248, 248, 248]);
    }
  }
  for (const [lane, cap] of caps.entries()) {
    const x = 60 + random() * 200;
    const y = lane * 50 + 25;
    for (let splash = 0; splash < 26; splash++) {
      disc(canvas, [x - 62 - random() * 34, y + (random() - 0.5) * 22], 1 + random() * 3, [255, 255, 255, 0.6]);
    }
    const skin = [206, 146, 110] as const;
    line(canvas, [x - 30, y - 4], [x - 60, y - 5], 6, skin);
    line(canvas, [x - 30, y + 4], [x - 60, y + 6], 6, skin);
    line(canvas, [x - 2, y - 7], [x + 26, y - 13], 5, skin);
    line(canvas, [x - 4, y + 8], [x - 24, y + 16], 5, skin);
    ellipse(canvas, [x - 14, y], 24, 9, skin);
    ellipse(canvas, [x - 30, y], 9, 7.5, [30, 40, 70]);
    disc(canvas, [x + 13, y], 7.5, cap);
  }
};
