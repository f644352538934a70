import { disc, ellipse, gradient, line, polygon, rectangle, ring } from "../canvas.ts";
import type { Scene } from "./scene.ts";

/** A stick and a puck on the ice. */
export const hockey: Scene = (canvas, random) => {
  gradient(canvas, 0, 62, [20, 30, 52], [50, 66, 100]);
  for (let light = 0; light < 5; light++) disc(canvas, [40 + light * 80, 12], 5, [255, 250, 224]);
  rectangle(canvas, [0, 50], 400, 22, [244, 246, 250]);
  rectangle(canvas, [0, 68], 400, 5, [250, 200, 40]);
  gradient(canvas, 73, 200, [206, 226, 240], [244, 250, 254]);
  for (let scratch = 0; scratch < 60; scratch++) {
    const x = random() * 400;
    const y = 78 + random() * 120;
    line(canvas, [x, y], [x + 20 + random() * 40, y + (random() - 0.5) * 14], 0.7, [168, 196, 216, 0.7]);
  }
  polygon(
    canvas,
    [
      [176, 73],
      [190, 73],
      [176, 200],
      [154, 200],
    ],
    [212, 44, 54],
  );
  polygon(
    canvas,
    [
      [322, 73],
      [334, 73],
      [372, 200],
      [352, 200],
    ],
    [40, 92, 190],
  );
  ring(canvas, [172, 138], 74, 34, 3, [40, 92, 190]);
  ellipse(canvas, [172, 138], 7, 4, [40, 92, 190]);
  const x = 210 + random() * 40;
  ellipse(canvas, [x, 166], 19, 8, [20, 22, 28]);
  rectangle(canvas, [x - 19, 158], 38, 8, [34, 36, 44]);
  ellipse(canvas, [x, 158], 19, 8, [52, 56, 66]);
  line(canvas, [40, 74], [138, 176], 7, [196, 148, 84]);
  line(canvas, [138, 176], [192, 180], 9, [30, 32, 38]);
  line(canvas, [40, 74], [62, 97], 8, [30, 32, 38]);
};
